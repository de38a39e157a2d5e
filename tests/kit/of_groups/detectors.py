"""Markets of one plain detector, instead of those of the product."""

from typing import Any

import pytest

from boucle.matching.kinds import DETECTORS
from boucle.matching.kinds.detector import Detector


def only(monkeypatch: pytest.MonkeyPatch, detector: Detector[Any]) -> None:
    """Find groups by this one, as the kind ``pooling``, and by no other."""
    for name in list(DETECTORS):
        monkeypatch.delitem(DETECTORS, name)
    monkeypatch.setitem(DETECTORS, "pooling", detector)
