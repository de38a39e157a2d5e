"""Convert a flow's event to the row that scoring reads: base units, bits and float64."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import cos, pi, sin
from zlib import crc32

from msgspec.structs import replace

from boucle.catalogue.facts.model import Attribute, Factor, Family
from boucle.catalogue.facts.units import UnitError, to_base
from boucle.contract.events.registry import FamilyShare, Flow, Quantity, SiteFacts
from boucle.matching.scoring.inputs import (
    AS_PUBLISHED,
    ESTIMATED,
    EVER_SINCE,
    FOR_EVER,
    MEASURED,
    TYPICAL,
    UNBOUNDED,
    FlowInputs,
    Network,
)
from boucle.matching.scoring.refusals import refusable
from boucle.matching.scoring.rules import (
    FORM_BIT,
    NETWORK_KM,
    SLACK_KM,
    STATUS_BIT,
    Rules,
    kg_per_base,
    per_base,
)
from boucle.matching.scoring.wire.values import UnusableEvent, decimal_of, months_of, range_of

_CERTAINTY = {"measured": MEASURED, "estimated": ESTIMATED, "typical": TYPICAL}


def row_of(flow: Flow, version: int, rules: Rules) -> FlowInputs | None:
    """Return the flow as scoring reads it; None if it is unclassified, a duplicate or on trial.
    Raises UnusableEvent, also for unforeseen values: only that flow is then left out. A mistake in
    the code itself (TypeError, ...) is raised as it is."""
    if flow.family is None or flow.duplicate_of is not None or flow.on_trial:
        return None
    try:
        main, *others = [
            _row(flow, one, version, rules) for one in flow.families or (FamilyShare(flow.family),)
        ]
        return replace(main, others=tuple(others)) if others else main
    except UnusableEvent:
        raise
    except (ArithmeticError, LookupError, ValueError) as error:
        raise UnusableEvent("flow_id", str(flow.flow_id), f"cannot be used ({error!r})") from error


def _row(flow: Flow, one: FamilyShare, version: int, rules: Rules) -> FlowInputs:
    """Make the row as if all of the flow were of this family."""
    catalogue, key, share = rules.catalogue, one.family, _share(one)
    if not catalogue.has_family(key):
        raise UnusableEvent("family", key, f"not in catalogue {catalogue.version}")
    family = catalogue.family(key)
    x, y, z = unit_vector(flow.site.latitude, flow.site.longitude)
    output = flow.direction == "output"
    kgco2e, kgco2e_pct = _carbon(flow, family, rules)
    return FlowInputs(
        flow=flow.flow_id.int,
        version=version,
        organisation=flow.organisation_id.int,
        site=flow.site_id.int,
        output=output,
        family=catalogue.family_index[family.key],
        x=x,
        y=y,
        z=z,
        slack_km=SLACK_KM[flow.site.location_precision],
        quantity=_base(flow.quantity, family, share),
        networks=_networks(flow.site) if family.network else (),
        months=months_of("availability.months", flow.availability.months),
        start=_start(flow),
        end=_ordinal(flow.availability.end, FOR_EVER),
        form=_form(flow, family),
        status=STATUS_BIT[flow.legal_status] if flow.legal_status else 0,
        accepts=_bits(flow.accepts),
        treatments=_treatments(flow, rules),
        certainty=_CERTAINTY[flow.certainty],
        eur=_eur(flow, family),
        kgco2e=kgco2e,
        kgco2e_pct=kgco2e_pct,
        qualities=_qualities(flow, rules),
        division=_division(flow),
        refusable=tuple([crc32(value) for value in refusable(flow)]),
        share=0.0 if share is None else float(share),
        **{name: getattr(flow, name) for name in AS_PUBLISHED},
    )


def _share(one: FamilyShare) -> Decimal | None:
    if one.share is None:
        return None
    share = decimal_of("families.share", one.share)
    if not 0 < share <= 1:
        raise UnusableEvent("families.share", one.share, "not above 0 and at most 1")
    return share


def unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return the place on the unit sphere, from degrees WGS84."""
    phi, theta = latitude * pi / 180, longitude * pi / 180
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def _networks(site: SiteFacts) -> tuple[Network, ...]:
    for code, km in site.network_km.items():
        if not 0.0 < km < UNBOUNDED:
            raise UnusableEvent(f"site.network_km.{code}", km, "not a length in km, more than 0")
    return tuple(
        (code, site.network_km.get(code, NETWORK_KM)) for code in sorted(set(site.networks))
    )


