"""Synergies by score, gain and CO2: in the order of what the reader is shown, page by page."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import httpx
import openpyxl
import pytest
from msgspec.structs import replace as changed

from boucle.contract.events.registry import Quantity
from boucle.contract.rounding import least_of_band
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from boucle.platform.http.lists.selecting import COMPACT
from tests.contract.openapi.examples.playing import check
from tests.contract.openapi.test_whole import DOCUMENT
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    Company,
    World,
    detect,
    introduce,
    keep_flow,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]
_TONNES = ("41234.5", "900", "12000", "3100", "27000", "450")
_TURN = """
INSERT INTO owned_partition (partition, epoch, turn, catalogue, positions)
VALUES (0, 1, 1, '1', '\\x') RETURNING turn
"""
"""As a turn of the lists says that it wrote."""
_LEFT_OUT = "why,versions,candidacy,results,found_by,pre_existing"
_SORTS = ("-score", "-eur", "-tco2e")


def _world(tonnes: str, number: int) -> World:
    offer = Company(CAEN, "output", tonnes, 49.1830031 + number / 20, "31.4159")
    return World(offer=offer, need=Company(HAVRE, "input", tonnes, 49.4930071, "27.1828"))


@pytest.fixture
async def worlds() -> list[World]:
    return [_world(tonnes, number) for number, tonnes in enumerate(_TONNES)]


@pytest.fixture
async def database(service_database: ServiceDatabase, worlds: list[World]) -> Database:
    """The first three are introduced."""
    database = await service_database(SERVICE)
    for world in worlds:
        await detect(database, world)
    for world in worlds[:3]:
        await introduce(database, world)
    return database


async def _page(client: httpx.AsyncClient, query: str, by: Headers) -> dict[str, Any]:
    page = await client.get(f"/v1/synergies?{query}", headers=by)
    assert page.status_code == 200, page.text
    found: dict[str, Any] = page.json()
    return found


async def _walked(client: httpx.AsyncClient, query: str, by: Headers) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    following = ""
    while True:
        page = await _page(client, f"limit=2&{query}{following}", by)
        items += page["items"]
        if page["next"] is None:
            return items
        following = f"&cursor={page['next']}"


def _shown(one: dict[str, Any], sort: str) -> Decimal:
    """What it is ranked by, as its reader is shown it; what is not, last."""
    if sort == "-score":
        return Decimal(one.get("score") or least_of_band(one["score_band"]))
    amount = one.get(sort[1:]) or {}
    ends = [Decimal(amount[end]) for end in ("low", "high") if amount.get(end) is not None]
    return min(ends, default=Decimal("-Infinity"))


async def test_ranked_as_shown_without_gap_or_double(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    whole = {str(world.synergy_id) for world in worlds}
    readers = {
        "operator": (tokens.operator(), whole),
        "animator of both": (tokens.animator(CAEN, HAVRE), whole),
        "animator of one": (tokens.animator(CAEN), {str(w.synergy_id) for w in worlds[:3]}),
        "company": (tokens.company(worlds[0].offer.organisation), {str(worlds[0].synergy_id)}),
    }
    async with api_client(SERVICE) as client:
        for by, expected in readers.values():
            for sort in _SORTS:
                found = await _walked(client, f"sort={sort}", by)
                keys = [_shown(one, sort) for one in found]
                assert len(set(keys)) == len(found) or any(one["masked"] for one in found)
                assert keys == sorted(keys, reverse=True)
                ids = [one["synergy_id"] for one in found]
                assert sorted(ids) == sorted(expected)
                counts = (await _page(client, f"sort={sort}", by))["ranked"]
                assert counts["acted_on"] + counts["others"] == len(ids)
        acted = {one["synergy_id"]: one for one in await _walked(client, "", readers["company"][0])}
        assert {one["masked"] for one in acted.values()} == {True}


async def test_what_is_ranked_by_euros_follows_nothing_that_is_hidden(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    """The other side of two pairs moves within its preview: the animator of one side reads the
    same pages, the operator others."""
    async with api_client(SERVICE) as client:

        async def pages(by: Headers) -> list[Any]:
            queries = [f"sort={sort}&limit=1&total=true" for sort in _SORTS]
            queries += [f"min_gain={gain}&total=true" for gain in (0, 10_000, 500_000, 2_000_000)]
            firsts = [await _page(client, query, by) for query in queries]
            return firsts + [await _walked(client, f"sort={sort}", by) for sort in _SORTS]

        one, everything = tokens.animator(CAEN), tokens.operator()
        company = tokens.company(worlds[1].offer.organisation)
        before = [await pages(by) for by in (one, company, everything)]
        for world, tonnes in ((worlds[0], "39000"), (worlds[1], "1050")):
            moved = changed(world.need.declared(), quantity=Quantity(tonnes, "t"))
            await keep_flow(database, moved, 2, NOW)
        async with database.write() as session:
            await session.fetch(_TURN)
        after = [await pages(by) for by in (one, company, everything)]
    assert after[:2] == before[:2]
    assert after[2] != before[2]


async def test_least_gains_and_totals(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    operator, animator = tokens.operator(), tokens.animator(CAEN, HAVRE)
    async with api_client(SERVICE) as client:
        every = await _walked(client, "sort=-eur", operator)
        gains = [int(_shown(one, "-eur")) for one in every]
        assert gains[0] > gains[2] > 0
        best = {one["synergy_id"] for one in every[:3]}
        for query in ("", "sort=-score", "sort=-eur", "sort=-updated_at"):
            found = await _walked(client, f"{query}&min_gain={gains[2]}", operator)
            assert {one["synergy_id"] for one in found} == best
        for query, by, total in (
            ("", operator, (6, "exact")),
            ("sort=-eur", operator, (6, "exact")),
            ("state=detected", operator, (3, "exact")),
            (f"min_gain={gains[2]}&kind=substitution&nature=material", operator, (3, "exact")),
            ("", animator, (6, "at_least")),
            ("kind=substitution&state=introduced", animator, (3, "exact")),
            ("", tokens.company(worlds[0].offer.organisation), (1, "exact")),
            ("", tokens.company(worlds[5].offer.organisation), (0, "exact")),
        ):
            counts = (await _page(client, f"limit=1&total=true&{query}", by))["total"]
            assert (counts["value"], counts["relation"]) == total, query
        assert "total" not in await _page(client, "", operator)


async def test_a_compact_row_has_its_reasons_on_request(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    contract = DOCUMENT["paths"]["/v1/synergies"]["get"]["responses"]["200"]
    async with api_client(SERVICE) as client:
        for by in (tokens.operator(), tokens.company(worlds[0].offer.organisation)):
            answer = await client.get("/v1/synergies?compact=true", headers=by)
            assert answer.headers["content-type"] == COMPACT
            check(answer.json(), contract["content"][COMPACT]["schema"], DOCUMENT)
            rows = answer.json()["items"]
            assert all("why" not in one for one in rows)
            assert len(answer.content) / len(rows) <= 60_000 / 50
            page = await _page(client, f"compact=true&expand={_LEFT_OUT}", by)
            check(page, contract["content"][COMPACT]["schema"], DOCUMENT)
            [row, *_] = page["items"]
            one = await client.get(f"/v1/synergies/{row['synergy_id']}", headers=by)
            assert row["why"]
            assert row == _without_null(one.json())
            [whole, *_] = (await _page(client, "", by))["items"]
            assert whole == one.json()


def _without_null(one: Any) -> Any:
    if isinstance(one, list):
        return [_without_null(each) for each in one]
    if not isinstance(one, dict):
        return one
    return {name: _without_null(each) for name, each in one.items() if each is not None}


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("sort=-name", "query.sort", "-eur"),
        ("sort=eur", "query.sort", "-eur"),
        ("min_gain=-1", "query.min_gain", "0"),
        ("fields=reason", "query.fields", "one of"),
    ],
)
async def test_what_is_refused(
    query: str,
    field: str,
    expected: str,
    service_database: ServiceDatabase,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    await service_database(SERVICE)
    async with api_client(SERVICE) as client:
        answer = await client.get(f"/v1/synergies?{query}", headers=tokens.operator())
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert fault["field"] == field
    assert expected in fault["expected"]


async def test_a_cursor_is_of_its_order(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        page = await _page(client, "sort=-eur&limit=1", tokens.operator())
        for sort in ("-score", "updated_at"):
            path = f"/v1/synergies?sort={sort}&cursor={page['next']}"
            other = await client.get(path, headers=tokens.operator())
            assert other.status_code == 422


async def test_a_file_has_what_its_reader_is_shown(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    async with api_client(SERVICE) as client:

        async def lines(by: Headers, query: str = "") -> list[list[str]]:
            french = {**by, "Accept-Language": "fr"}
            answer = await client.get(f"/v1/synergies?format=csv&limit=1{query}", headers=french)
            assert answer.headers["content-type"].startswith("text/csv")
            return [line.split(";") for line in answer.text.splitlines()]

        whole = await lines(tokens.operator())
        assert whole[0][1:3] == ["Nature de synergie", "Nature de flux"]
        assert {line[0] for line in whole[1:]} == {str(world.synergy_id) for world in worlds}
        ranked = await lines(tokens.operator(), "&sort=-eur&state=detected")
        assert len(ranked) == 4
        [_, masked] = await lines(tokens.company(worlds[0].offer.organisation))
        text = ";".join(masked)
        assert str(worlds[0].offer.organisation) in text
        assert not any(canary in text for canary in worlds[0].need.canaries)
        book = await client.get("/v1/synergies?format=xlsx", headers=tokens.animator(CAEN, HAVRE))
        sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
        assert sheet.max_row == len(worlds) + 1
        wrong = await client.get("/v1/synergies?format=ods", headers=tokens.operator())
        assert wrong.json()["errors"][0]["field"] == "query.format"
