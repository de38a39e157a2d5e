"""From what somebody declares to a checked, classified draft; or every fault found in it."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from boucle.catalogue import (
    Catalogue,
    FlowAsDeclared,
    LowEntry,
    UnitError,
    UnknownKeyError,
    always_hazardous,
    to_base,
    units_for,
)
from boucle.contract.events.registry import (
    Availability,
    Certainty,
    LegalStatus,
    Nature,
    QualityRange,
    Quantity,
)
from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import both, text_from, tr
from boucle.registry.declarations.at_site.as_sent import with_as_sent
from boucle.registry.declarations.flows import families
from boucle.registry.declarations.flows.contradictions import (
    disagreeing_fields,
    quality_faults,
    shown,
)
from boucle.registry.declarations.flows.counting import Yearly, yearly
from boucle.registry.declarations.flows.names import in_keys
from boucle.registry.declarations.flows.prices import with_prices
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.declarations.flows.temperatures import (
    declared_temperature,
    with_temperature_of_text,
)
from boucle.registry.domain.codes import operation_fault, read_low
from boucle.registry.domain.entities import FlowDraft, made_of
from boucle.registry.domain.values.conversions import Conversion, middle

_ELSE = {
    "current_route": "leave it out, or direction output; a purchase goes in current_supply",
    "current_supply": "leave it out, or direction input; a cost or a sale goes in current_route",
}
_SIDES_FR = {"output": "sortie", "input": "entrée"}
_NATURES_FR: Final[Mapping[Nature, str]] = {
    "material": "une matière",
    "water": "une eau",
    "energy": "une énergie",
}


def drafted(declared: SentFlow, catalogue: Catalogue) -> FlowDraft:
    """Check, classify, convert. Raises Faulty with every fault that can be found at once."""
    sent = in_keys(declared, catalogue)
    declared = _with_families_of_text(sent, catalogue)
    of_code: list[Fault] = []
    entry = None if sent.low is None else read_low("low", sent.low, catalogue, of_code)
    family = _family(declared, entry, catalogue, of_code)
    found = yearly(declared, family, catalogue)
    of_prices: list[Fault] = []
    changed = with_prices(declared, found, of_prices)
    declared = replace(declared, **changed) if changed else declared
    faults = list(_side_faults(declared, catalogue))
    faults += families.faults_of(declared, catalogue)
    faults += of_code
    faults += quality_faults(declared.qualities, catalogue)
    base = _base(declared, sent.quantity, found, family, catalogue, faults)
    faults += of_prices
    if faults:
        raise Faulty(*faults)
    draft = made_of(
        FlowDraft,
        declared,
        family=family,
        base=base,
        certainty=_certainty(declared, found.conversion),
        low=entry.code if entry else None,
        hazardous=_hazardous(declared, entry, family, catalogue),
        qualities=_with_units(declared.qualities, catalogue),
        legal_status=_legal_status(declared, entry),
        accepts=declared.accepts or (),
        families=families.kept(declared, catalogue),
        shares_assumed=families.assumes_shares(declared),
        conversion=found.conversion,
    )
    for each in (with_temperature_of_text(draft, catalogue), draft):
        disagreements = list(disagreeing_fields(each, sent, catalogue))
        if not disagreements:
            return with_as_sent(each, sent)
    raise Faulty(*disagreements)


def _with_families_of_text(declared: SentFlow, catalogue: Catalogue) -> SentFlow:
    """A waste code says one thing of the whole; what does not fit the rest of the flow is left."""
    if declared.family is not None or declared.families or declared.low is not None:
        return declared
    found = families.of_text(declared.text, declared.nature, catalogue)
    mixed = replace(declared, families=found)
    return mixed if found and not any(families.faults_of(mixed, catalogue)) else declared


def _side_faults(declared: SentFlow, catalogue: Catalogue) -> Iterator[Fault]:
    """What belongs to an output is not declared of an input, and the other way round."""
    alien = (
        (("legal_status", "output"), ("current_route", "output"))
        if declared.direction == "input"
        else (("accepts", "input"), ("current_supply", "input"))
    )
    for name, side in alien:
        if getattr(declared, name) is not None:
            yield Fault(
                name,
                shown(getattr(declared, name)),
                tr(
                    "belongs to an {side}, and direction is {direction}",
                    side=side,
                    direction=declared.direction,
                    sides_fr=_SIDES_FR[side],
                ),
                tr(
                    _ELSE.get(name, "leave it out, or direction {side}"),
                    side=side,
                    sides_fr=_SIDES_FR[side],
                ),
            )
    route = declared.current_route
    if route is not None and route.operation is not None:
        fault = operation_fault("current_route.operation", route.operation, catalogue)
        if fault:
            yield fault
    window = declared.availability
    if window.start and window.end and window.end < window.start:
        yield Fault(
            "availability.end",
            window.end.isoformat(),
            tr("is before availability.start ({isoformat})", isoformat=window.start.isoformat()),
            "a date on or after availability.start",
        )
    if window.months and not _some_month_within(window):
        yield Fault(
            "availability.months",
            ", ".join(map(str, window.months)),
            "availability.months and availability.start disagree: "
            "no such month lies between availability.start and availability.end",
            "months of the window, or a window that holds one of them",
        )


def _some_month_within(window: Availability) -> bool:
    """Whether the window, open ends apart, holds a day of one of the months."""
    if window.start is None or window.end is None:
        return True
    first = window.start.year * 12 + window.start.month - 1
    last = window.end.year * 12 + window.end.month - 1
    return any(month % 12 + 1 in window.months for month in range(first, min(last, first + 11) + 1))


def _family(
    declared: SentFlow, entry: LowEntry | None, catalogue: Catalogue, faults: list[Fault]
) -> str | None:
    """The family given, else the first of several, else the one that text and code make sure, else
    none."""
    if declared.families:
        first = declared.families[0].family
        return first if catalogue.has_family(first) else None
    if declared.family is not None:
        try:
            return catalogue.family(declared.family).key
        except UnknownKeyError as error:
            names = ", ".join(catalogue.family(key).label_fr for key in error.near)
            near = tr(", such as {keys}", keys=both(", ".join(error.near), names)) if names else ""
            right = tr(
                "a family of the catalogue{near}; or leave it out and give text or low", near=near
            )
            faults.append(Fault("family", declared.family, families.unknown(error), right))
            return None
    code = entry.code if entry else None
    warm = declared_temperature(declared.direction, declared.qualities)
    return families.meant(declared.text, code, declared.nature, warm, catalogue)


def _certainty(declared: SentFlow, conversion: Conversion | None) -> Certainty:
    """What was converted by usual sizes and densities, or lies in a span, is an estimate."""
    certainty = families.certainty_of(declared)
    estimate = conversion is not None and conversion.is_estimate and certainty == "measured"
    return "estimated" if estimate else certainty


def _base(
    declared: SentFlow,
    sent: Quantity,
    found: Yearly,
    family: str | None,
    catalogue: Catalogue,
    faults: list[Fault],
) -> int:
    """The yearly quantity in g, L or Wh; it must be more than nothing. ``sent``: as declared."""
    if found.fault is not None:
        faults.append(found.fault)
        return 0
    value, unit = sent.value, declared.quantity.unit
    density = catalogue.family(family).density_t_per_m3 if family else None
    units = ", ".join(units_for(declared.nature, density))
    amount, known = middle(declared.quantity.value), len(faults)
    if amount <= 0:
        faults.append(
            Fault("quantity.value", value, "is not above zero", "a quantity per year, above 0")
        )
    if unit not in units_for(declared.nature, density):
        message = tr(
            "is not a unit of {nature}",
            nature=declared.nature,
            natures_fr=_NATURES_FR[declared.nature],
        )
        others = ", ".join(one for one in _NATURES_FR if unit in units_for(one))
        right = tr("one of {words}", context="unit", words=units)
        if others:
            right = tr("{units}; or another nature: {natures}", units=right, natures=others)
        faults.append(Fault("quantity.unit", sent.unit, message, right))
    if len(faults) > known:
        return 0
    try:
        base = to_base(amount, unit, declared.nature, density)
    except UnitError as error:
        message = text_from(str(error), "is not converted from {unit}", {"unit": unit})
        right = tr("a quantity per year in {unit}", unit=unit)
        faults.append(Fault("quantity.value", value, message, right))
        return 0
    if base == 0:
        little = "is less than one gram, litre or watt-hour a year"
        right = tr("a larger quantity, in {units}", units=units)
        faults.append(Fault("quantity.value", value, little, right))
    return base


def _with_units(
    qualities: Mapping[str, QualityRange], catalogue: Catalogue
) -> dict[str, QualityRange]:
    return {
        key: QualityRange(low=known.low, high=known.high, unit=catalogue.attribute(key).unit)
        for key, known in sorted(qualities.items())
    }


def _hazardous(
    declared: SentFlow, entry: LowEntry | None, family: str | None, catalogue: Catalogue
) -> bool:
    """As said, else by the mark of the code, else by what the family always is (asbestos)."""
    if declared.hazardous is not None:
        return declared.hazardous
    stated = FlowAsDeclared(family, text=declared.text, read=declared.family is None)
    return bool(entry and entry.hazardous) or always_hazardous(catalogue, stated)


def _legal_status(declared: SentFlow, entry: LowEntry | None) -> LegalStatus | None:
    """An output declared under a waste code is waste, unless its holder says otherwise."""
    if declared.legal_status is None and entry is not None and declared.direction == "output":
        return "waste"
    return declared.legal_status
