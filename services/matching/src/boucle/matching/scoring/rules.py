"""Compile the catalogue's families and routes to the numbers that scoring computes with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import inf
from typing import Final

from boucle.catalogue.criteria.limits import required_by
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import (
    FORMS,
    LEGAL_STATUSES,
    DangerousGoods,
    Factor,
    Family,
    Nature,
)
from boucle.catalogue.facts.routes import Route
from boucle.catalogue.facts.runs import yield_in_base
from boucle.catalogue.facts.units import BASE, units_in_base
from boucle.catalogue.sharing import line_classes, sharing_catalogue, yearly_share

RULES_VERSION: Final = "12"
MOST_PLACES: Final = 2
"""Of a list, that one organisation takes: whoever declares a need twelve times shuts out nobody."""

EARTH_KM: Final = 6371.0088
STOP: Final = 3.0
"""The hard stop, in reaches."""
NETWORK_KM: Final = 10.0
"""The length of a network for a site that is on it and declares none."""
SLACK_KM: Final[Mapping[str, float]] = {"address": 0.0, "commune": 3.0, "territory": 15.0}
MOST_SLACK_KM: Final = 15.0

ROAD_FACTOR: Final = "road_40t"
DETOUR: Final = 1.3
"""Road kilometres for one as the crow flies."""
FREIGHT_LOW: Final = 0.08
FREIGHT_HIGH: Final = 0.16
"""EUR per t.km, full loads by road."""
ADR_LOW: Final = 1.2
ADR_HIGH: Final = 1.6
"""What the freight of dangerous goods costs, in plain freight: trained driver, equipped vehicle,
approved packaging, papers. From general knowledge of the trade, no quote."""
LEAST_RATIO: Final = 0.001
"""Below this ratio of quantities two flows are not of the same world."""
LEAST_LEFT: Final = 100.0
"""Base units of a month (g, L, Wh): less, beside what runs take of it, is what roundings leave."""

EUR_SCALE: Final[Mapping[Nature, float]] = {"material": 100.0, "water": 2.0, "energy": 50.0}
CO2_SCALE: Final[Mapping[Nature, float]] = {"material": 500.0, "water": 0.5, "energy": 200.0}
"""EUR and kgCO2e, per t, m3 or MWh offered, that earn all points (as much lost: none)."""
_SCALE_UNIT: Final[Mapping[Nature, str]] = {"material": "t", "water": "m3", "energy": "MWh"}

UNKNOWN_POINTS: Final = 3000
PARTIAL_POINTS: Final = 6000
FULL: Final = 10_000

STATUS_BIT: Final[Mapping[str, int]] = {status: 1 << i for i, status in enumerate(LEGAL_STATUSES)}
WASTE: Final = STATUS_BIT["waste"]
BY_PRODUCT: Final = STATUS_BIT["by_product"]
PRODUCT: Final = STATUS_BIT["product"]
ALL_STATUSES: Final = (1 << len(LEGAL_STATUSES)) - 1
FORM_BIT: Final[Mapping[str, int]] = {form: 1 << i for i, form in enumerate(FORMS)}


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What a line costs. ``classes``: the base units a year that it carries at most, and EUR a year
    of one kilometre as the crow flies, the least and the most; the smallest first. None: nobody has
    priced it."""

    classes: tuple[tuple[float, float, float], ...] = ()

    def of(self, moved: float) -> tuple[float, float] | None:
        """Return EUR a year of a kilometre of the smallest line that carries so much."""
        return next(((low, high) for most, low, high in self.classes if moved <= most), None)


