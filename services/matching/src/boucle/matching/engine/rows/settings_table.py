"""Hold territories' settings as records, with each criterion's weight under its name."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from msgspec.structs import astuple

from boucle.catalogue.criteria import CRITERIA
from boucle.contract.sandboxes import number_of
from boucle.matching.scoring.inputs import DEFAULT_SETTINGS, ScoringSettings

Array = npt.NDArray[Any]
WEIGHTS: Final = np.dtype([(name, np.float64) for name in CRITERIA], align=True)
SETTINGS: Final = np.dtype(
    [
        ("k", np.int32),
        ("threshold", np.int32),
        ("max_km", np.float64),
        ("min_ratio", np.float64),
        ("min_season", np.float64),
        ("weights", WEIGHTS),
        ("sum", np.float64),
        ("tight_start", np.int32),
        ("tight_end", np.int32),
        ("sandbox", np.int32),
    ],
    align=True,
)
TIGHT: Final = np.dtype(
    [
        ("route", np.int32),
        ("attribute", np.int32),
        ("low", np.float64),
        ("high", np.float64),
    ],
    align=True,
)
"""As ``Settings.route_limits``."""


class SettingsTable:
    """One row per territory, in order of appearance; row 0, of none, has the defaults. ``shares``:
    each weight divided by their sum. ``least``: the smallest shares of all territories.
    ``tight[tight_start:tight_end]``: the limits of routes that a row tightens."""

    def __init__(self, routes: int) -> None:
        self._index: dict[str, int] = {}
        self.all: list[ScoringSettings] = []
        self.names: list[str] = []
        self.rows: Array = np.zeros(0, SETTINGS)
        self.shares: Array = np.zeros(0, WEIGHTS)
        self.least: Array = np.ones(1, WEIGHTS)
        self.off = np.zeros((0, routes), np.bool_)
        self.tight: Array = np.zeros(0, TIGHT)
        self.put("", DEFAULT_SETTINGS)

    def index(self, territory: str) -> int:
        """Return the row of a territory; defaults until its event comes."""
        found = self._index.get(territory)
        return self.put(territory, DEFAULT_SETTINGS) if found is None else found

    def get(self, territory: str) -> ScoringSettings:
        found = self._index.get(territory)
        return DEFAULT_SETTINGS if found is None else self.all[found]

    def put(self, territory: str, settings: ScoringSettings) -> int:
        index = self._index.get(territory)
        if index is None:
            index = self._index[territory] = len(self.all)
            self.all.append(settings)
            self.names.append(territory)
            self._grow()
        self.all[index] = settings
        weights = np.array(astuple(settings.weights), np.float64)
        whole = float(weights.sum())
        self.rows[index] = (
            settings.k,
            settings.threshold,
            settings.max_km,
            settings.min_ratio,
            settings.min_season,
            tuple(weights),
            whole,
            0,
            0,
            number_of(territory),
        )
        shares = weights / whole if whole > 0.0 else np.zeros(len(CRITERIA))
        self.shares[index] = tuple(shares)
        if whole > 0.0:
            self.least[0] = tuple(np.minimum(self.least_shares, shares))
        self.off[index] = False
        self.off[index, sorted(settings.routes_off)] = True
        if len(self.tight) or settings.route_limits:
            self._lay_out_limits()
        return index

    @property
    def least_shares(self) -> npt.NDArray[np.float64]:
        return self.least.view(np.float64)

    def _lay_out_limits(self) -> None:
        ends = np.cumsum([len(settings.route_limits) for settings in self.all])
        self.tight = np.array([one for each in self.all for one in each.route_limits], TIGHT)
        self.rows["tight_start"][1:], self.rows["tight_end"] = ends[:-1], ends

    def _grow(self) -> None:
        for name in ("rows", "shares", "off"):
            old: Array = getattr(self, name)
            setattr(self, name, np.concatenate([old, np.zeros((1, *old.shape[1:]), old.dtype)]))
