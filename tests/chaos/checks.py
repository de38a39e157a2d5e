"""What must hold once all is quiet again, whatever failed on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events import EVENTS
from boucle.contract.events.matching import Life
from boucle.indicators.facts.bodies import AnyBody, Fact
from boucle.indicators.facts.consumer import CONSUMED
from boucle.indicators.facts.lists import newest_lists
from boucle.indicators.facts.projections import fact_of
from boucle.indicators.facts.wire import report_unit_of
from boucle.local.services import MAIL_FROM
from boucle.matching.lives import store as life_store
from boucle.matching.operations.audit.command import read_lists
from boucle.matching.operations.audit.compare import (
    AuditInputs,
    StoredEntry,
    StoredResults,
)
from boucle.matching.scoring import FlowInputs, LifeFact, Rules, wire
from boucle.notifications.mails import plan
from boucle.platform.db import ReadSession
from boucle.platform.events import Event
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.domain.entities import Flow, Site
from boucle.registry.parties.sites.store import find_sites
from boucle.registry.territories.store import find_territories
from tests.chaos.followers import Followers
from tests.chaos.load import Load
from tests.chaos.scores import misread
from tests.chaos.script import Script
from tests.chaos.world import FEDERATION, TERRITORIES, World
from tests.kit.eventually import eventually
from tests.kit.log import logged
from tests.kit.of_lists.published_lists import folded
from tests.reference.audit import compare_plainly

_life = msgspec.json.Decoder(Life)
_body = msgspec.json.Decoder(AnyBody)
_SHOWN = 5


async def check_all(world: World, load: Load, script: Script, kills: int) -> list[str]:
    """Raises AssertionError at the first thing that does not hold; returns a line for each."""
    log = await replay(world)
    return [
        await no_dead_letters(world),
        await lists_are_a_recompute(world),
        await facts_are_a_replay(world, log),
        await _figures_count_matching(world),
        await _lives_follow(world, script),
        await _mails_came(world, script, kills),
        await _acknowledged_is_kept(world, load),
        await _every_version_was_told(world, log),
    ]


async def no_dead_letters(world: World) -> str:
    for service in world.databases:
        rows = await _rows(world, service, "SELECT consumer, topic, cause, trace FROM dead_letter")
        assert rows == [], f"{service} put events aside: {rows[:_SHOWN]}"
    return "no dead letter"


# --- 1. lists ------------------------------------------------------------------------------


async def lists_are_a_recompute(world: World) -> str:
    rules = Rules(load_catalogue())
    flows = await _flow_rows(world, rules)
    settings = await _settings(world, rules)
    lives = await _life_facts(world, rules)
    inputs = AuditInputs(tuple(flows), settings, tuple(lives))
    async with world.databases["matching"].read(snapshot=True) as session:
        kept = StoredResults(await read_lists(session), await _figures(session))
        wrong = await misread(session, kept.lists)
    assert not wrong, f"{len(wrong)} pairs are read otherwise: {wrong[:_SHOWN]}"
    report = compare_plainly(inputs, kept, rules)
    assert not report.differences, (
        f"{len(report.differences)} lists and lives differ: {report.differences[:_SHOWN]}"
    )
    assert report.pairs > len(flows) / 2, f"only {report.pairs} pairs: too few to prove anything"
    _same("lists told", await _told(world), _ranked(kept.lists))
    return (
        f"{report.lists} lists of {report.pairs} pairs, stored, told and read, are a recompute of "
        f"{len(flows)} flows; {report.lives} lives have the figures that their inputs give"
    )


async def _figures(session: ReadSession) -> tuple[tuple[Life, bytes], ...]:
    """Lives with the inputs of their figures."""
    kept = await life_store.lives(session)
    return tuple((one.life, one.inputs) for one in kept if one.inputs is not None)


def _ranked(
    lists: Mapping[int, tuple[StoredEntry, ...]],
) -> dict[int, tuple[tuple[int, int], ...]]:
    return {flow: tuple((one.partner, one.rank) for one in each) for flow, each in lists.items()}


async def _told(world: World) -> dict[int, tuple[tuple[int, int], ...]]:
    """The lists as the log tells of them."""
    records = await logged(world.databases["matching"], world.bus, "lists")
    return {
        flow.int: tuple((one.partner.int, one.rank) for one in each.entries)
        for flow, each in folded(records).items()
    }


async def _flow_rows(world: World, rules: Rules) -> list[FlowInputs]:
    flows, sites = await _registry(world)
    living = [flow for flow in flows.values() if flow.withdrawn_at is None]
    rows = [wire.row_of(flow.event(sites[flow.site_id]), flow.version, rules) for flow in living]
    return [row for row in rows if row is not None]


async def _registry(world: World) -> tuple[dict[UUID, Flow], dict[UUID, Site]]:
    async with world.databases["registry"].read(snapshot=True) as session:
        driver = await session.driver()
        ids = [row["id"] for row in await driver.fetch("SELECT id FROM flow")]
        flows = await FLOW_STORE.find(session, ids)
        sites = await find_sites(session, {flow.site_id for flow in flows.values()})
    return flows, sites


async def _settings(world: World, rules: Rules) -> dict[str, Any]:
    async with world.databases["registry"].read() as session:
        known = await find_territories(session, TERRITORIES)
    return {s: wire.settings_of(one.published, one.version, rules) for s, one in known.items()}


async def _life_facts(world: World, rules: Rules) -> list[LifeFact]:
    rows = await _rows(world, "matching", "SELECT body, entity_version FROM life")
    facts = [wire.fact_of(_life.decode(body), version, rules) for body, version in rows]
    return [fact for fact in facts if fact is not None]


# --- 2. indicators -------------------------------------------------------------------------


async def replay(world: World) -> list[Event[Any]]:
    """Every event of the log, from its beginning."""
    async with world.bus.reader(CONSUMED) as reader:
        ends = await reader.end_offsets()
        left = {place for place, end in ends.items() if end > 0}
        events = []
        while left:
            for record in await reader.poll(5000, 1.0):
                events.append(EVENTS.decode(record.headers, record.value))
                if record.offset + 1 >= ends[record.place]:
                    left.discard(record.place)
    return events


async def facts_are_a_replay(world: World, log: list[Event[Any]]) -> str:
    convert = report_unit_of(load_catalogue())
    wanted: dict[tuple[str, str, int], Fact] = {}
    for event in log:
        fact = fact_of(event, convert)
        if fact is not None:
            first = wanted.setdefault((fact.kind, fact.entity, fact.version), fact)
            assert first == fact, f"two events are version {fact.version} of {fact.entity}"
    rows = await _rows(
        world,
        "indicators",
        "SELECT kind, entity, version, valid_from, known_from, gone, body FROM fact",
    )
    kept = {(row[0], row[1], row[2]): _fact(row) for row in rows}
    _same("facts", kept, wanted)
    lists = newest_lists(event for event in log if event.type == "lists.changed.v1")
    rows = await _rows(world, "indicators", "SELECT flow, month, version, partners FROM flow_list")
    newest = {(one.flow, one.month): (one.version, list(one.partners)) for one in lists}
    _same("lists", {row[:2]: row[2:] for row in rows}, newest)
    return f"{len(kept)} facts and {len(rows)} lists are a replay of {len(log)} events"


def _fact(row: tuple[Any, ...]) -> Fact:
    kind, entity, version, valid_from, known_from, gone, body = row
    return Fact(kind, entity, version, valid_from, known_from, gone, _body.decode(body))


async def _figures_count_matching(world: World) -> str:
    rows = await _rows(
        world,
        "matching",
        "SELECT synergy_id FROM entry UNION SELECT synergy_id FROM life",
    )
    month = f"{datetime.now(UTC):%Y-%m}"

    async def told() -> bool:  # counted a moment after the facts are there
        told = await world.animator.get(f"/v1/territories/{FEDERATION}/indicators", month=month)
        figures = [int(float(one["value"])) for one in told["figures"] if one["key"] == "synergies"]
        assert figures == [len(rows)], f"figure synergies {figures}, matching has {len(rows)}"
        return True

    await eventually(told, within=60)
    return f"the federation's figure counts matching's {len(rows)} synergies"


# --- 3. and 4. lives and mails -------------------------------------------------------------


async def _lives_follow(world: World, script: Script) -> str:
    rows = await _rows(world, "matching", "SELECT synergy_id, body FROM life")
    kept = {}
    for key, body in rows:
        life = _life.decode(body)
        roles = {party.side.role: party.standing for party in life.parties}
        kept[str(key)] = (life.state, (roles["offer"], roles["need"]))
    wanted = {pair.id: (pair.story.state, pair.story.standings) for pair in script.begun}
    _same("lives", kept, wanted)
    return f"{len(kept)} lives are as the script says"


async def _mails_came(world: World, script: Script, kills: int) -> str:
    rows = await _rows(world, "notifications", "SELECT event_id, step, contact_id, state FROM mail")
    states = Counter(row[3] for row in rows)
    assert set(states) == {"sent"}, f"mails not sent: {states}"
    _same("mails due", Counter(row[1] for row in rows), script.mails)
    domain = MAIL_FROM.partition("@")[2]
    due = {plan.message_id(event, step, contact, domain) for event, step, contact, _ in rows}
    assert len(due) == len(rows), "two mails share a Message-ID"
    messages = (await world.mail.get("/api/messages")).json()
    came = Counter(message["message_id"] for message in messages)
    assert set(came) == due, f"missing {due - set(came)}, unexpected {set(came) - due}"
    extra = sum(came.values()) - len(due)
    assert extra <= kills, f"{extra} extra copies for {kills} kills"
    return f"{len(due)} mails due came, {extra} extra copies for {kills} kills"


# --- 5. registry ---------------------------------------------------------------------------


async def _acknowledged_is_kept(world: World, load: Load) -> str:
    flows, sites = await _registry(world)
    wanted = load.acknowledged
    loaded = {
        (str(flow.source), str(flow.external_id)): flow
        for flow in flows.values()
        if str(flow.external_id).startswith(("load-", "file-"))
    }
    kept = {
        key: None if flow.withdrawn_at else flow.draft.quantity.value
        for key, flow in loaded.items()
    }
    _same("flows acknowledged", kept, wanted)
    by_name = {
        site.draft.name: (site.draft.latitude, site.draft.longitude) for site in sites.values()
    }
    places = {f"Site {one.company.name}": one.place for one in load.sites}
    _same("sites acknowledged", {name: by_name.get(name) for name in places}, places)
    versions = sum(loaded[key].version for key in wanted)
    counted = load.meter.total.versions
    assert versions == counted, f"{counted} writes acknowledged, {versions} versions kept"
    return f"{len(kept)} flows and {len(places)} sites are as acknowledged, in {versions} writes"


async def _every_version_was_told(world: World, log: list[Event[Any]]) -> str:
    told: dict[str, set[int]] = defaultdict(set)
    for event in log:
        if event.type.startswith("flow."):
            told[event.subject].add(event.entity_version)
    flows, _ = await _registry(world)
    wanted = {str(flow.id): set(range(1, flow.version + 1)) for flow in flows.values()}
    _same("flow versions told", dict(told), wanted)
    return f"each of {sum(map(len, wanted.values()))} versions of flows is in the log"


async def followers_heard_all(world: World, followers: Followers) -> str:
    """Each knows what a full listing shows it; staff, to whom all is shown, heard each version
    once, in order."""
    rows = await _rows(
        world,
        "registry",
        "SELECT id, entity_version FROM flow UNION ALL SELECT id, entity_version FROM site",
    )
    every = {str(id_): list(range(1, version + 1)) for id_, version in rows}
    await followers.catch_up()
    for one in followers.each:
        _same(f"what {one.name} knows", one.last, await one.listed())
    for one in followers.staff:
        _same(f"what {one.name} heard", one.heard, every)
    versions = sum(version for _, version in rows)
    return f"the feed's followers heard each of {versions} versions once, in order"


# -------------------------------------------------------------------------------------------


def _same(what: str, found: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> None:
    """Says what differs, in a few lines."""
    missing = [key for key in wanted if key not in found]
    strange = [key for key in found if key not in wanted]
    other = [
        f"{key}: {found[key]} instead of {wanted[key]}"
        for key in wanted
        if key in found and found[key] != wanted[key]
    ]
    differs = bool(missing or strange or other)
    assert not differs, (
        f"{what}: {len(missing)} missing {missing[:_SHOWN]}, {len(strange)} too many "
        f"{strange[:_SHOWN]}, {len(other)} other than they should be {other[:_SHOWN]}"
    )


async def _rows(world: World, service: str, query: str) -> list[tuple[Any, ...]]:
    async with world.databases[service].read() as session:
        driver = await session.driver()
        return [tuple(row) for row in await driver.fetch(query)]
