"""From list changes to what is written: list rows, pair changes, pairs to qualify. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from boucle.common.events import Event
from boucle.common.events.matching import Role, Side, Synergy
from boucle.matching.candidacies import PairInputs, pair_id, side_of, synergy_of
from boucle.matching.engine import Engine, ListChange
from boucle.matching.ownership import StoredList
from boucle.matching.pairs import PairChange
from boucle.matching.scoring import FlowRow, Settings
from boucle.matching.scoring.assess import DECLARED_FIRST


@dataclass(slots=True)
class Publication:
    """``qualify``: ids that the ``auto`` policy qualifies if they have no life yet."""

    lists: list[StoredList] = field(default_factory=list)
    pairs: dict[UUID, PairChange] = field(default_factory=dict)
    qualify: set[UUID] = field(default_factory=set)


def publication(
    engine: Engine, changes: Sequence[ListChange], causes: Mapping[int, Event[Any]]
) -> Publication:
    """What these list changes write. ``causes``: by flow, the event that changed it."""
    return _Publisher(engine, causes).publish(changes)


@dataclass(slots=True)
class _Publisher:
    """Reads each flow once, however many of its pairs move."""

    engine: Engine
    causes: Mapping[int, Event[Any]]
    found: Publication = field(default_factory=Publication)
    rows: dict[int, tuple[FlowRow, Side] | None] = field(default_factory=dict)

    def publish(self, changes: Sequence[ListChange]) -> Publication:
        for change in changes:
            flow, found = change.flow, self.found
            found.lists.append(
                StoredList(UUID(int=flow), change.partition, change.gives, change.entries)
            )
            for partner, _ in (*change.gained, *change.kept):
                self._add(flow, partner, held=True, gives=change.gives)
            for partner in change.lost:
                self._add(flow, partner, held=False, gives=change.gave)
            first = self._first_to_qualify(change)
            if first is not None:
                found.qualify.add(pair_id(*_pair(flow, first, change.gives)))
        return self.found

    def _add(self, flow: int, partner: int, *, held: bool, gives: bool) -> None:
        """``held`` or not in the list of ``flow``, an offer's if it ``gives``."""
        pair = _pair(flow, partner, gives)
        key = pair_id(*pair)
        known = self.found.pairs.get(key) or PairChange(key, None, None, None)
        synergy = self._synergy(pair) if held and known.synergy is None else known.synergy
        self.found.pairs[key] = PairChange(
            key,
            held if gives else known.in_offer_list,
            known.in_need_list if gives else held,
            synergy,
            known.cause or self.causes.get(flow) or self.causes.get(partner),
        )

    def _synergy(self, pair: tuple[int, int]) -> Synergy | None:
        """None when a flow is gone, or a settings change excludes the pair and will be mended."""
        offer, need = self._row(pair[0]), self._row(pair[1])
        if offer is None or need is None:
            return None
        engine = self.engine
        life = engine.lives.get(*pair)
        inputs = PairInputs(
            offer[0],
            need[0],
            (offer[1], need[1]),
            (self._settings(offer[0]), self._settings(need[0])),
            (engine.free(pair[0]), engine.free(pair[1])),
            life.version if life else 0,
            (engine.lives.version(pair[0]), engine.lives.version(pair[1])),
        )
        return synergy_of(inputs, engine.rules)

    def _row(self, flow: int) -> tuple[FlowRow, Side] | None:
        if flow not in self.rows:
            row = self.engine.row(flow)
            if row is None:
                self.rows[flow] = None
            else:
                role: Role = "offer" if row.output else "need"
                self.rows[flow] = (row, side_of(row, role, self.engine.rules))
        return self.rows[flow]

    def _settings(self, row: FlowRow) -> Settings:
        return self.engine.settings.get(row.territory)

    def _first_to_qualify(self, change: ListChange) -> int | None:
        """The partner that has just become a list's first, if the policy of both territories is
        ``auto`` and the list's own threshold is met. Typical flows wait for the animator."""
        if not change.entries:
            return None
        partner, rank = change.entries[0]
        if rank < DECLARED_FIRST or all(partner != gained for gained, _ in change.gained):
            return None
        own, other = self._row(change.flow), self._row(partner)
        if own is None or other is None:
            return None
        settings = self._settings(own[0])
        both = settings.auto and self._settings(other[0]).auto
        return partner if both and rank - DECLARED_FIRST >= settings.auto_threshold else None


def _pair(flow: int, partner: int, gives: bool) -> tuple[int, int]:
    """(offer, need)."""
    return (flow, partner) if gives else (partner, flow)
