"""From what somebody declares to a checked, classified draft; or every fault found in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from boucle.catalogue import (
    LEGAL_STATUSES,
    Catalogue,
    Interval,
    LowEntry,
    Suggestion,
    UnitError,
    UnknownKeyError,
    classify,
    contradictions,
    quality_fault,
    settled,
    to_base,
    units_for,
)
from boucle.catalogue import Declared as Stated
from boucle.common.events.registry import (
    Availability,
    Certainty,
    CurrentRoute,
    CurrentSupply,
    Direction,
    LegalStatus,
    Nature,
    PhysicalForm,
    QualityRange,
    Quantity,
)
from boucle.registry.domain.codes import operation_fault
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.faults import Fault, Faulty


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What was sent, field by field right, not yet looked at as a whole."""

    direction: Direction
    nature: Nature
    quantity: Quantity
    certainty: Certainty
    family: str | None = None
    low: str | None = None
    text: str | None = None
    form: PhysicalForm | None = None
    hazardous: bool | None = None
    qualities: Mapping[str, QualityRange] = field(default_factory=dict)
    availability: Availability = field(default_factory=Availability)
    legal_status: LegalStatus | None = None
    accepts: tuple[LegalStatus, ...] | None = None
    current_route: CurrentRoute | None = None
    current_supply: CurrentSupply | None = None
    provenance: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft; where its family cannot be told, the likeliest three."""

    draft: FlowDraft
    suggestions: Sequence[Suggestion] = ()


def drafted(told: Declared, catalogue: Catalogue) -> Drafted:
    """Check, classify, convert. Raises Faulty with every fault that can be found at once."""
    faults = list(_side_faults(told, catalogue))
    entry = _low_entry(told, catalogue, faults)
    family, suggestions = _family(told, entry, catalogue, faults)
    faults += _quality_faults(told, catalogue)
    base = _base(told, family, catalogue, faults)
    if faults:
        raise Faulty(*faults)
    hazardous = told.hazardous if told.hazardous is not None else bool(entry and entry.hazardous)
    draft = FlowDraft(
        direction=told.direction,
        nature=told.nature,
        family=family,
        quantity=told.quantity,
        base=base,
        certainty=told.certainty,
        low=entry.code if entry else None,
        text=told.text,
        hazardous=hazardous,
        form=told.form,
        qualities=_with_units(told.qualities, catalogue),
        availability=told.availability,
        legal_status=_legal_status(told, entry),
        accepts=_accepts(told),
        current_route=told.current_route,
        current_supply=told.current_supply,
        provenance=told.provenance,
        since=told.since,
    )
    if family is not None:
        _refuse_contradictions(draft, told, family, catalogue)
    return Drafted(draft, suggestions)


def _side_faults(told: Declared, catalogue: Catalogue) -> Iterator[Fault]:
    """What belongs to an output is not told of an input, and the other way round."""
    alien = (
        (("legal_status", "output"), ("current_route", "output"))
        if told.direction == "input"
        else (("accepts", "input"), ("current_supply", "input"))
    )
    for name, side in alien:
        if getattr(told, name) is not None:
            yield Fault(
                name,
                _shown(getattr(told, name)),
                f"belongs to an {side}, and direction is {told.direction!r}",
                f"leave it out, or direction {side!r}",
            )
    route = told.current_route
    if route is not None and route.operation is not None:
        fault = operation_fault("current_route.operation", route.operation, catalogue)
        if fault:
            yield fault
    window = told.availability
    if window.start and window.end and window.end < window.start:
        yield Fault(
            "availability.end",
            window.end.isoformat(),
            f"is before availability.start ({window.start.isoformat()})",
            "a date on or after availability.start",
        )


def _low_entry(told: Declared, catalogue: Catalogue, faults: list[Fault]) -> LowEntry | None:
    if told.low is None:
        return None
    try:
        return catalogue.low(told.low)
    except UnknownKeyError as error:
        faults.append(
            Fault("low", told.low, str(error), "a six-digit List of Waste code such as 19 12 07")
        )
        return None


def _family(
    told: Declared, entry: LowEntry | None, catalogue: Catalogue, faults: list[Fault]
) -> tuple[str | None, Sequence[Suggestion]]:
    """The family given, else the one that text and code tell for sure, else what they suggest."""
    if told.family is not None:
        try:
            return catalogue.family(told.family).key, ()
        except UnknownKeyError as error:
            near = f", such as {', '.join(error.near)}" if error.near else ""
            faults.append(
                Fault(
                    "family",
                    told.family,
                    str(error),
                    f"a family of the catalogue{near}; or leave it out and give text or low",
                )
            )
            return None, ()
    code = entry.code if entry else None
    found = classify(catalogue, told.text, low=code, nature=told.nature)
    family = settled(found)
    return (family, ()) if family else (None, found)


def _quality_faults(told: Declared, catalogue: Catalogue) -> Iterator[Fault]:
    for key, known in told.qualities.items():
        message = quality_fault(catalogue, key, _interval(known), known.unit)
        if message is not None:
            yield Fault(f"qualities.{key}", _shown(known), message, _right_quality(key, catalogue))


def _right_quality(key: str, catalogue: Catalogue) -> str:
    try:
        attribute = catalogue.attribute(key)
    except UnknownKeyError:
        return f"one of {', '.join(each.key for each in catalogue.attributes)}"
    return (
        f"low and/or high in {attribute.unit}, low not above high, "
        f"from {attribute.low:g} to {attribute.high:g}"
    )


def _base(told: Declared, family: str | None, catalogue: Catalogue, faults: list[Fault]) -> int:
    """The yearly quantity in g, L or Wh; it must be more than nothing."""
    value, unit = told.quantity.value, told.quantity.unit
    density = catalogue.family(family).density_t_per_m3 if family else None
    units = ", ".join(units_for(told.nature, density))
    amount = Decimal(value)
    if amount <= 0:
        faults.append(
            Fault("quantity.value", value, "is not above zero", "a quantity per year, above 0")
        )
        return 0
    if unit not in units_for(told.nature, density):
        message = f"is not a unit of {told.nature}"
        faults.append(Fault("quantity.unit", unit, message, f"one of {units}"))
        return 0
    try:
        base = to_base(amount, unit, told.nature, density)
    except UnitError as error:
        faults.append(Fault("quantity.value", value, str(error), f"a quantity per year in {unit}"))
        return 0
    if base == 0:
        message = "is less than one gram, litre or watt-hour a year"
        faults.append(Fault("quantity.value", value, message, f"a larger quantity, in {units}"))
    return base


def _with_units(
    qualities: Mapping[str, QualityRange], catalogue: Catalogue
) -> dict[str, QualityRange]:
    return {
        key: QualityRange(low=known.low, high=known.high, unit=catalogue.attribute(key).unit)
        for key, known in sorted(qualities.items())
    }


def _legal_status(told: Declared, entry: LowEntry | None) -> LegalStatus | None:
    """An output told under a waste code is waste, unless its holder says otherwise."""
    if told.legal_status is None and entry is not None and told.direction == "output":
        return "waste"
    return told.legal_status


def _accepts(told: Declared) -> tuple[LegalStatus, ...]:
    if told.direction == "output":
        return ()
    return LEGAL_STATUSES if told.accepts is None else told.accepts


def _refuse_contradictions(
    draft: FlowDraft, told: Declared, family: str, catalogue: Catalogue
) -> None:
    stated = Stated(
        family=family,
        direction=draft.direction,
        nature=draft.nature,
        form=draft.form,
        hazardous=told.hazardous,
        low=draft.low,
        legal_status=draft.legal_status,
        qualities={key: _interval(known) for key, known in draft.qualities.items()},
    )
    faults = [
        Fault(
            found.field_a,
            _shown(getattr(told, found.field_a.partition(".")[0], None)),
            f"{found.field_a} and {found.field_b} disagree: {found.message}",
            f"{found.field_a} and {found.field_b} that agree",
        )
        for found in contradictions(catalogue, stated)
    ]
    if faults:
        raise Faulty(*faults)


def _interval(known: QualityRange) -> Interval:
    return Interval(
        None if known.low is None else float(known.low),
        None if known.high is None else float(known.high),
    )


def _shown(value: object) -> object:
    if isinstance(value, QualityRange):
        return f"{known_text(value)}"
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def known_text(known: QualityRange) -> str:
    """``15..25 %``: how people write a range."""
    return f"{known.low or ''}..{known.high or ''} {known.unit or ''}".strip()
