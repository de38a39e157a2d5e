"""Routes and settings as arrays, and which attribute of which column each route checks."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.qualities import Qualities
from boucle.matching.scoring.inputs import CRITERIA, DEFAULT_SETTINGS, Settings
from boucle.matching.scoring.rules import RouteRule, Rules

Array = npt.NDArray[Any]


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


class RouteTable:
    """One row a route. ``checks[r]`` attributes are compared: in the offer's column
    ``offer_column`` and the need's ``need_column`` (-1: none), within the route's own
    ``check_low`` and ``check_high``."""

    def __init__(self, rules: Rules, qualities: Qualities) -> None:
        routes = rules.routes
        self._rules, self._qualities = rules, qualities

        def column(values: list[Any], kind: Any) -> Array:
            return np.array(values, kind)

        self.reach = column([r.reach_km for r in routes], np.float64)
        self.network = column([r.network for r in routes], np.bool_)
        self.points = column([r.points for r in routes], np.float64)
        self.yield_ = column([r.yield_ for r in routes], np.float64)
        self.operations = column([r.operations for r in routes], np.uint32)
        self.statuses = column([r.statuses for r in routes], np.uint8)
        self.needs_status = column([r.needs_status for r in routes], np.bool_)
        self.sure = column([r.sure for r in routes], np.uint8)
        self.hazardous = column([r.hazardous for r in routes], np.bool_)
        self.forms = column([r.forms for r in routes], np.uint16)
        self.transformed = column([r.transformed for r in routes], np.bool_)
        self.cost_low = column([r.cost_low for r in routes], np.float64)
        self.cost_high = column([r.cost_high for r in routes], np.float64)
        self.tonnes = column([r.tonnes for r in routes], np.float64)
        self.avoided = column([_or_nan(r.avoided) for r in routes], np.float64)
        self.treatment = column([_or_nan(r.treatment) for r in routes], np.float64)
        self.eur_scale = column([r.eur_scale for r in routes], np.float64)
        self.co2_scale = column([r.co2_scale for r in routes], np.float64)
        self.freight_low = column([[r.freight[h][0] for r in routes] for h in (0, 1)], np.float64)
        self.freight_high = column([[r.freight[h][1] for r in routes] for h in (0, 1)], np.float64)
        self.road = _or_nan(rules.road.value if rules.road else None)
        self.of_side: dict[tuple[int, bool], list[RouteRule]] = {}
        for route in routes:
            self.of_side.setdefault((route.output, True), []).append(route)
            self.of_side.setdefault((route.input, False), []).append(route)
        size = len(routes)
        self.checks = np.zeros(size, np.int32)
        self.offer_column = np.full((size, 1), -1, np.int32)
        self.need_column = np.full((size, 1), -1, np.int32)
        self.check_low = np.full((size, 1), -np.inf)
        self.check_high = np.full((size, 1), np.inf)
        for route in routes:
            self._lay_out(route)

    def widened(self, family: int, output: bool) -> None:
        """A side's layout changed: lay its routes' checks out again."""
        for route in self.of_side.get((family, output), ()):
            self._lay_out(route)

    def _lay_out(self, route: RouteRule) -> None:
        offered = self._qualities.layout(route.output, True)
        wanted = self._qualities.layout(route.input, False)
        limits = {attribute: (low, high) for attribute, low, high in route.limits}
        attributes = sorted({*wanted, *limits})
        while self.offer_column.shape[1] < len(attributes):
            self._add_check()
        r = route.index
        self.checks[r] = len(attributes)
        for j, attribute in enumerate(attributes):
            self.offer_column[r, j] = offered.index(attribute) if attribute in offered else -1
            self.need_column[r, j] = wanted.index(attribute) if attribute in wanted else -1
            self.check_low[r, j], self.check_high[r, j] = limits.get(attribute, (-np.inf, np.inf))

    def _add_check(self) -> None:
        def wider(array: Array, fill: float) -> Array:
            return np.concatenate([array, np.full((len(array), 1), fill, array.dtype)], axis=1)

        self.offer_column = wider(self.offer_column, -1)
        self.need_column = wider(self.need_column, -1)
        self.check_low = wider(self.check_low, -np.inf)
        self.check_high = wider(self.check_high, np.inf)


class SettingsTable:
    """One row a territory, in order of appearance; row 0, of none, has the defaults."""

    def __init__(self, routes: int) -> None:
        self._index: dict[str, int] = {}
        self.all: list[Settings] = []
        self.names: list[str] = []
        self.k = np.zeros(0, np.int32)
        self.threshold = np.zeros(0, np.int32)
        self.max_km = np.zeros(0)
        self.min_ratio = np.zeros(0)
        self.min_season = np.zeros(0)
        self.weights = np.zeros((0, len(CRITERIA)))
        self.off = np.zeros((0, routes), np.bool_)
        self.any_off = False
        self.put("", DEFAULT_SETTINGS)

    def index(self, territory: str) -> int:
        """The row of a territory; defaults until its event comes."""
        found = self._index.get(territory)
        return self.put(territory, DEFAULT_SETTINGS) if found is None else found

    def get(self, territory: str) -> Settings:
        found = self._index.get(territory)
        return DEFAULT_SETTINGS if found is None else self.all[found]

    def put(self, territory: str, settings: Settings) -> int:
        index = self._index.get(territory)
        if index is None:
            index = self._index[territory] = len(self.all)
            self.all.append(settings)
            self.names.append(territory)
            self._grow()
        self.all[index] = settings
        self.k[index], self.threshold[index] = settings.k, settings.threshold
        self.max_km[index], self.min_ratio[index] = settings.max_km, settings.min_ratio
        self.min_season[index], self.weights[index] = settings.min_season, settings.weights
        self.off[index] = False
        self.off[index, sorted(settings.routes_off)] = True
        self.any_off = bool(self.off.any())
        return index

    def _grow(self) -> None:
        for name in ("k", "threshold", "max_km", "min_ratio", "min_season", "weights", "off"):
            old: Array = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros((1, *old.shape[1:]), old.dtype)]))
