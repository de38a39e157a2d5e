"""Events over real Kafka become facts in real Postgres, and figures over HTTP."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid5

import httpx
import pytest
from msgspec import structs

from boucle.contract.events import EVENTS
from boucle.contract.events.matching import ListsChanged
from boucle.contract.events.registry import Flow, Quantity, Site, SiteFacts, Territory
from boucle.indicators.app import SERVICE
from boucle.platform.bus import Bus, Message
from boucle.platform.events import Event, event_id
from tests.kit.eventually import eventually
from tests.kit.kit import ApiClient, RunningWorker, ServiceDatabase
from tests.kit.tokens import Tokens

HAVRE, CAUX, REGION = "200084952", "200010700", "200053403"
FACTS = SiteFacts(49.5, 0.1, "commune")


def ident(name: str) -> UUID:
    return uuid5(UUID(int=9), name)


ORGANISATION = ident("organisation")
MONTHS = ("", "?month=2026-02", "?month=2026-01")


def event(type_: str, subject: object, data: Any, version: int = 1) -> Event[Any]:
    return Event(
        id=event_id("boucle/registry", type_, str(subject), version),
        type=type_,
        source="boucle/registry",
        subject=str(subject),
        entity_version=version,
        time=datetime(2026, 2, 1, 12, tzinfo=UTC),
        correlation_id=UUID(int=1),
        causation_id=None,
        data=data,
    )


def flow(name: str, quantity: str, territory: str = HAVRE) -> Flow:
    return Flow(
        flow_id=ident(name),
        organisation_id=ORGANISATION,
        site_id=ident("site"),
        territory=territory,
        direction="output",
        nature="material",
        family="wood_a",
        catalogue_version="1",
        quantity=Quantity(quantity, "kg"),
        site=FACTS,
        certainty="estimated",
        valid_from=date(2026, 1, 15),
        tools=("tool-a",),
    )


def site() -> Event[Any]:
    data = Site(
        site_id=ident("site"),
        organisation_id=ORGANISATION,
        territory=HAVRE,
        facts=FACTS,
        valid_from=date(2026, 1, 1),
        tools=("tool-a",),
    )
    return event("site.declared.v1", data.site_id, data)


def declared(name: str, quantity: str, version: int = 1) -> Event[Any]:
    return event("flow.declared.v1", ident(name), flow(name, quantity), version)


def needed(name: str, quantity: str) -> Event[Any]:
    need = structs.replace(flow(name, quantity, HAVRE), direction="input")
    return event("flow.declared.v1", ident(name), need)


def lists(*entries: tuple[UUID, int, int], turn: int = 1) -> Event[Any]:
    """The list of the flow "a": partners, scores, g a year."""
    data = ListsChanged(
        partition=0,
        flows=ident("a").bytes,
        offers=bytes([1]),
        sizes=(len(entries),),
        partners=b"".join(flow.bytes for flow, _, _ in entries),
        ranks=tuple(10_001 + score for _, score, _ in entries),
        quantities=tuple(quantity for _, _, quantity in entries),
        what=bytes([1] * len(entries)),
    )
    return event("lists.changed.v1", "0", data, turn)


def revised(name: str, quantity: str, version: int) -> Event[Any]:
    return event("flow.revised.v1", ident(name), flow(name, quantity), version)


TERRITORIES = (
    event("territory.declared.v1", REGION, Territory(siren=REGION, kind="federation")),
    event("territory.declared.v1", HAVRE, Territory(siren=HAVRE, kind="epci", parent=REGION)),
    event("territory.declared.v1", CAUX, Territory(siren=CAUX, kind="epci", parent=REGION)),
)


async def publish(bus: Bus, topic: str, *events: Event[Any]) -> None:
    async with bus.producer() as producer:
        for one in events:
            encoded = EVENTS.encode(one)
            message = Message(topic, encoded.key, encoded.headers, encoded.value)
            await producer.send_one(message, timeout=10)


async def facts(database: Any) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        driver = await session.driver()
        rows = await driver.fetch(
            "SELECT kind, entity, version, gone FROM fact ORDER BY kind, entity, version"
        )
    return [tuple(row) for row in rows]


async def test_repeated_and_reordered_events_are_each_one_fact(
    bus: Bus, running_worker: RunningWorker, service_database: ServiceDatabase
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE):
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "flow", declared("a", "3000", 2), declared("a", "1000", 1))
        await publish(bus, "flow", declared("a", "1000", 1), declared("b", "500"))

        async def all_known() -> bool:
            return len(await facts(database)) == 6

        await eventually(all_known)
        await publish(bus, "flow", declared("a", "3000", 2), declared("c", "500"))

        async def one_more() -> bool:
            return len(await facts(database)) == 7

        await eventually(one_more)


async def within_5_s(api_client: ApiClient, tokens: Tokens, **wanted: str) -> None:
    """Figures are of their events, in the territory and its federation."""

    async def told() -> bool:
        for siren in (HAVRE, REGION):
            answer = await client.get(f"/v1/territories/{siren}/indicators", headers=operator)
            figures = {f["key"]: f["value"] for f in answer.json().get("figures", ())}
            if any(figures.get(key) != value for key, value in wanted.items()):
                return False
        return True

    operator = tokens.operator()
    async with api_client(SERVICE) as client:
        await eventually(told, within=5)


async def test_figures_follow_their_events_within_seconds(
    bus: Bus, running_worker: RunningWorker, api_client: ApiClient, tokens: Tokens
) -> None:
    async with running_worker(SERVICE):
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "flow", declared("a", "3000"))
        await within_5_s(api_client, tokens, material_offered="3")
        await publish(bus, "flow", revised("a", "4500", 2), declared("b", "500"))
        await within_5_s(api_client, tokens, material_offered="5")
        await publish(bus, "lists", lists((ident("c"), 9000, 500_000)))
        await publish(bus, "flow", needed("c", "500"))  # told after the list that holds it
        await within_5_s(api_client, tokens, potential_material="0.5")
        more = (ident("c"), 9000, 500_000), (ident("d"), 8000, 900_000)
        await publish(bus, "flow", needed("d", "900"))
        await publish(bus, "lists", lists(*more, turn=2), lists((ident("d"), 1, 1), turn=1))
        await within_5_s(api_client, tokens, potential_material="1.4", synergies="2")
        async with api_client(SERVICE) as client:
            path = f"/v1/organisations/{ORGANISATION}/indicators"
            answer = await client.get(path, headers=tokens.operator())
            itself = await client.get(path, headers=tokens.company(ORGANISATION))
        assert {f["key"]: f["value"] for f in answer.json()["figures"]}["synergies"] == "2"
        # What follows from others' values is not its to see: possibilities are.
        own = {f["key"]: f["value"] for f in itself.json()["figures"]}
        assert own["synergies"] == "0"
        assert own["material_offered"] == "5"
        assert "potential_material" not in own
        await publish(bus, "lists", lists(turn=3))
        await within_5_s(api_client, tokens, synergies="0")


async def answers(client: httpx.AsyncClient, path: str, who: dict[str, str]) -> bool:
    return (await client.get(path, headers=who)).status_code == 200


async def test_figures_are_for_those_who_may_read_them(
    bus: Bus,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    async with running_worker(SERVICE):
        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "site", site())
        await publish(bus, "flow", revised("a", "2500", 3), declared("b", "500"))
        await within_5_s(api_client, tokens, material_offered="3", sites="1")
        async with api_client(SERVICE) as client:  # months gone by are made after the newest
            path = f"/v1/territories/{HAVRE}/indicators?month=2025-12"
            await eventually(partial(answers, client, path, tokens.operator()))
    async with api_client(SERVICE) as client:
        path = f"/v1/territories/{HAVRE}/indicators"
        shown = (await client.get(path, headers=tokens.animator(HAVRE))).raise_for_status().json()
        figures = {(f["key"], f["grade"]): f for f in shown["figures"]}
        assert shown["month"] == "2026-03"
        assert "entre sites du territoire" in shown["note_fr"]
        assert figures["material_offered", "estimated"]["value"] == "3"
        assert figures["material_offered", "estimated"]["unit"] == "t/yr"
        assert figures["sites", "counted"]["value"] == "1"
        french = {**tokens.animator(HAVRE), "Accept-Language": "fr"}
        table = (await client.get(f"{path}?format=csv", headers=french)).text.splitlines()
        assert table[0].startswith("\ufeffClé;Indicateur;")
        assert len(table) == len(shown["figures"]) + 1
        federation = await client.get(
            f"/v1/territories/{REGION}/indicators", headers=tokens.operator()
        )
        assert federation.json()["territories"] == sorted([REGION, HAVRE, CAUX])
        before = await client.get(f"{path}?month=2025-12", headers=tokens.operator())
        assert {f["key"]: f["value"] for f in before.json()["figures"]}["sites"] == "0"

        own = f"/v1/organisations/{ORGANISATION}/indicators"
        for who in (tokens.company(ORGANISATION), tokens.tool("tool-a"), tokens.animator(HAVRE)):
            answer = await client.get(own, headers=who)
            assert (answer.status_code, answer.json()["note_fr"]) == (200, None)
        for who in (tokens.company(ident("other")), tokens.tool("tool-b"), tokens.animator(CAUX)):
            assert (await client.get(own, headers=who)).status_code == 404
        for who in (tokens.company(ORGANISATION), tokens.tool("tool-a"), tokens.animator(CAUX)):
            assert (await client.get(path, headers=who)).status_code == 404
        assert (await client.get(path)).status_code == 401


async def test_a_grant_that_was_taken_back_opens_no_past_month_either(
    running_worker: RunningWorker, api_client: ApiClient, bus: Bus, tokens: Tokens
) -> None:
    before = site()
    data = structs.replace(before.data, tools=("tool-b",), valid_from=date(2026, 3, 1))
    after = event("site.revised.v1", data.site_id, data, 2)
    path = f"/v1/organisations/{ORGANISATION}/indicators"
    async with running_worker(SERVICE), api_client(SERVICE) as client:

        async def may(tool: str) -> list[int]:
            who = tokens.tool(tool)
            asked = [await client.get(f"{path}{month}", headers=who) for month in MONTHS]
            return [one.status_code for one in asked]

        async def granted(tool: str) -> bool:
            return await may(tool) == [200] * len(MONTHS)

        await publish(bus, "territory", *TERRITORIES)
        await publish(bus, "site", before)
        await eventually(lambda: granted("tool-a"))
        await publish(bus, "site", after)
        await eventually(lambda: granted("tool-b"))
        assert await may("tool-a") == [404] * len(MONTHS)


@pytest.mark.parametrize("month", ["2026-13", "soon", "2026-04", "1999-12", "2026-1", "٢٠٢٦-01"])
async def test_a_month_that_is_none_is_refused_with_what_would_be_right(
    month: str, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        answer = await client.get(
            f"/v1/territories/{HAVRE}/indicators",
            params={"month": month},
            headers=tokens.operator(),
        )
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "query.month"
    assert "YYYY-MM" in error["expected"]
