"""A database of matching as the release before the lean path left it (revision 0006), with data.

Made of the engine, the scoring and the decisions of lives, whose results any release holds to; the
tables of then are written by SQL frozen here, rows of pairs as ``old_pairs`` has them. On the log
are the flows, whose places the tables name, and what that release published of its lives, without
the events of pairs and the masked copies, on topics of their own, that nobody reads any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final, get_args
from uuid import UUID

import msgspec

from boucle.contract.events import EVENTS
from boucle.contract.events.matching import State
from boucle.contract.events.registry import Flow
from boucle.matching.candidates.synergy import PairInputs, Synergy, synergy_of
from boucle.matching.engine import Engine
from boucle.matching.lists.partitions import SOURCES, made_by
from boucle.matching.lists.replica import Replica
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.lives import consumers
from boucle.matching.lives.store import Step
from boucle.matching.scoring import DEFAULT_SETTINGS, LifeFact, Rules
from boucle.matching.scoring.wire import fact_of
from boucle.matching.sites import division_of
from boucle.platform import outbox
from boucle.platform.bus import Bus, Message
from boucle.platform.db import Database
from tests.bench.regional_flows import Region
from tests.integration.matching.upgrade.old_lives import lived
from tests.integration.matching.upgrade.old_pairs import (
    COLUMNS,
    LATE,
    OldPair,
    kept_by_its_row,
    row_of,
)
from tests.kit.list_changes import changes_of

PARTITIONS: Final = range(12)
WRITTEN: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
_EACH: Final = 4
"""Lives in each state."""
_GONE: Final = 25
"""Pairs that lists let go, of which nobody made anything."""
_AT_ONCE: Final = 1000
_LIFE: Final = (
    "synergy_id entity_version state kind found_by nature score organisations territories flows "
    "offer_id need_id contract_until body updated_at"
)
_OWNER: Final = "entity_id kind version organisation_id site_id territory division tools withdrawn"
_encode = msgspec.json.encode
Pair = tuple[int, int]
"""(offer, need), as the engine names flows."""
Lists = Mapping[int, tuple[tuple[int, int], ...]]
"""(partner, rank) of each flow that has a list, best first."""
Scored = Mapping[Pair, tuple[Synergy, PairInputs, tuple[bool, bool]]]
"""What a pair came out as, of what, and whether it is in the offer's and in the need's list."""


@dataclass(slots=True)
class OldDatabase:
    """What the tables were given."""

    flows: list[tuple[StoredFlow, Flow]]
    lists: Lists
    pairs: dict[Pair, OldPair]
    lives: dict[Pair, tuple[Step, ...]]
    made_by: str
    ends: dict[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class _Computed:
    lists: Lists
    pairs: Scored


async def make(database: Database, bus: Bus, rules: Rules, flows: int = 5000) -> OldDatabase:
    """Fill a database that stands at revision 0006, and the log beside it."""
    await _publish_flows(bus, Region(rules).flows(flows))
    before, stored = await _computed(bus, rules, ())
    lives = _lives(before.pairs)
    facts = [fact_of(steps[-1].life, steps[-1].version, rules) for steps in lives.values()]
    after, _ = await _computed(bus, rules, [fact for fact in facts if fact is not None])
    pairs = _pairs(rules, before.pairs, after.pairs, lives)
    await _publish_lives(bus, lives)
    ends = await bus.end_offsets(await bus.places([*SOURCES, "site", "introduction"]))
    made = OldDatabase(stored, after.lists, pairs, lives, made_by(rules), dict(ends))
    await _write(database, made)
    return made


# --- the log -------------------------------------------------------------------------------


async def _publish_flows(bus: Bus, flows: Iterable[Flow]) -> None:
    await _send(bus, (_message("flow", "flow.declared.v1", one.flow_id, 1, one) for one in flows))


async def _publish_lives(bus: Bus, lives: Mapping[Pair, Sequence[Step]]) -> None:
    messages: list[Message] = []
    for steps in lives.values():
        for step in steps:
            id_ = step.life.synergy_id
            messages.append(_message("life", step.type, id_, step.version, step.life))
    await _send(bus, messages)


def _message(topic: str, type_: str, subject: UUID, version: int, data: Any) -> Message:
    event = outbox.new_event(type_, subject=subject, version=version, data=data, now=WRITTEN)
    encoded = EVENTS.encode(event)
    return Message(topic, encoded.key, encoded.headers, encoded.value)


async def _send(bus: Bus, messages: Iterable[Message]) -> None:
    async with bus.producer() as producer:
        waiting = list(messages)
        for start in range(0, len(waiting), _AT_ONCE):
            some = waiting[start : start + _AT_ONCE]
            assert await producer.send(some, 60.0) == [None] * len(some)


# --- what the old release computed ---------------------------------------------------------


async def _computed(
    bus: Bus, rules: Rules, lives: Iterable[LifeFact]
) -> tuple[_Computed, list[tuple[StoredFlow, Flow]]]:
    """The lists of all flows of the log and their pairs; the flows as their owners store them."""
    replica, decode = Replica(rules), msgspec.json.Decoder(Flow).decode
    replica.engine.set_lives(lives)
    stored: list[tuple[StoredFlow, Flow]] = []
    async with bus.reader(("flow",)) as reader:
        reader.assign(dict.fromkeys(reader.assigned, 0))
        left = sum((await reader.end_offsets()).values())
        while left > 0:
            records = await reader.poll(_AT_ONCE, 1.0)
            batch = replica.read(records)
            replica.engine.put(batch.flows)
            stored += [(one, decode(one.body)) for one in batch.stored]
            left -= len(records)
    lists = _lists(replica.engine)
    return _Computed(lists, _scored(replica.engine, lists)), stored


def _lists(engine: Engine) -> Lists:
    flows = [flow for partition in PARTITIONS for flow in engine.own(partition)]
    for _ in engine.catch_up(PARTITIONS, flows):
        pass
    return {change.flow: change.entries for change in changes_of(engine.drain()) if change.entries}


def _scored(engine: Engine, lists: Lists) -> Scored:
    """The pairs that lists hold."""
    held: dict[Pair, list[bool]] = {}
    for flow, entries in lists.items():
        row = engine.row(flow)
        assert row is not None
        for partner, _ in entries:
            pair = (flow, partner) if row.output else (partner, flow)
            held.setdefault(pair, [False, False])[not row.output] = True
    return {
        pair: (*_computed_of(engine, pair), (flags[0], flags[1]))
        for pair, flags in sorted(held.items())
    }


def _computed_of(engine: Engine, pair: Pair) -> tuple[Synergy, PairInputs]:
    known = engine.known(pair)
    (offer, offer_free), (need, need_free) = known[pair[0]], known[pair[1]]
    life = engine.lives.get(*pair)
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    inputs = PairInputs(offer, need, both, (offer_free, need_free), life.version if life else 0)
    found = synergy_of(inputs, engine.rules)
    assert found is not None
    return found, inputs


def _lives(scored: Scored) -> dict[Pair, tuple[Step, ...]]:
    """Some in each state, no two of one flow."""
    found: dict[Pair, tuple[Step, ...]] = {}
    taken: set[int] = set()
    states = cycle(get_args(State))
    wanted = _EACH * len(get_args(State))
    for pair, (synergy, *_) in scored.items():
        if not taken.intersection(pair):
            taken.update(pair)
            found[pair] = lived(synergy, next(states))
        if len(found) == wanted:
            return found
    raise AssertionError(f"{len(found)} pairs apart from each other, {wanted} wanted")


def _pairs(
    rules: Rules, before: Scored, after: Scored, lives: Mapping[Pair, object]
) -> dict[Pair, OldPair]:
    """Those that lists hold; those that left them as their lives went on; some that just left."""
    found = {
        pair: OldPair(synergy, held, kept_by_its_row(inputs, rules) if pair in lives else None)
        for pair, (synergy, inputs, held) in after.items()
    }
    left = [pair for pair in before if pair not in found]
    nobodys = [pair for pair in left if pair not in lives][:_GONE]
    for pair in (*lives.keys() & set(left), *nobodys):
        kept = None if pair not in lives else LATE
        if len(found) % 2 and kept is not None:  # the score had followed before the pair left
            kept = kept_by_its_row(before[pair][1], rules)
        found[pair] = OldPair(before[pair][0], (False, False), kept)
    return found


# --- the tables of then --------------------------------------------------------------------


async def _write(database: Database, made: OldDatabase) -> None:
    tables: list[tuple[str, str, Iterable[Sequence[object]]]] = [
        ("owned_flow", "flow_id partition flow_offset version withdrawn body",
         (_owned(one) for one, _ in made.flows)),
        ("list_row", "flow_id partition gives partners ranks", _list_rows(made)),
        ("pair", COLUMNS, _pair_rows(made)),
        ("owned_partition", "partition epoch catalogue positions", _partitions(made)),
        ("life", _LIFE, _life_rows(made)),
        ("life_history", "synergy_id version at actor type body", _steps(made)),
        ("entity_owner", _OWNER, _owners(made)),
        ("progress", "consumer topic partition next_offset epoch", _progress(made)),
    ]  # fmt: skip
    # Made before: Postgres gives up a transaction in which nothing happens for long.
    records = [(table, columns.split(), list(rows)) for table, columns, rows in tables]
    async with database.write() as session:
        driver = await session.driver()
        for table, columns, rows in records:
            await driver.copy_records_to_table(table, records=rows, columns=columns)
        await driver.execute("SELECT setval('pair_version', $1)", len(made.pairs))


def _owned(one: StoredFlow) -> Sequence[object]:
    return one.flow_id, one.partition, one.offset, one.version, one.withdrawn, one.body


def _list_rows(made: OldDatabase) -> Iterator[Sequence[object]]:
    for one, flow in made.flows:
        entries = made.lists.get(one.flow_id.int, ())
        if entries:
            partners = [UUID(int=partner) for partner, _ in entries]
            gives = flow.direction == "output"
            yield one.flow_id, one.partition, gives, partners, [rank for _, rank in entries]


def _pair_rows(made: OldDatabase) -> Iterator[Sequence[object]]:
    for version, one in enumerate(made.pairs.values(), 1):
        yield row_of(one, version, WRITTEN - timedelta(minutes=version), WRITTEN)


def _partitions(made: OldDatabase) -> Iterator[Sequence[object]]:
    positions: dict[str, dict[int, int]] = {topic: {} for topic in SOURCES}
    for (topic, partition), end in made.ends.items():
        if topic in positions:
            positions[topic][partition] = end
    for partition in PARTITIONS:
        yield partition, 3, made.made_by, _encode(positions)


def _life_rows(made: OldDatabase) -> Iterator[Sequence[object]]:
    for steps in made.lives.values():
        life, version, at = steps[-1].life, steps[-1].version, steps[-1].at
        sides = [party.side for party in life.parties]
        flows = {side.role: side.flow_id for side in sides}
        yield (
            life.synergy_id,
            version,
            life.state,
            life.kind,
            life.found_by,
            life.nature,
            life.score,
            [side.organisation_id for side in sides],
            [side.territory for side in sides],
            [side.flow_id for side in sides],
            flows["offer"],
            flows["need"],
            life.contract_until,
            _encode(life),
            at,
        )


def _steps(made: OldDatabase) -> Iterator[Sequence[object]]:
    for steps in made.lives.values():
        for step in steps:
            id_, body = step.life.synergy_id, _encode(step.life)
            yield id_, step.version, step.at, step.actor, step.type, body


def _owners(made: OldDatabase) -> Iterator[Sequence[object]]:
    for one, flow in made.flows:
        own = flow.organisation_id, flow.site_id, flow.territory, division_of(flow)
        yield (flow.flow_id, "flow", one.version, *own, [], False)
        yield (flow.site_id, "site", 1, *own, [], False)


def _progress(made: OldDatabase) -> Iterator[Sequence[object]]:
    for (topic, partition), end in made.ends.items():
        if topic in ("flow", "site", "territory"):
            yield consumers.SITES, topic, partition, end, 1
        if topic == "introduction":
            yield consumers.INTRODUCTIONS, topic, partition, end, 1
