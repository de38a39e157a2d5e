"""All flows as columns: one slot a flow, never freed (a withdrawn flow keeps id and version)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from boucle.matching.engine.qualities import Qualities
from boucle.matching.scoring.inputs import REFUSABLE, FlowRow

Array = npt.NDArray[Any]
Slots = npt.NDArray[np.int32]

_TYPES: Final[dict[str, Any]] = {
    "id_hi": np.uint64,
    "id_lo": np.uint64,
    "organisation_hi": np.uint64,
    "organisation_lo": np.uint64,
    "site_hi": np.uint64,
    "site_lo": np.uint64,
    "version": np.int64,
    "offset": np.int64,
    "partition": np.int16,
    "alive": np.bool_,
    "lived": np.bool_,
    "output": np.bool_,
    "family": np.int16,
    "territory": np.int32,
    "x": np.float64,
    "y": np.float64,
    "z": np.float64,
    "slack": np.float32,
    "networks": np.int32,
    "months": np.uint16,
    "start": np.int32,
    "end": np.int32,
    "form": np.uint16,
    "status": np.uint8,
    "accepts": np.uint8,
    "treatments": np.uint32,
    "hazardous": np.bool_,
    "certainty": np.uint8,
    "quantity": np.int64,
    "taken": np.int64,
    "eur": np.float64,
    "kgco2e": np.float64,
    "kgco2e_pct": np.uint8,
    "quality": np.int32,
    "division": np.uint8,
    "list_row": np.int32,
    "cell_place": np.int32,
}
_LOW: Final = (1 << 64) - 1
_NO_PCT: Final = 255


class Columns:
    """Structure of arrays. ``eur`` and ``kgco2e`` are NaN where undeclared."""

    id_hi: Array
    id_lo: Array
    organisation_hi: Array
    organisation_lo: Array
    site_hi: Array
    site_lo: Array
    version: Array
    offset: Array
    partition: Array
    alive: Array
    lived: Array
    output: Array
    family: Array
    territory: Array
    x: Array
    y: Array
    z: Array
    slack: Array
    networks: Array
    months: Array
    start: Array
    end: Array
    form: Array
    status: Array
    accepts: Array
    treatments: Array
    hazardous: Array
    certainty: Array
    quantity: Array
    taken: Array
    eur: Array
    kgco2e: Array
    kgco2e_pct: Array
    quality: Array
    division: Array
    list_row: Array
    cell_place: Array

    def __init__(self, capacity: int = 1024) -> None:
        self.count = 0
        self.refusable: Array = np.zeros((capacity, len(REFUSABLE)), np.uint32)
        for name, kind in _TYPES.items():
            setattr(self, name, np.zeros(capacity, kind))
        self._slots: dict[int, int] = {}
        self._ids: list[int] = []
        self._network_sets: dict[tuple[str, ...], int] = {(): 0}
        self.network_names: list[tuple[str, ...]] = [()]

    def slot(self, flow: int) -> int:
        """The flow's slot, -1 when it was never seen."""
        return self._slots.get(flow, -1)

    def add(self, flow: int) -> int:
        """A slot for a flow never seen: not alive, version 0, no list."""
        if self.count == len(self.version):
            self._grow()
        slot = self.count
        self.count += 1
        self._slots[flow] = slot
        self._ids.append(flow)
        self.id_hi[slot], self.id_lo[slot] = flow >> 64, flow & _LOW
        self.list_row[slot] = -1
        return slot

    def flow(self, slot: int) -> int:
        """The flow in a slot."""
        return self._ids[slot]

    def ids(self, slots: Array) -> list[int]:
        """The flows of slots."""
        return [self._ids[slot] for slot in slots.tolist()]

    def write(self, slot: int, row: FlowRow, territory: int) -> None:
        """All that scoring reads, but the qualities."""
        self.organisation_hi[slot] = row.organisation >> 64
        self.organisation_lo[slot] = row.organisation & _LOW
        self.site_hi[slot], self.site_lo[slot] = row.site >> 64, row.site & _LOW
        self.output[slot], self.family[slot] = row.output, row.family
        self.territory[slot] = territory
        self.x[slot], self.y[slot], self.z[slot] = row.x, row.y, row.z
        self.slack[slot] = row.slack_km
        self.networks[slot] = self._network_set(row.networks)
        self.months[slot], self.start[slot], self.end[slot] = row.months, row.start, row.end
        self.form[slot], self.status[slot] = row.form, row.status
        self.accepts[slot], self.treatments[slot] = row.accepts, row.treatments
        self.hazardous[slot], self.certainty[slot] = row.hazardous, row.certainty
        self.quantity[slot], self.division[slot] = row.quantity, row.division
        self.eur[slot] = np.nan if row.eur is None else row.eur
        self.kgco2e[slot] = np.nan if row.kgco2e is None else row.kgco2e
        self.kgco2e_pct[slot] = _NO_PCT if row.kgco2e_pct is None else row.kgco2e_pct
        self.refusable[slot] = row.refusable

    def read(self, slot: int, territory: str, qualities: Qualities) -> FlowRow:
        """The row as it was put."""
        eur, kgco2e = float(self.eur[slot]), float(self.kgco2e[slot])
        pct = int(self.kgco2e_pct[slot])
        return FlowRow(
            flow=self.flow(slot),
            version=int(self.version[slot]),
            organisation=int(self.organisation_hi[slot]) << 64 | int(self.organisation_lo[slot]),
            site=int(self.site_hi[slot]) << 64 | int(self.site_lo[slot]),
            territory=territory,
            output=bool(self.output[slot]),
            family=int(self.family[slot]),
            x=float(self.x[slot]),
            y=float(self.y[slot]),
            z=float(self.z[slot]),
            slack_km=float(self.slack[slot]),
            quantity=int(self.quantity[slot]),
            networks=self.network_names[self.networks[slot]],
            months=int(self.months[slot]),
            start=int(self.start[slot]),
            end=int(self.end[slot]),
            form=int(self.form[slot]),
            status=int(self.status[slot]),
            accepts=int(self.accepts[slot]),
            treatments=int(self.treatments[slot]),
            hazardous=bool(self.hazardous[slot]),
            certainty=int(self.certainty[slot]),
            eur=None if np.isnan(eur) else eur,
            kgco2e=None if np.isnan(kgco2e) else kgco2e,
            kgco2e_pct=None if pct == _NO_PCT else pct,
            qualities=qualities.read(
                int(self.quality[slot]), int(self.family[slot]), bool(self.output[slot])
            ),
            division=int(self.division[slot]),
            refusable=tuple(int(value) for value in self.refusable[slot]),
        )

    def free(self, slots: Array) -> Array:
        """Base units a year that running synergies leave."""
        return self.quantity[slots] - self.taken[slots]

    @property
    def nbytes(self) -> int:
        arrays: list[Array] = [getattr(self, name) for name in _TYPES]
        return self.refusable.nbytes + sum(array.nbytes for array in arrays)

    def _network_set(self, names: tuple[str, ...]) -> int:
        if names not in self._network_sets:
            self._network_sets[names] = len(self.network_names)
            self.network_names.append(names)
        return self._network_sets[names]

    def _grow(self) -> None:
        capacity = len(self.version) * 3 // 2 + 64
        for name in (*_TYPES, "refusable"):
            old: Array = getattr(self, name)
            new = np.zeros((capacity, *old.shape[1:]), old.dtype)
            new[: self.count] = old[: self.count]
            setattr(self, name, new)
