"""The worker's copy: what it read of flows, settings and lives, and how far."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from boucle.common.bus import Place, Record
from boucle.common.db import Database, ReadSession, WriteSession
from boucle.common.events import EVENTS, Event, UndecodableEvent
from boucle.common.events.matching import Life
from boucle.common.events.registry import Flow, Territory
from boucle.common.failures import Halted
from boucle.matching.candidates.decisions import catalogue_order
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.lists import partitions
from boucle.matching.lists import rows as stored_lists
from boucle.matching.lists.partitions import GROUP, SOURCES, Positions, StoredFlow
from boucle.matching.scoring import FlowRow, LifeFact, Rules, Settings
from boucle.matching.scoring.wire import UnusableEvent, fact_of, row_of, settings_of

_CHUNK: Final = 500

_flow = msgspec.json.Decoder(Flow)


@dataclass(slots=True)
class News:
    """What one poll brought, ready for the engine."""

    flows: list[FlowChange] = field(default_factory=list)
    stored: list[StoredFlow] = field(default_factory=list)
    facts: list[LifeFact] = field(default_factory=list)
    settings: list[Settings] = field(default_factory=list)
    causes: dict[int, Event[Any]] = field(default_factory=dict)


class Copy:
    """All flows, settings and lives as read up to ``positions``."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.engine = Engine(rules)
        self.positions: Positions = {topic: {} for topic in SOURCES}
        self.failures: list[tuple[Record, Exception]] = []
        """Records that no code can use, until somebody puts them aside."""
        self._territories: dict[str, tuple[int, int]] = {}
        self._lives: dict[tuple[int, int], tuple[int, int]] = {}

    async def load(self, database: Database) -> None:
        """Flows and how far their owners had read them, in one snapshot; the log gives the rest."""
        async with database.read(snapshot=True) as session:
            owned = await partitions.partitions(session)
            async for chunk in partitions.flows(session, _CHUNK):
                await asyncio.to_thread(self._put, chunk)
        for partition, row in owned.items():
            reached = row.positions.get("flow", {}).get(partition, 0)
            self.positions["flow"][partition] = reached

    def start(self, places: Iterable[Place]) -> dict[Place, int]:
        """Where to read each source partition from."""
        for topic, partition in places:
            self.positions[topic].setdefault(partition, 0)
        return {
            (topic, partition): offset
            for topic, offsets in self.positions.items()
            for partition, offset in offsets.items()
        }

    def read(self, records: Sequence[Record]) -> News:
        """Decode and convert. Raises NewerEvent, or Halted on a flow that only a newer catalogue
        can use: what a newer release wrote halts."""
        news = News()
        for record in records:
            try:
                event = EVENTS.decode(record.headers, record.value)
                self._sort(record, event, news)
            except (UndecodableEvent, UnusableEvent) as error:
                self.failures.append((record, error))
            self.positions[record.topic][record.partition] = record.offset + 1
        return news

    def stored(self, record: Record) -> StoredFlow | None:
        """A record of ``boucle.flow`` as its owner keeps it; None when no code can use it."""
        news = News()
        try:
            event = EVENTS.decode(record.headers, record.value)
            if isinstance(event.data, Flow):
                self._flow(record, event, event.data, news)
        except (UndecodableEvent, UnusableEvent):
            return None
        return news.stored[0] if news.stored else None

    async def take_up(self, session: ReadSession | WriteSession, partition: int) -> tuple[int, ...]:
        """Own a partition, with its lists as their last owner left them, to ``catch_up``; returns
        its flows."""
        flows = await asyncio.to_thread(self.engine.own, partition)
        async for kept in stored_lists.read(session, partition, _CHUNK):
            await asyncio.to_thread(self.engine.load, kept, partition)
        return flows

    def has_reached(self, positions: Positions) -> bool:
        """Whether everything that ``positions`` have read was read here too."""
        return all(
            self.positions.get(topic, {}).get(partition, 0) >= offset
            for topic, offsets in positions.items()
            for partition, offset in offsets.items()
        )

    def changed_since(self, positions: Positions) -> set[int]:
        """Flows whose pairs may have changed at or after ``positions``, settings apart."""
        changed = set(self.engine.changed_since(_since(positions, "flow")))
        late = _since(positions, "life")
        for pair, (partition, offset) in self._lives.items():
            if offset >= late.get(partition, 0):
                changed.update(pair)
        return changed

    def settled_since(self, positions: Positions) -> set[int]:
        """Flows of territories whose settings changed at or after ``positions``."""
        late = _since(positions, "territory")
        found: set[int] = set()
        for siren, (partition, offset) in self._territories.items():
            if offset >= late.get(partition, 0):
                found.update(self.engine.of_territory(siren))
        return found

    def _put(self, chunk: Sequence[StoredFlow]) -> None:
        self.engine.put(
            FlowChange(
                one.flow_id.int, one.version, one.partition, one.offset, self._stored_row(one)
            )
            for one in chunk
        )

    def _stored_row(self, stored: StoredFlow) -> FlowRow | None:
        if stored.withdrawn:
            return None
        try:
            return row_of(_flow.decode(stored.body), stored.version, self.rules)
        except UnusableEvent:  # of use to the catalogue it was stored under, not to this one
            return None

    def _sort(self, record: Record, event: Event[Any], news: News) -> None:
        at = (record.partition, record.offset)
        match event.data:
            case Flow() as flow:
                self._flow(record, event, flow, news)
            case Territory() as territory:
                settings = settings_of(territory, event.entity_version, self.rules)
                self._territories[settings.territory] = at
                news.settings.append(settings)
            case Life() as life:
                fact = fact_of(life, event.entity_version, self.rules)
                if fact is not None:
                    self._lives[fact.offer, fact.need] = at
                    news.facts.append(fact)
                    news.causes[fact.offer] = news.causes[fact.need] = event

    def _flow(self, record: Record, event: Event[Any], flow: Flow, news: News) -> None:
        gone = event.type == "flow.withdrawn.v1"
        row = None if gone else self._row(flow, event.entity_version)
        news.flows.append(
            FlowChange(flow.flow_id.int, event.entity_version, record.partition, record.offset, row)
        )
        news.stored.append(
            StoredFlow(
                flow.flow_id,
                record.partition,
                record.offset,
                event.entity_version,
                gone,
                record.value or b"",
            )
        )
        news.causes[flow.flow_id.int] = event

    def _row(self, flow: Flow, version: int) -> FlowRow | None:
        """Nobody would read the event again once this process is renewed: it is not put aside
        where the catalogue it was told under may use it. Raises Halted, UnusableEvent."""
        try:
            return row_of(flow, version, self.rules)
        except UnusableEvent as error:
            told, ours = flow.catalogue_version, self.rules.version
            if catalogue_order(told) <= catalogue_order(ours):
                raise
            raise Halted(
                f"{GROUP}: flow {flow.flow_id} was told under catalogue {told}, newer than this "
                f"process's {ours}, which cannot use it ({error}): renew matching"
            ) from error


def _since(positions: Positions, topic: str) -> Mapping[int, int]:
    return positions.get(topic, {})
