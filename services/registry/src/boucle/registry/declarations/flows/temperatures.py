"""The temperature of a flow: as it is declared, else as its text tells it. Pure."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from boucle.catalogue import Catalogue, stated_temperatures
from boucle.contract.events.registry import Direction, QualityRange
from boucle.registry.domain.entities import FlowDraft

_KEY: Final = "temperature"
_WARM: Final = 25.0
"""°C. What is needed colder may be cold, which is needed at most so warm, not at least."""


def declared_temperature(
    direction: Direction, qualities: Mapping[str, QualityRange]
) -> float | None:
    """The temperature, in °C, that says which kind of heat a flow is: the hottest that is offered,
    the least that is needed."""
    known = qualities.get("temperature")
    if known is None:
        return None
    first, second = (known.low, known.high)[:: 1 if direction == "input" else -1]
    value = second if first is None else first
    return None if value is None else float(value)


def with_temperature_of_text(draft: FlowDraft, catalogue: Catalogue) -> FlowDraft:
    """The same flow at the temperature that its text tells (``fumées four 400 °C``), where it is of
    a family that says little without one and none was declared; else the same object.

    What is offered has all that the text tells, what is needed takes the hottest and above."""
    if _KEY in draft.qualities or not _asks(draft, catalogue):
        return draft
    stated = stated_temperatures(draft.text or "")
    if not stated or (draft.direction == "input" and max(stated) < _WARM):
        return draft
    least = min(stated) if draft.direction == "output" else max(stated)
    most = None if draft.direction == "input" else f"{max(stated):g}"
    known = QualityRange(low=f"{least:g}", high=most, unit=catalogue.attribute(_KEY).unit)
    return replace(draft, qualities={**draft.qualities, _KEY: known}, temperature_read=True)


def _asks(draft: FlowDraft, catalogue: Catalogue) -> bool:
    if draft.family is None:
        return draft.nature == "energy"
    return _KEY in catalogue.family(draft.family).required