@dataclass(frozen=True, slots=True, eq=False)
class RouteRule:
    """One route, per base unit of offer unless noted. ``avoided``, ``treatment``: kgCO2e per base
    unit of input, each with its uncertainty in percent (None: unpublished). ``tonnes``: what a base
    unit weighs on the road, 0 if nothing is driven. ``freight``: EUR per t.km, low and high, of
    what is not and of what is hazardous. ``line``: the line that carries it. ``allowed``: the names
    of ``operations``; ``sure``: the statuses that leave nothing to settle. ``limits``: (attribute,
    low, high). ``unit``: money and carbon are given for it, each of ``base_per_unit`` base units of
    offer. Compared by identity, so that caches find it at once."""

    index: int
    key: str
    output: int
    input: int
    reach_km: float
    network: bool
    points: int
    yield_: float
    operations: int
    allowed: str | None
    statuses: int
    needs_status: bool
    sure: int
    hazardous: bool
    forms: int
    transformed: bool
    limits: tuple[tuple[int, float, float], ...]
    dangerous: DangerousGoods | None
    freight: tuple[tuple[float, float], tuple[float, float]]
    line: LinePrice | None
    cost_low: float
    cost_high: float
    tonnes: float
    avoided: float | None
    avoided_pct: int | None
    treatment: float | None
    treatment_pct: int | None
    eur_scale: float
    co2_scale: float
    unit: str
    base_per_unit: float


@dataclass(frozen=True, eq=False)
class Rules:
    """All data of scoring. Built once per process and compared by identity."""

    catalogue: Catalogue
    routes: tuple[RouteRule, ...] = field(init=False)
    operation_bit: Mapping[str, int] = field(init=False)
    road: Factor | None = field(init=False)

    def __post_init__(self) -> None:
        bits = {one.code: 1 << i for i, one in enumerate(self.catalogue.operations)}
        object.__setattr__(self, "operation_bit", bits)
        object.__setattr__(self, "road", _road(self.catalogue))
        rules = tuple(_rule(self, i, route) for i, route in enumerate(self.catalogue.routes))
        object.__setattr__(self, "routes", rules)

    @property
    def version(self) -> str:
        return self.catalogue.version

    def family(self, index: int) -> Family:
        return self.catalogue.families[index]

    @cached_property
    def between(self) -> Mapping[tuple[int, int], RouteRule]:
        """Return routes by pair of families, the offer's first."""
        return {(rule.output, rule.input): rule for rule in self.routes}


def per_base(value: float, unit: str, family: Family) -> float:
    """Convert EUR, kg, ... per ``unit`` of a family to per base unit (g, L, Wh). Raises UnitError.
    By the exact ratio: a unit may be less than one base unit (a gram of water, in litres)."""
    units, base = units_in_base(unit, family.nature, family.density_t_per_m3)
    return value * units / base


def kg_per_base(factor: Factor, family: Family) -> float | None:
    """Return an emission factor per base unit of a family; None if its unit cannot be converted."""
    if factor.per == "t.km":
        return None
    try:
        return per_base(factor.value, factor.per, family)
    except ValueError:
        return None


def tonnes_per_base(family: Family) -> float:
    """Return what one base unit weighs on the road: 0 by pipe or wire."""
    if family.network or family.nature == "energy":
        return 0.0
    if BASE[family.nature] == "g":
        return 1e-6
    return 1e-3 * (family.density_t_per_m3 or 1.0)


def line_of(family: Family) -> LinePrice | None:
    """Return the line that a family goes by, at the catalogue's prices."""
    if family.line is None:
        return None
    given = {key: one.default for key, one in sharing_catalogue().parameters.items()}
    yearly = yearly_share(given) * 1000
    hours, m3 = given.get(f"{family.line}_line_hours"), given.get(f"{family.line}_line_m3_most")
    return LinePrice(
        tuple(
            (
                _carried(one.kw, hours, m3, family),
                float(one.low * yearly),
                float(one.high * yearly),
            )
            for one in line_classes(family.line, given)
        )
    )


def _carried(kw: float, hours: Decimal | None, m3: Decimal | None, family: Family) -> float:
    """Return the base units a year that a line carries at most."""
    if m3 is not None:
        return float(m3) / per_base(1.0, "m3", family)
    return inf if hours is None else kw * float(hours) / per_base(1.0, "kWh", family)


