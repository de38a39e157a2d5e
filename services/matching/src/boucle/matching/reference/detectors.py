"""How groups are found plainly: by what their markets begin with, another implementation of the
same rules, that the audit and tests hold the detectors to."""

from collections.abc import Mapping
from typing import Final

from boucle.matching.kinds.detector import Detector

PLAIN_DETECTORS: Final[Mapping[str, Detector]] = {}
"""Of a detector that is not here, the audit compares what is stored with what it finds itself."""


def plain_detector(market: str) -> Detector | None:
    return PLAIN_DETECTORS.get(market.partition("/")[0])
