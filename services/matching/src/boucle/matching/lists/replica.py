"""Hold the worker's replica of all flows, settings and lives, and how far it has read them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Flow, Territory
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.engine.engine import PIECE
from boucle.matching.lists import entries
from boucle.matching.lists.partitions import (
    GROUP,
    SOURCES,
    Positions,
    catalogue_order,
    read_flows,
    read_partitions,
)
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.scoring import FlowInputs, LifeFact, Rules, ScoringSettings
from boucle.matching.scoring.wire import UnusableEvent, fact_of, row_of, settings_of
from boucle.matching.threads import in_pieces
from boucle.platform.bus import Place, Record
from boucle.platform.consuming import halts
from boucle.platform.db import Database, Session
from boucle.platform.events import Event, UndecodableEvent
from boucle.platform.failures import Halted

_CHUNK: Final = 500

_flow = msgspec.json.Decoder(Flow)


@dataclass(slots=True)
class FlowBatch:
    """What one poll read, ready for the engine. ``causes``: by flow, the event that changed it;
    ``declared``: by flow, the last event of its own."""

    flows: list[FlowChange] = field(default_factory=list)
    stored: list[StoredFlow] = field(default_factory=list)
    facts: list[LifeFact] = field(default_factory=list)
    settings: list[ScoringSettings] = field(default_factory=list)
    causes: dict[int, Event[Any]] = field(default_factory=dict)
    declared: dict[UUID, Event[Flow]] = field(default_factory=dict)

    def add_flows(self, other: "FlowBatch") -> None:
        """Add flows to store; of each, the newest counts."""
        self.stored += other.stored
        for flow_id, event in other.declared.items():
            newest = self.declared.get(flow_id)
            if newest is None or newest.entity_version < event.entity_version:
                self.declared[flow_id] = event


class FlowReplica:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.engine = Engine(rules)
        self.positions: Positions = {topic: {} for topic in SOURCES}
        self.failures: list[tuple[Record, Exception]] = []
        """Records that no code can use, until they are stored as dead letters."""
        self.skipped = halts.NONE_SKIPPED
        """Places that a person said to pass over."""
        self._territories: dict[str, tuple[int, int]] = {}
        self._lives: dict[tuple[int, int], tuple[int, int]] = {}

    async def load(self, database: Database) -> None:
        """Load the stored flows and the positions of their owners in one snapshot; the log brings
        the rest."""
        async with database.read(snapshot=True) as session:
            self.skipped = await halts.skipped(session)
            owned = await read_partitions(session)
            async for chunk in read_flows(session, _CHUNK):
                await asyncio.to_thread(self._put, chunk)
        for partition, row in owned.items():
            reached = row.positions.get("flow", {}).get(partition, 0)
            self.positions["flow"][partition] = reached

    def start(self, places: Iterable[Place]) -> dict[Place, int]:
        """Return the offset from which to read each source partition."""
        for topic, partition in places:
            self.positions[topic].setdefault(partition, 0)
        return self.places()

    def reached(self) -> Positions:
        """Return a copy of ``positions``."""
        return {topic: dict(offsets) for topic, offsets in self.positions.items()}

    def take_failures(self) -> list[tuple[Record, Exception]]:
        """Return and clear the failures, for a turn to store as dead letters."""
        failures, self.failures = self.failures, []
        return failures

    def places(self) -> dict[Place, int]:
        return {
            (topic, partition): offset
            for topic, offsets in self.positions.items()
            for partition, offset in offsets.items()
        }

    def read(self, records: Sequence[Record]) -> FlowBatch:
        """Decode and convert. Raises HaltsAt, or Halted on a flow that only a newer catalogue can
        use."""
        batch = FlowBatch()
        for record in records:
            try:
                event = halts.decoded(record, self.skipped)
                if event is not None:
                    self._sort(record, event, batch)
            except (UndecodableEvent, UnusableEvent) as error:
                self.failures.append((record, error))
            self.positions[record.topic][record.partition] = record.offset + 1
        return batch

    async def apply(self, batch: FlowBatch, at_once: int | None = None) -> list[int]:
        """Update the engine. Flows whose settings changed are refreshed too; if one territory has
        more than ``at_once``, they are returned, to be refreshed later."""
        engine, later = self.engine, list[int]()
        for settings in batch.settings:
            flows = await asyncio.to_thread(engine.settle, settings)
            if at_once is not None and len(flows) > at_once:
                later += flows
            else:
                await self.refresh(flows)
        await in_pieces(engine.put, batch.flows, PIECE)
        await in_pieces(engine.set_lives, batch.facts, PIECE)
        return later

    async def refresh(self, flows: Sequence[int]) -> None:
        """Compare flows with their neighbours again."""
        await in_pieces(self.engine.refresh, flows, PIECE)

    def declared(self, record: Record) -> FlowBatch:
        """Read a record of ``boucle.flow`` for its owner to store; nothing if no code can use
        it."""
        batch = FlowBatch()
        try:
            event = halts.decoded(record, self.skipped)
            if event is not None and isinstance(event.data, Flow):
                self._flow(record, event, event.data, batch)
        except (UndecodableEvent, UnusableEvent):
            return FlowBatch()
        return batch

    async def load_lists(self, session: Session, partition: int) -> tuple[int, ...]:
        """Own a partition and load its stored lists, to ``catch_up`` next; return its flows."""
        flows = await asyncio.to_thread(self.engine.own, partition)
        async for lists in entries.read(session, partition, _CHUNK):
            await asyncio.to_thread(self.engine.load, lists, partition)
        return flows

    def has_reached(self, positions: Positions) -> bool:
        """Tell whether the replica has read at least as far as these positions."""
        return all(
            self.positions.get(topic, {}).get(partition, 0) >= offset
            for topic, offsets in positions.items()
            for partition, offset in offsets.items()
        )

    def changed_since(self, positions: Positions) -> set[int]:
        """Return flows whose pairs may have changed at or after ``positions``, settings apart."""
        changed = set(self.engine.changed_since(_since(positions, "flow")))
        late = _since(positions, "life")
        for pair, (partition, offset) in self._lives.items():
            if offset >= late.get(partition, 0):
                changed.update(pair)
        return changed

    def settings_changed_since(self, positions: Positions) -> set[int]:
        """Return flows of territories whose settings changed at or after ``positions``."""
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

    def _stored_row(self, stored: StoredFlow) -> FlowInputs | None:
        if stored.withdrawn:
            return None
        try:
            return row_of(_flow.decode(stored.body), stored.version, self.rules)
        except UnusableEvent:  # of use to the catalogue it was stored under, not to this one
            return None

    def _sort(self, record: Record, event: Event[Any], batch: FlowBatch) -> None:
        at = (record.partition, record.offset)
        match event.data:
            case Flow() as flow:
                self._flow(record, event, flow, batch)
            case Territory() as territory:
                settings = settings_of(territory, event.entity_version, self.rules)
                self._territories[settings.territory] = at
                batch.settings.append(settings)
            case Life() as life:
                fact = fact_of(life, event.entity_version, self.rules)
                if fact is not None:
                    self._lives[fact.offer, fact.need] = at
                    batch.facts.append(fact)
                    batch.causes[fact.offer] = batch.causes[fact.need] = event

    def _flow(self, record: Record, event: Event[Any], flow: Flow, batch: FlowBatch) -> None:
        withdrawn = event.type == "flow.withdrawn.v1"
        row = None if withdrawn else self._row(flow, event.entity_version)
        batch.flows.append(
            FlowChange(flow.flow_id.int, event.entity_version, record.partition, record.offset, row)
        )
        place = record.partition, record.offset
        body = record.value or b""
        batch.stored.append(
            StoredFlow.of(flow, place, event.entity_version, body, withdrawn=withdrawn)
        )
        batch.causes[flow.flow_id.int] = batch.declared[flow.flow_id] = event

    def _row(self, flow: Flow, version: int) -> FlowInputs | None:
        """Convert a flow. Raises UnusableEvent; or Halted if it was declared under a newer
        catalogue, which may use it: as a dead letter, nobody would read it again after the
        upgrade."""
        try:
            return row_of(flow, version, self.rules)
        except UnusableEvent as error:
            theirs, ours = flow.catalogue_version, self.rules.version
            if catalogue_order(theirs) <= catalogue_order(ours):
                raise
            raise Halted(
                f"{GROUP}: flow {flow.flow_id} was declared under catalogue {theirs}, newer than "
                f"this process's {ours}, which cannot use it ({error}): renew matching"
            ) from error


def _since(positions: Positions, topic: str) -> Mapping[int, int]:
    return positions.get(topic, {})
