"""A database of matching as the release before the lean path left it (revision 0006), with data.

Made of the engine, the scoring and the decisions of lives, whose results any release holds to; the
tables of then are written by SQL frozen here. On the log are the flows, whose places the tables
name, and what that release published of its pairs and lives, without the masked copies that nobody
read, on topics of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any, Final, get_args
from uuid import UUID

import msgspec
from asyncpg import Connection, Record
from msgspec.structs import replace

from boucle.common import outbox
from boucle.common.bus import Bus, Message
from boucle.common.db import Database
from boucle.common.events import EVENTS
from boucle.common.events.matching import Role, State, Synergy
from boucle.common.events.registry import Flow
from boucle.matching.candidates.score_inputs import LATE, to_keep
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of
from boucle.matching.engine import Engine
from boucle.matching.lists.partitions import SOURCES, StoredFlow, made_by
from boucle.matching.lists.replica import Replica
from boucle.matching.lives import consumers
from boucle.matching.lives.store import Step
from boucle.matching.scoring import DEFAULT_SETTINGS, LifeFact, Rules
from boucle.matching.scoring.wire import fact_of
from boucle.matching.tenancy import division_of
from tests.bench.regional_flows import Region
from tests.integration.matching.upgrade.old_lives import lived

PARTITIONS: Final = range(12)
WRITTEN: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
_EACH: Final = 4
"""Lives in each state."""
_GONE: Final = 25
"""Pairs that lists let go, of which nobody made anything."""
_AT_ONCE: Final = 1000
_PAIR: Final = (
    "synergy_id entity_version offer_id need_id offer_organisation need_organisation "
    "offer_territory need_territory nature route score told_score in_offer_list in_need_list "
    "deduced offer_version need_version life_version settings_offer settings_need catalogue body "
    "inputs detected_at updated_at withdrawn_at"
)
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
Scored = Mapping[Pair, tuple[Synergy, PairInputs]]


@dataclass(frozen=True, slots=True)
class OldPair:
    """A row of ``pair``, its version apart. ``inputs``: null while nobody did anything with it."""

    synergy: Synergy
    inputs: bytes | None
    withdrawn: bool = False


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
    pairs = _pairs(before.pairs, after.pairs, lives)
    await _publish_results(bus, pairs, lives)
    ends = await bus.end_offsets(await bus.places([*SOURCES, "site", "introduction"]))
    made = OldDatabase(stored, after.lists, pairs, lives, made_by(rules), dict(ends))
    await _write(database, made)
    return made


# --- the log -------------------------------------------------------------------------------


async def _publish_flows(bus: Bus, flows: Iterable[Flow]) -> None:
    await _send(bus, (_message("flow", "flow.declared.v1", one.flow_id, 1, one) for one in flows))


async def _publish_results(
    bus: Bus, pairs: Mapping[Pair, OldPair], lives: Mapping[Pair, Sequence[Step]]
) -> None:
    messages: list[Message] = []
    for version, one in enumerate(pairs.values(), 1):
        type_ = "synergy.withdrawn.v1" if one.withdrawn else "synergy.detected.v1"
        id_ = one.synergy.synergy_id
        messages.append(_message("synergy", type_, id_, version, one.synergy))
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
    return {change.flow: change.entries for change in engine.drain().lists if change.entries}


def _scored(engine: Engine, lists: Lists) -> dict[Pair, tuple[Synergy, PairInputs]]:
    """The pairs that lists hold, each with its flags."""
    held: dict[Pair, list[bool]] = {}
    for flow, entries in lists.items():
        row = engine.row(flow)
        assert row is not None
        for partner, _ in entries:
            pair = (flow, partner) if row.output else (partner, flow)
            held.setdefault(pair, [False, False])[not row.output] = True
    return {
        pair: _with_flags(_inputs(engine, pair), flags, engine.rules)
        for pair, flags in sorted(held.items())
    }


def _inputs(engine: Engine, pair: Pair) -> PairInputs:
    rules = engine.rules
    known = engine.known(pair)
    (offer, offer_free), (need, need_free) = known[pair[0]], known[pair[1]]
    roles: tuple[Role, Role] = ("offer", "need")
    life = engine.lives.get(*pair)
    return PairInputs(
        offer,
        need,
        (side_of(offer, roles[0], rules), side_of(need, roles[1], rules)),
        (DEFAULT_SETTINGS, DEFAULT_SETTINGS),
        (offer_free, need_free),
        life.version if life else 0,
        (engine.lives.version(pair[0]), engine.lives.version(pair[1])),
    )


def _with_flags(
    inputs: PairInputs, flags: Sequence[bool], rules: Rules
) -> tuple[Synergy, PairInputs]:
    found = synergy_of(inputs, rules)
    assert found is not None
    return replace(found, in_offer_list=flags[0], in_need_list=flags[1]), inputs


def _lives(scored: Scored) -> dict[Pair, tuple[Step, ...]]:
    """Some in each state, no two of one flow."""
    found: dict[Pair, tuple[Step, ...]] = {}
    taken: set[int] = set()
    states = cycle(get_args(State))
    wanted = _EACH * len(get_args(State))
    for pair, (synergy, _) in scored.items():
        if not taken.intersection(pair):
            taken.update(pair)
            found[pair] = lived(synergy, next(states))
        if len(found) == wanted:
            return found
    raise AssertionError(f"{len(found)} pairs apart from each other, {wanted} wanted")


def _pairs(before: Scored, after: Scored, lives: Mapping[Pair, object]) -> dict[Pair, OldPair]:
    """Those that lists hold; those that left them as their lives went on; some that just left."""
    found = {
        pair: OldPair(synergy, to_keep(inputs) if pair in lives else None)
        for pair, (synergy, inputs) in after.items()
    }
    left = [pair for pair in before if pair not in found]
    nobodys = [pair for pair in left if pair not in lives][:_GONE]
    for pair in (*lives.keys() & set(left), *nobodys):
        gone = replace(before[pair][0], in_offer_list=False, in_need_list=False)
        found[pair] = OldPair(gone, LATE if pair in lives else None, withdrawn=True)
    return found


# --- the tables of then --------------------------------------------------------------------


async def _write(database: Database, made: OldDatabase) -> None:
    async with database.write() as session:
        driver = await session.driver()
        await _copy(driver, "owned_flow", "flow_id partition flow_offset version withdrawn body",
                    (_owned(one) for one, _ in made.flows))  # fmt: skip
        await _copy(driver, "list_row", "flow_id partition gives partners ranks", _list_rows(made))
        await _copy(driver, "pair", _PAIR, _pair_rows(made))
        await driver.execute("SELECT setval('pair_version', $1)", len(made.pairs))
        await _copy(driver, "owned_partition", "partition epoch catalogue positions",
                    _partitions(made))  # fmt: skip
        await _copy(driver, "life", _LIFE, _life_rows(made))
        await _copy(driver, "life_history", "synergy_id version at actor type body", _steps(made))
        await _copy(driver, "entity_owner", _OWNER, _owners(made))
        await _copy(driver, "progress", "consumer topic partition next_offset epoch",
                    _progress(made))  # fmt: skip


async def _copy(
    driver: Connection[Record], table: str, columns: str, rows: Iterable[Sequence[object]]
) -> None:
    await driver.copy_records_to_table(table, records=list(rows), columns=columns.split())


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
        synergy, since = one.synergy, WRITTEN - timedelta(minutes=version)
        yield (
            synergy.synergy_id,
            version,
            synergy.offer.flow_id,
            synergy.need.flow_id,
            synergy.offer.organisation_id,
            synergy.need.organisation_id,
            synergy.offer.territory,
            synergy.need.territory,
            synergy.nature,
            synergy.route,
            synergy.score,
            synergy.score,
            synergy.in_offer_list,
            synergy.in_need_list,
            synergy.deduced,
            synergy.versions.offer,
            synergy.versions.need,
            synergy.versions.life,
            synergy.versions.settings_offer,
            synergy.versions.settings_need,
            synergy.versions.catalogue,
            _encode(synergy),
            one.inputs,
            since,
            WRITTEN,
            WRITTEN if one.withdrawn else None,
        )


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
        if topic in consumers.OWNED_TOPICS:
            yield consumers.OWNERS, topic, partition, end, 1
        if topic == "introduction":
            yield consumers.INTRODUCTIONS, topic, partition, end, 1
