"""Hold routes as records, with the attributes and columns that each of them checks."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.rows.qualities import Qualities
from boucle.matching.scoring.rules import RouteRule, Rules

Array = npt.NDArray[Any]
ROUTE: Final = np.dtype(
    [
        ("output", np.int32),
        ("input", np.int32),
        ("bit", np.uint32),
        ("reach", np.float64),
        ("points", np.float64),
        ("yield_", np.float64),
        ("cost_low", np.float64),
        ("cost_high", np.float64),
        ("tonnes", np.float64),
        ("avoided", np.float64),
        ("treatment", np.float64),
        ("road", np.float64),
        ("eur_scale", np.float64),
        ("co2_scale", np.float64),
        ("checks", np.int32),
        ("operations", np.uint32),
        ("forms", np.uint16),
        ("freight_low", np.float64, (2,)),
        ("freight_high", np.float64, (2,)),
        ("statuses", np.uint8),
        ("sure", np.uint8),
        ("needs_status", np.bool_),
        ("network", np.bool_),
        ("hazardous", np.bool_),
        ("transformed", np.bool_),
    ],
    align=True,
)
"""As ``RouteRule``, NaN for None; ``bit``: of 32, another for each route of an offer's family
(the 33rd shares the first's); ``road``: kgCO2e per t.km, the same for all; ``freight_low``,
``freight_high``: of what is not and of what is hazardous."""


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


class RouteTable:
    """``rows[r]``; ``checks`` attributes are compared: in the offer's column ``offer_column`` and
    the need's ``need_column`` (-1: none), within the route's own ``check_low`` and ``check_high``;
    ``check_attribute`` names them. ``side_route[side_start[s]:side_start[s + 1]]``: the routes of a
    side (family x 2 + output)."""

    def __init__(self, rules: Rules, qualities: Qualities) -> None:
        routes = rules.routes
        self._qualities = qualities
        self._of_side: dict[tuple[int, bool], list[RouteRule]] = {}
        for route in routes:
            self._of_side.setdefault((route.output, True), []).append(route)
            self._of_side.setdefault((route.input, False), []).append(route)
        sides = [divmod(side, 2) for side in range(2 * len(rules.catalogue.families))]
        found = [self._of_side.get((family, bool(output)), []) for family, output in sides]
        ends = np.cumsum([len(each) for each in found])
        self.side_start: Array = np.concatenate([[0], ends]).astype(np.int32)
        self.side_route: Array = np.array([r.index for each in found for r in each], np.int32)
        road = _or_nan(rules.road.value if rules.road else None)
        self.rows: Array = np.array([_record(route, road) for route in routes], ROUTE)
        for each in found[1::2]:
            for i, route in enumerate(each):
                self.rows[route.index]["bit"] = 1 << i % 32
        size = len(routes)
        self.offer_column = np.full((size, 1), -1, np.int32)
        self.need_column = np.full((size, 1), -1, np.int32)
        self.check_attribute = np.full((size, 1), -1, np.int32)
        self.check_low = np.full((size, 1), -np.inf)
        self.check_high = np.full((size, 1), np.inf)
        for route in routes:
            self._lay_out(route)

    def widened(self, family: int, output: bool) -> None:
        """Lay out a side's checks again after its layout changed."""
        for route in self._of_side.get((family, output), ()):
            self._lay_out(route)

    def _lay_out(self, route: RouteRule) -> None:
        offered = self._qualities.layout(route.output, True)
        wanted = self._qualities.layout(route.input, False)
        limits = {attribute: (low, high) for attribute, low, high in route.limits}
        attributes = sorted({*wanted, *limits})
        while self.offer_column.shape[1] < len(attributes):
            self._add_check()
        r = route.index
        self.rows[r]["checks"] = len(attributes)
        for j, attribute in enumerate(attributes):
            self.check_attribute[r, j] = attribute
            self.offer_column[r, j] = offered.index(attribute) if attribute in offered else -1
            self.need_column[r, j] = wanted.index(attribute) if attribute in wanted else -1
            self.check_low[r, j], self.check_high[r, j] = limits.get(attribute, (-np.inf, np.inf))

    def _add_check(self) -> None:
        def wider(array: Array, fill: float) -> Array:
            return np.concatenate([array, np.full((len(array), 1), fill, array.dtype)], axis=1)

        self.offer_column = wider(self.offer_column, -1)
        self.need_column = wider(self.need_column, -1)
        self.check_attribute = wider(self.check_attribute, -1)
        self.check_low = wider(self.check_low, -np.inf)
        self.check_high = wider(self.check_high, np.inf)


def _record(route: RouteRule, road: float) -> tuple[Any, ...]:
    values = {
        "road": road,
        "freight_low": tuple(low for low, _ in route.freight),
        "freight_high": tuple(high for _, high in route.freight),
        "avoided": _or_nan(route.avoided),
        "treatment": _or_nan(route.treatment),
        "reach": route.reach_km,
        "checks": 0,
        "bit": 0,
    }
    names = ROUTE.names or ()
    return tuple(values[name] if name in values else getattr(route, name) for name in names)
