"""Two workers that read at paces of their own share the rows of pairs: in the end each row is what
the full recompute gives, whoever wrote it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.decisions import PairChange, PairRow, insert_of, update_of
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.lists.publication import publication
from boucle.matching.reference import recompute
from boucle.matching.reference.recompute import Published
from boucle.matching.scoring import FlowRow, LifeFact, Settings
from tests.unit.matching.engine.test_exact import beginning
from tests.unit.matching.worlds import (
    FLOWS,
    TERRITORIES,
    flow_id,
    lives,
    partition_of,
    rows,
    rules,
    settings,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TOPICS = 3  # flows, lives, settings: read independently of one another
Told = FlowChange | LifeFact | Settings


@dataclass
class Worker:
    """Owns two of four partitions; ``read``: how much of each topic it has applied."""

    owned: tuple[int, ...]
    engine: Engine = field(default_factory=lambda: Engine(rules(), k=1, spare=1))
    read: list[int] = field(default_factory=lambda: [0] * TOPICS)

    def __post_init__(self) -> None:
        for partition in self.owned:
            self.engine.own(partition)

    def follow(self, topic: int, log: Sequence[Told], most: int) -> None:
        """Apply the next of a topic, settings with all that they mend."""
        start = self.read[topic]
        for declared in log[start : start + most]:
            if isinstance(declared, FlowChange):
                self.engine.put([declared])
            elif isinstance(declared, LifeFact):
                self.engine.set_lives([declared])
            else:
                self.engine.refresh(self.engine.settle(declared))
        self.read[topic] = min(len(log), start + most)


class Shared:
    """The rows of pairs, as transactions leave them."""

    def __init__(self) -> None:
        self.rows: dict[UUID, tuple[tuple[int, int], PairRow]] = {}

    def write(self, worker: Worker) -> None:
        found = publication(worker.engine, worker.engine.drain().lists, {})
        for change in found.pairs.values():
            self._write(change)

    def _write(self, change: PairChange) -> None:
        known = self.rows.get(change.synergy_id)
        outcome = update_of(known[1], change, NOW) if known else insert_of(change, NOW)
        if outcome is not None:
            synergy = outcome.pair.synergy
            assert synergy.offer.flow_id
            assert synergy.need.flow_id
            pair = (synergy.offer.flow_id.int, synergy.need.flow_id.int)
            self.rows[change.synergy_id] = (pair, outcome.pair)

    def published(self) -> dict[tuple[int, int], Published]:
        return {
            pair: Published(
                kept.synergy.score, kept.synergy.in_offer_list, kept.synergy.in_need_list
            )
            for pair, kept in self.rows.values()
            if kept.withdrawn_at is None
        }


class Log:
    """Three topics, and what stands once they are read."""

    def __init__(self) -> None:
        self.topics: tuple[list[Told], ...] = ([], [], [])
        self.flows: dict[int, FlowRow] = {}
        self.lives: dict[tuple[int, int], LifeFact] = {}
        self.settings: dict[str, Settings] = {}
        self._versions: dict[object, int] = {}

    def tell(self, operation: FlowRow | LifeFact | Settings | int) -> None:
        """Each entity counts its own versions, as registry and lives do."""
        match operation:
            case FlowRow():
                row = replace(operation, version=self._next(operation.flow))
                self.flows[row.flow] = row
                self._flow(row.flow, row.version, row)
            case LifeFact():
                pair = (operation.offer, operation.need)
                self.lives[pair] = replace(operation, version=self._next(pair))
                self.topics[1].append(self.lives[pair])
            case Settings():
                own = replace(operation, version=self._next(operation.territory))
                self.settings[own.territory] = own
                self.topics[2].append(own)
            case int():
                self.flows.pop(operation, None)
                self._flow(operation, self._next(operation), None)

    def published(self) -> dict[tuple[int, int], Published]:
        return recompute.published(self.flows.values(), self.settings, self.lives.values(), rules())

    def _flow(self, flow: int, version: int, row: FlowRow | None) -> None:
        self.topics[0].append(FlowChange(flow, version, partition_of(flow), 0, row))

    def _next(self, entity: object) -> int:
        self._versions[entity] = self._versions.get(entity, 0) + 1
        return self._versions[entity]


operations = st.one_of(
    rows(), rows(), rows(), lives(), settings(), st.integers(0, FLOWS - 1).map(flow_id)
)
ALL = 1_000
turns = st.tuples(st.integers(0, 1), st.integers(0, TOPICS - 1), st.sampled_from([1, 2, 3, ALL]))


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    start=beginning,
    operations=st.lists(operations, min_size=4, max_size=12),
    turns=st.lists(turns, min_size=6, max_size=20),
)
def test_whoever_writes_last_the_rows_are_the_full_recompute(
    start: list[FlowRow],
    operations: list[FlowRow | LifeFact | Settings | int],
    turns: list[tuple[int, int, int]],
) -> None:
    log, shared = Log(), Shared()
    workers = (Worker((0, 1)), Worker((2, 3)))
    everything = [(number, topic, ALL) for number in (0, 1) for topic in range(TOPICS)]

    def follow(turns: list[tuple[int, int, int]]) -> None:
        for number, topic, most in turns:
            workers[number].follow(topic, log.topics[topic], most)
            shared.write(workers[number])

    for territory in TERRITORIES:
        log.tell(Settings(territory, k=2))
    for row in start:
        log.tell(row)
    follow(everything)
    for operation in operations:
        log.tell(operation)
    follow([*turns, *everything])
    assert shared.published() == log.published()
