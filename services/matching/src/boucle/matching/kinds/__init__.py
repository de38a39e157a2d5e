"""Synergy kinds, one folder each, and their registry."""

from collections.abc import Mapping
from typing import Any, Final

from boucle.contract.events.reasons import SynergyKind
from boucle.matching.kinds import new_activity, pooling, sharing, substitution
from boucle.matching.kinds.detector import Declaration, Detector
from boucle.matching.kinds.kind import Kind

KINDS: Final[Mapping[SynergyKind, Kind]] = {
    kind.name: kind for kind in (substitution.KIND, pooling.KIND, sharing.KIND, new_activity.KIND)
}
(_detected,) = (kind.name for kind in KINDS.values() if kind.detected)
DETECTED: Final[SynergyKind] = _detected
"""The kind of the pairs that the engine finds."""
OF_GROUPS: Final = tuple(name for name, kind in KINDS.items() if kind.detectors)
"""The kinds of the groups that detectors find."""
DETECTORS: Final[Mapping[str, Detector[Any]]] = {
    name: detector for kind in KINDS.values() for name, detector in kind.detectors.items()
}
"""Who finds groups, by what their markets begin with."""
FOUND_FROM: Final[Mapping[str, type[Declaration]]] = {
    name: kind.found_from for kind in KINDS.values() for name in kind.detectors
}
"""The declarations that each of them finds groups from."""
