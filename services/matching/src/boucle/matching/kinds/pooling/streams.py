"""What could be pooled with what: the stream that a declaration belongs to, by subject. Pure.

None: it lacks what a group is found by, or must not be pooled.
"""

from collections.abc import Callable, Mapping
from typing import Final

from boucle.catalogue import load_catalogue
from boucle.common.events.sharing import Sharing

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
    entry = load_catalogue().known_low(sharing.choices.get("low"))
    vehicle = VEHICLES.get(sharing.choices.get("container", ""))
    if entry is None or vehicle is None:
        return None
    if entry.family == ELECTRICAL:
        return ELECTRICAL
    material = entry.family or entry.code.replace(" ", "")
    return f"{material}{'-hazardous' if entry.hazardous else ''}-{vehicle}"


STREAMS: Final[Mapping[str, Callable[[Sharing], str | None]]] = {"waste_collection": _waste}