def _base(quantity: Quantity, family: Family, share: Decimal | None) -> int:
    value = decimal_of("quantity.value", quantity.value)
    if share is not None:
        value *= share
    try:
        return to_base(value, quantity.unit, family.nature, family.density_t_per_m3)
    except UnitError as error:
        raise UnusableEvent("quantity", f"{quantity.value} {quantity.unit}", error) from error


def _ordinal(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()


def _start(flow: Flow) -> int:
    """Return the first day on which it may go another way than today: a contract binds it till its
    last day."""
    term = flow.current_route if flow.direction == "output" else flow.current_supply
    end = None if term is None else term.contract_end
    bound = EVER_SINCE if end is None else end.toordinal() + 1
    return max(bound, _ordinal(flow.availability.start, EVER_SINCE))


def _form(flow: Flow, family: Family) -> int:
    """Return the form; a family with only one form need not declare it."""
    form = flow.form or (family.forms[0] if len(family.forms) == 1 else None)
    return FORM_BIT[form] if form else 0


def _bits(statuses: Iterable[str]) -> int:
    bits = 0
    for status in statuses:
        bits |= STATUS_BIT[status]
    return bits


def _treatments(flow: Flow, rules: Rules) -> int:
    """Return the treatments; operations unknown to the catalogue are ignored."""
    bits = 0
    for code in flow.site.treatments:
        bits |= rules.operation_bit.get(code, 0)
    return bits


def _eur(flow: Flow, family: Family) -> float | None:
    """Return EUR per base unit, from per unit of the quantity. Energy that goes nowhere today, and
    emits the same whoever uses it, costs nothing to let go."""
    if flow.direction == "output" and flow.current_route is None and _is_let_go(family):
        return 0.0
    price = None
    if flow.direction == "output" and flow.current_route is not None:
        price = flow.current_route.cost_eur_per_unit
    if flow.direction == "input" and flow.current_supply is not None:
        price = flow.current_supply.price_eur_per_unit
    if price is None:
        return None
    return per_base(float(decimal_of("eur_per_unit", price)), flow.quantity.unit, family)


def _is_let_go(family: Family) -> bool:
    return family.nature == "energy" and family.line is not None and family.disposal is None


def _carbon(flow: Flow, family: Family, rules: Rules) -> tuple[float | None, int | None]:
    """Return ``kgco2e`` and ``kgco2e_pct``: of an output's current route, or of an input's declared
    supply."""
    factor = _factor(flow, family, rules)
    kg = None if factor is None else kg_per_base(factor, family)
    if factor is not None and kg is not None:
        return kg, factor.uncertainty_pct
    if flow.direction == "input":
        return None, 0
    kind = family.disposal
    if kind is None or not _is_disposed_of(flow):
        return 0.0, 0
    no_factor = _operation(flow) is not None or not rules.catalogue.disposal[kind]
    return None, None if no_factor else 0


def _factor(flow: Flow, family: Family, rules: Rules) -> Factor | None:
    catalogue = rules.catalogue
    if flow.direction == "output":
        operation = _operation(flow)
        return catalogue.disposal_factor(family.key, operation) if operation else None
    source = flow.current_supply.source if flow.current_supply else None
    return catalogue.find_factor(source) if source else None


def _is_disposed_of(flow: Flow) -> bool:
    """Tell whether it is disposed of. What is no waste is sold or used (articles 3, 5 and 6 of
    directive 2008/98/EC), unless it declares a disposal (D). An undeclared status may be waste."""
    return flow.legal_status in (None, "waste") or (_operation(flow) or "").startswith("D")


def _operation(flow: Flow) -> str | None:
    return flow.current_route.operation if flow.current_route else None


def _qualities(flow: Flow, rules: Rules) -> tuple[tuple[int, float, float], ...]:
    found = []
    for key, declared in flow.qualities.items():
        index = rules.catalogue.attribute_index.get(key)
        if index is None:
            raise UnusableEvent("qualities", key, "not an attribute of the catalogue")
        attribute = rules.catalogue.attributes[index]
        low, high = range_of(f"qualities.{key}", declared, attribute)
        if flow.direction == "input":
            low, high = _asked(attribute, low, high)
        if (low, high) != (-UNBOUNDED, UNBOUNDED):
            found.append((index, low, high))
    return tuple(sorted(found))


def _asked(attribute: Attribute, low: float, high: float) -> tuple[float, float]:
    """Return the required range: hotter or drier than asked is fine; a lone bound on the wrong side
    still counts."""
    if attribute.sense == "at_least" and low > -UNBOUNDED:
        return low, UNBOUNDED
    if attribute.sense == "at_most" and high < UNBOUNDED:
        return -UNBOUNDED, high
    return low, high


def _division(flow: Flow) -> int:
    code = flow.site.naf.code[:2] if flow.site.naf else ""
    return int(code) if code.isdigit() else 0