def freight(dangerous: DangerousGoods | None, hazardous: bool) -> tuple[float, float]:
    """Return EUR per t.km. Hazardous goods of unknown ADR class may or may not cost more."""
    under_adr = dangerous is not None and (dangerous.always or hazardous)
    return (
        FREIGHT_LOW * ADR_LOW if under_adr else FREIGHT_LOW,
        FREIGHT_HIGH * ADR_HIGH if under_adr or hazardous else FREIGHT_HIGH,
    )


def _road(catalogue: Catalogue) -> Factor | None:
    found = [factor for factor in catalogue.factors if factor.key == ROAD_FACTOR]
    return found[0] if found else None


def _rule(rules: Rules, index: int, route: Route) -> RouteRule:
    catalogue = rules.catalogue
    output = catalogue.family(route.output_family)
    input_ = catalogue.family(route.input_family)
    unit = _SCALE_UNIT[output.nature]
    return RouteRule(
        index=index,
        key=route.key,
        output=catalogue.family_index[output.key],
        input=catalogue.family_index[input_.key],
        reach_km=float(output.reach_km),
        network=output.network,
        points=2000 * route.weight,
        yield_=yield_in_base(route, output, input_),
        operations=_bits(rules.operation_bit, route.operations),
        allowed=names_of(rules.operation_bit, _bits(rules.operation_bit, route.operations)),
        statuses=_bits(STATUS_BIT, route.statuses) or ALL_STATUSES,
        needs_status=output.nature == "material",
        sure=_sure(route, output),
        hazardous=route.hazardous,
        forms=_bits(FORM_BIT, route.forms),
        transformed=route.transformation is not None,
        limits=_limits(catalogue, route),
        dangerous=output.dangerous,
        freight=(freight(output.dangerous, False), freight(output.dangerous, True)),
        line=line_of(output),
        cost_low=per_base(route.cost_low, output.unit, output),
        cost_high=per_base(route.cost_high, output.unit, output),
        tonnes=tonnes_per_base(output),
        avoided=_emitted(catalogue, route.avoided_factor, input_),
        avoided_pct=_uncertainty(catalogue, route.avoided_factor),
        treatment=_treatment(catalogue, route, input_),
        treatment_pct=_uncertainty(catalogue, route.treatment_factor),
        eur_scale=per_base(EUR_SCALE[output.nature], unit, output),
        co2_scale=per_base(CO2_SCALE[output.nature], unit, output),
        unit=unit,
        base_per_unit=1.0 / per_base(1.0, unit, output),
    )


def _bits(table: Mapping[str, int], keys: tuple[str, ...]) -> int:
    bits = 0
    for key in keys:
        bits |= table[key]
    return bits


def names_of(table: Mapping[str, int], bits: int) -> str | None:
    """Return the names of the bits that are set, None for none."""
    return " ".join(name for name, bit in table.items() if bits & bit) or None


def _sure(route: Route, output: Family) -> int:
    """Return the statuses without doubt. A by-product is used without treatment beyond normal
    practice, and end of waste needs a text that sets criteria (articles 5 and 6 of directive
    2008/98/EC)."""
    sure = WASTE | PRODUCT
    if route.transformation is None:
        sure |= BY_PRODUCT
    if output.end_of_waste is not None:
        sure |= STATUS_BIT["end_of_waste"]
    return sure


def _limits(catalogue: Catalogue, route: Route) -> tuple[tuple[int, float, float], ...]:
    index = catalogue.attribute_index
    return tuple(sorted((index[key], *both) for key, both in required_by(route).items()))


def _emitted(catalogue: Catalogue, key: str | None, family: Family) -> float | None:
    return None if key is None else kg_per_base(catalogue.factor(key), family)


def _uncertainty(catalogue: Catalogue, key: str | None) -> int | None:
    """Return percent; 0 without a factor."""
    return 0 if key is None else catalogue.factor(key).uncertainty_pct


def _treatment(catalogue: Catalogue, route: Route, input_: Family) -> float | None:
    """Return what making the input from the offer emits; 0 if what is done emits nothing."""
    if route.treatment_factor is not None:
        return _emitted(catalogue, route.treatment_factor, input_)
    done = route.transformation
    return 0.0 if done is None or not catalogue.transformation(done).emits else None
