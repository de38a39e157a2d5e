"""How groups are found plainly: by what their markets begin with, another implementation of the
same rules, that tests hold the detectors to."""

from collections.abc import Mapping
from typing import Final

from boucle.matching.kinds.detector import Groups
from boucle.matching.kinds.markets import groups_of
from tests.reference import pooling

PLAIN: Final[Mapping[str, Groups]] = {"pooling": pooling.groups}


def plain_groups(market: str) -> Groups:
    """Of a detector that has no plain one: its own. A market of an older release has no group."""
    known = PLAIN.get(market.partition("/")[0])
    return groups_of(market) if known is None else known
