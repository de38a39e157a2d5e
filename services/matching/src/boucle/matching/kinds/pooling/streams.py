"""What could be pooled with what: the stream that a declaration belongs to, by subject. Pure.

None: it lacks what a group is found by, or must not be pooled.
"""

from collections.abc import Callable, Mapping
from typing import Final

from boucle.catalogue import load_catalogue
from boucle.contract.events.sharing import Sharing

ELECTRICAL: Final = "weee"
VEHICLES: Final[Mapping[str, str]] = {
    "bags": "bin",
    "bin": "bin",
    "loose": "bin",
    "skip": "skip",
    "compactor": "skip",
    "pallet": "pallet",
    "big_bag": "pallet",
    "drum": "pallet",
}
"""Which containers one lorry takes: with a lift at its back, a hook, or a flat bed."""


def _waste(sharing: Sharing) -> str | None:
    """Material family of its List of Waste code (the code where it has none), whether it is
    hazardous, and the lorry that its container asks for. Electrical waste is one stream: an
    operation takes all of it."""
    entry = load_catalogue().find_low(sharing.choices.get("low"))
    vehicle = VEHICLES.get(sharing.choices.get("container", ""))
    if entry is None or vehicle is None:
        return None
    if entry.family == ELECTRICAL:
        return ELECTRICAL
    material = entry.family or entry.code.replace(" ", "")
    return f"{material}{'-hazardous' if entry.hazardous else ''}-{vehicle}"


def _freight(sharing: Sharing) -> str | None:
    """Temperature, and what may be loaded together: nothing with explosives or radioactive goods
    (classes 1 and 7), other dangerous goods with each other (ADR 7.5.2), goods that are not
    dangerous with each other. Where no class is said, goods are not dangerous."""
    temperature, adr = sharing.choices.get("temperature"), sharing.choices.get("adr", "none")
    lacks_lane = sharing.direction == "need" and sharing.destination is None
    if temperature is None or lacks_lane:
        return None
    return f"{temperature}-{adr if adr in _ADR_ALONE else 'adr'}"


def _rainwater(sharing: Sharing) -> str | None:
    """Neither where it may touch food, bodies or linen, nor in dwellings, care, schools and places
    that are open to the public (decree 2024-796); a roof whose rain is not known yields nothing."""
    if sharing.direction == "offer":
        return "rain" if "rainfall" in sharing.figures else None
    gated = sharing.choices.get("use") in _USES_OFF or sharing.choices.get("place") in _PLACES_OFF
    return None if gated else "rain"


def _purchasing(sharing: Sharing) -> str | None:
    """One product; what is none of those that are named has nothing in common."""
    product = sharing.choices.get("product")
    return None if product == "other" else product


def _one(sharing: Sharing) -> str | None:
    """All of it is one stream."""
    return "all"


_ADR_ALONE: Final = frozenset(["none", "1", "7"])
_USES_OFF: Final = frozenset(["food", "body", "linen"])
_PLACES_OFF: Final = frozenset(["housing", "care", "school", "public"])

STREAMS: Final[Mapping[str, Callable[[Sharing], str | None]]] = {
    "waste_collection": _waste,
    "freight": _freight,
    "rainwater": _rainwater,
    "purchasing": _purchasing,
    "security": _one,
    "catering": _one,
    "childcare": _one,
    "mobility": _one,
}
