"""The catalogue answers look-ups over the facts and gives the dense codes that engines use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final, Protocol, TypeVar

from boucle.catalogue.facts.errors import CatalogueError, UnknownKeyError
from boucle.catalogue.facts.model import (
    Attribute,
    Bound,
    Division,
    Factor,
    Family,
    Impossible,
    LowEntry,
    Operation,
    PublicPrice,
    TradeLine,
    TypicalFlow,
)
from boucle.catalogue.facts.routes import Case, Exchanges, Route, Transformation
from boucle.catalogue.facts.units import UNITS

_LOW_DIGITS: Final = re.compile(r"(\d{2})\D?(\d{2})\D?(\d{2})\s*\*?")


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


def _by_key(kind: str, items: Iterable[K]) -> dict[str, K]:
    found: dict[str, K] = {}
    for item in items:
        if item.key in found:
            raise CatalogueError(kind, item.key, "appears twice")
        found[item.key] = item
    return found


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All facts of one version; families and routes are numbered densely, in key order."""

    version: str
    factors_version: str
    disposal: Mapping[str, Mapping[str, str]]
    attributes: tuple[Attribute, ...]
    families: tuple[Family, ...]
    transformations: tuple[Transformation, ...]
    routes: tuple[Route, ...]
    factors: tuple[Factor, ...]
    public_prices: tuple[PublicPrice, ...]
    low_entries: tuple[LowEntry, ...]
    operations: tuple[Operation, ...]
    divisions: tuple[Division, ...]
    naf_letters: Mapping[str, str]
    feeding: frozenset[frozenset[str]]
    impossible: Mapping[str, tuple[Impossible, ...]]
    bounds: tuple[Bound, ...]
    uses: Mapping[str, tuple[str, ...]]
    missing_factors: Mapping[str, tuple[str, str]]
    documented: Mapping[str, Exchanges]
    lexicon: tuple[TradeLine, ...]
    typical_flows: tuple[TypicalFlow, ...]
    cases: tuple[Case, ...]
    family_index: Mapping[str, int] = field(init=False)
    route_index: Mapping[str, int] = field(init=False)
    attribute_index: Mapping[str, int] = field(init=False)
    _family: Mapping[str, Family] = field(init=False, repr=False)
    _attribute: Mapping[str, Attribute] = field(init=False, repr=False)
    _transformation: Mapping[str, Transformation] = field(init=False, repr=False)
    _factor: Mapping[str, Factor] = field(init=False, repr=False)
    _price_of: Mapping[str, PublicPrice] = field(init=False, repr=False)
    _low: Mapping[str, LowEntry] = field(init=False, repr=False)
    _operation: Mapping[str, Operation] = field(init=False, repr=False)
    _division: Mapping[str, Division] = field(init=False, repr=False)
    _from: Mapping[str, tuple[Route, ...]] = field(init=False, repr=False)
    _to: Mapping[str, tuple[Route, ...]] = field(init=False, repr=False)
    _between: Mapping[tuple[str, str], Route] = field(init=False, repr=False)
    _cases: Mapping[str, tuple[Case, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        def put(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        put("families", tuple(sorted(self.families, key=lambda f: f.key)))
        put("routes", tuple(sorted(self.routes, key=lambda r: (r.output_family, r.input_family))))
        put("_family", _by_key("family", self.families))
        _by_key("route", self.routes)
        put("_attribute", _by_key("attribute", self.attributes))
        put("_transformation", _by_key("transformation", self.transformations))
        put("_factor", _by_key("factor", self.factors))
        put("_price_of", {key: one for one in self.public_prices for key in one.families})
        put("_low", {entry.code: entry for entry in self.low_entries})
        put("_operation", {operation.code: operation for operation in self.operations})
        put("_division", {division.code: division for division in self.divisions})
        put("family_index", {family.key: i for i, family in enumerate(self.families)})
        put("route_index", {route.key: i for i, route in enumerate(self.routes)})
        put("attribute_index", {a.key: i for i, a in enumerate(self.attributes)})
        put("_from", _grouped((route.output_family, route) for route in self.routes))
        put("_to", _grouped((route.input_family, route) for route in self.routes))
        put("_between", {(r.output_family, r.input_family): r for r in self.routes})
        put("_cases", _grouped((case.route, case) for case in self.cases))

    def family(self, key: str) -> Family:
        return _look_up("family", key, self._family)

    def attribute(self, key: str) -> Attribute:
        return _look_up("attribute", key, self._attribute)

    def transformation(self, key: str) -> Transformation:
        return _look_up("transformation", key, self._transformation)

    def factor(self, key: str) -> Factor:
        return _look_up("factor", key, self._factor)

    def find_factor(self, key: str) -> Factor | None:
        return self._factor.get(key)

    def find_public_price(self, key: str | None) -> PublicPrice | None:
        return next((one for one in self.public_prices if one.key == key), None)

    def public_price_of(self, family: str) -> PublicPrice | None:
        return self._price_of.get(family)

    def operation(self, code: str) -> Operation:
        return _look_up("operation", code, self._operation)

    def division(self, code: str) -> Division:
        return _look_up("division", code, self._division)

    def low(self, code: str) -> LowEntry:
        """Return the entry of a List of Waste code, however written (`17 02 01`, `170201*`)."""
        return _look_up("List of Waste code", normal_low(code), self._low)

    def find_low(self, code: str | None) -> LowEntry | None:
        return None if code is None else self._low.get(normal_low(code))

    def route(self, key: str) -> Route:
        index = self.route_index.get(key)
        if index is None:
            raise _unknown("route", key, self.route_index)
        return self.routes[index]

    def has_family(self, key: str) -> bool:
        return key in self._family

    def routes_from(self, family: str) -> tuple[Route, ...]:
        self.family(family)
        return self._from.get(family, ())

    def routes_to(self, family: str) -> tuple[Route, ...]:
        self.family(family)
        return self._to.get(family, ())

    def route_between(self, output_family: str, input_family: str) -> Route | None:
        return self._between.get((output_family, input_family))

    def cases_of(self, route: str) -> tuple[Case, ...]:
        return self._cases.get(route, ())

    def disposal_factor(self, family: str, operation: str) -> Factor | None:
        """Return what an offer's current treatment emits per tonne, or None without a published
        factor."""
        kind = self.family(family).disposal
        key = self.disposal.get(kind or "", {}).get(operation)
        return None if key is None else self._factor[key]

    def typical(self, nace: str) -> tuple[TypicalFlow, ...]:
        """Return the typical flows of a class, else of its division. Takes NAF codes."""
        for key in (nace[:5], nace[:2]):
            found = tuple(flow for flow in self.typical_flows if flow.nace == key)
            if found:
                return found
        return ()

    def check(self) -> None:
        for family in self.families:
            self._check_family(family)
        for route in self.routes:
            self._check_route(route)
        for entry in self.low_entries:
            self._check_low(entry)
        self._check_divisions()
        for flow in self.typical_flows:
            _must("activities.csv", flow.nace, flow.family in self._family, flow.family)
            _must("activities.csv", flow.nace, self.knows_nace(flow.nace), flow.nace)
        for case in self.cases:
            _must("cases.csv", case.place, case.route in self.route_index, case.route)
            for code in (case.donor, case.receiver):
                _must("cases.csv", case.place, self.knows_nace(code), code)
        for kind, by_operation in self.disposal.items():
            for operation, factor in by_operation.items():
                _must("catalogue.toml", kind, operation in self._operation, operation)
                _must("catalogue.toml", kind, factor in self._factor, factor)

    def knows_nace(self, code: str) -> bool:
        return code in self.naf_letters or code in self._division

    def _check_divisions(self) -> None:
        for price in self.public_prices:
            for key in price.families:
                _must("public_prices.csv", price.key, key in self._family, key)
                _must("public_prices.csv", key, self._price_of[key] is price, "another price")
        for line in self.lexicon:
            _must("lexicon.csv", line.names[0], line.family in self._family, line.family)
            for code in line.naf:
                _must("lexicon.csv", line.names[0], self.knows_nace(code), code)
        for division in self.uses:
            _must("uses.csv", division, division in self._division, division)
        for family, counts in self.documented.items():
            _must("documented.csv", family, family in self._family, family)
            for division in (each for pair in counts for each in pair):
                _must("documented.csv", family, division in self._division, division)

    def _check_family(self, family: Family) -> None:
        where = family.key
        _must("families", where, family.unit in UNITS, family.unit)
        for key in (*family.attributes, *family.required):
            _must("families", where, key in self._attribute, key)
        _must("families", where, family.disposal in (None, *self.disposal), family.disposal)
        for other in (family.colder, family.hotter):
            _must("families", where, other is None or other[1] in self._family, other)

    def _check_route(self, route: Route) -> None:
        where = route.key
        _must("routes", where, route.output_family in self._family, route.output_family)
        _must("routes", where, route.input_family in self._family, route.input_family)
        for limit in route.limits:
            _must("routes", where, limit.attribute in self._attribute, limit.attribute)
        offered = self._family[route.output_family].forms
        for form in route.forms:
            _must("routes", where, form in offered, form)
        for operation in route.operations:
            _must("routes", where, operation in self._operation, operation)
        for code in (*route.receiver_codes, *route.donors):
            _must("routes", where, self.knows_nace(code), code)
        for code in (code for line in route.receivers for code in line.donors):
            _must("receivers", where, self.knows_nace(code), code)
        exists = route.no_factor is None or route.no_factor in self.missing_factors
        _must("routes", where, exists, route.no_factor)
        if route.transformation is not None:
            exists = route.transformation in self._transformation
            _must("routes", where, exists, route.transformation)
        for key in (route.avoided_factor, route.treatment_factor):
            if key is not None:
                _must("routes", where, key in self._factor, key)
                same = self._factor[key].per == self._family[route.input_family].unit
                _must("routes", where, same, f"{key} is not per {route.input_family}'s unit")

    def _check_low(self, entry: LowEntry) -> None:
        if entry.family is not None:
            _must("low.csv", entry.code, entry.family in self._family, entry.family)
            forms = self._family[entry.family].forms
            _must("low.csv", entry.code, entry.form is None or entry.form in forms, entry.form)
        for twin in entry.twins:
            _must("low.csv", entry.code, twin in self._low, twin)


def normal_low(code: str) -> str:
    """Write `170201*`, `17.02.01` or `17 02 01` as `17 02 01`; return anything else unchanged."""
    found = _LOW_DIGITS.fullmatch(code.strip())
    return " ".join(found.groups()) if found else code


V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    groups: dict[str, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _look_up(kind: str, key: str, table: Mapping[str, V]) -> V:
    found = table.get(key)
    if found is None:
        raise _unknown(kind, key, table)
    return found


def _unknown(kind: str, key: str, table: Mapping[str, object]) -> UnknownKeyError:
    return UnknownKeyError(kind, key, _near(key, table))


def _near(key: str, table: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(get_close_matches(key, table, n=3, cutoff=0.4))


def _must(file: str, where: str, right: bool, value: object) -> None:
    if not right:
        raise CatalogueError(file, where, f"{value!r} does not fit or is not known")
