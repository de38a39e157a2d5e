"""From changes of lists to what is written: entries, pair changes, pairs to qualify. Pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common.events import Event
from boucle.common.events.matching import Role, Side
from boucle.matching.candidates.decisions import PairChange
from boucle.matching.candidates.synergy import PairInputs, pair_id, side_of, synergy_of
from boucle.matching.engine import Engine, ListChange, ListColumns
from boucle.matching.engine.changes import columns_of
from boucle.matching.scoring import FlowRow, Settings
from boucle.matching.scoring.assess import DECLARED_FIRST


@dataclass(slots=True)
class Publication:
    """``lists``: those that changed, if any did; ``qualify``: ids that the ``auto`` policy
    qualifies if they have no life yet; ``causes``: by flow, the event that changed it."""

    lists: ListColumns | None = None
    pairs: dict[UUID, PairChange] = field(default_factory=dict)
    qualify: set[UUID] = field(default_factory=set)
    causes: Mapping[int, Event[Any]] = field(default_factory=dict)

    @property
    def partitions(self) -> list[int]:
        """Those whose lists changed."""
        return [] if self.lists is None else sorted(set(self.lists.partition.tolist()))


def publication(
    engine: Engine, changes: Sequence[ListChange], causes: Mapping[int, Event[Any]]
) -> Publication:
    """What these list changes write. ``causes``: by flow, the event that changed it."""
    return _Publisher(engine, causes).publish(changes)


class _Seen(msgspec.Struct, frozen=True, gc=False):
    """A flow as its pairs need it. ``lives``: how far its lives have come, which leave ``free``."""

    row: FlowRow
    side: Side
    settings: Settings
    free: int
    lives: int


@dataclass(slots=True)
class _Publisher:
    """Reads each flow once, however many of its pairs change."""

    engine: Engine
    causes: Mapping[int, Event[Any]]
    found: Publication = field(default_factory=Publication)
    seen: dict[int, _Seen] = field(default_factory=dict)

    def publish(self, changes: Sequence[ListChange]) -> Publication:
        self.found.lists, self.found.causes = columns_of(changes), self.causes
        moves = [(change, change.moved) for change in changes]
        self._see({flow for change, moved in moves for flow in (change.flow, *moved)})
        for change, moved in moves:
            flow, found = change.flow, self.found
            for partner in moved:
                self._add(flow, partner, held=True, gives=change.gives)
            for partner in change.lost:
                self._add(flow, partner, held=False, gives=change.gave)
            first = self._first_to_qualify(change)
            if first is not None:
                found.qualify.add(pair_id(*_pair(flow, first, change.gives)))
        for key in self.found.qualify:
            self.found.pairs[key] = replace(self.found.pairs[key], lived=True)
        return self.found

    def _add(self, flow: int, partner: int, *, held: bool, gives: bool) -> None:
        """``held`` or not in the list of ``flow``, an offer's if it ``gives``."""
        pair = _pair(flow, partner, gives)
        key = pair_id(*pair)
        known = self.found.pairs.get(key) or PairChange(key, None, None, None)
        synergy, inputs = known.synergy, known.inputs
        if held and inputs is None:
            inputs = self._inputs(pair)
            # None when a settings change excludes the pair: its lists will be refreshed.
            synergy = synergy_of(inputs, self.engine.rules) if inputs else None
        self.found.pairs[key] = PairChange(
            key,
            held if gives else known.in_offer_list,
            known.in_need_list if gives else held,
            synergy,
            known.cause or self.causes.get(flow) or self.causes.get(partner),
            inputs,
            inputs is not None and inputs.life_version > 0,
        )

    def _inputs(self, pair: tuple[int, int]) -> PairInputs | None:
        """None when a flow is gone."""
        offer, need = self.seen.get(pair[0]), self.seen.get(pair[1])
        if offer is None or need is None:
            return None
        life = self.engine.lives.get(*pair)
        return PairInputs(
            offer.row,
            need.row,
            (offer.side, need.side),
            (offer.settings, need.settings),
            (offer.free, need.free),
            life.version if life else 0,
            (offer.lives, need.lives),
        )

    def _see(self, flows: Set[int]) -> None:
        engine = self.engine
        for flow, (row, free) in engine.known(flows).items():
            role: Role = "offer" if row.output else "need"
            side, settings = side_of(row, role, engine.rules), engine.settings.get(row.territory)
            self.seen[flow] = _Seen(row, side, settings, free, engine.lives.version(flow))

    def _first_to_qualify(self, change: ListChange) -> int | None:
        """The partner that just became the first of a list, if both territories have the policy
        ``auto`` and the list's own threshold is met. Typical flows, and a pair that would surely
        emit more CO2 than it avoids, wait for the animator."""
        own = self.seen.get(change.flow)
        if own is None or not own.settings.auto or not change.entries:
            return None
        partner, rank = change.entries[0]
        if rank < DECLARED_FIRST or all(partner != gained for gained, _ in change.gained):
            return None
        other, least = self.seen.get(partner), DECLARED_FIRST + own.settings.auto_threshold
        both = other is not None and other.settings.auto
        if not both or rank < least:
            return None
        pair = self.found.pairs[pair_id(*_pair(change.flow, partner, change.gives))]
        return None if pair.synergy is None or pair.synergy.tco2e.surely_costs else partner


def _pair(flow: int, partner: int, gives: bool) -> tuple[int, int]:
    """(offer, need)."""
    return (flow, partner) if gives else (partner, flow)
