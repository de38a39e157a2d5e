"""Dead letters and halts over HTTP: the operator sees them, sends again, passes over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from boucle.matching.app import SERVICE
from boucle.platform.bus import Bus, Message, Record
from boucle.platform.consuming import dead_letters, halts
from boucle.platform.db import Database
from boucle.platform.identity import Principal, Role
from tests.integration.matching.operations.test_halts import message_of_need, sent
from tests.kit import ApiClient, ServiceDatabase
from tests.kit.kit import TOPICS
from tests.kit.tokens import Tokens

BASE = "/v1/operations/matching"
FAILED = datetime(2026, 3, 1, tzinfo=UTC)


def record_of(message: Message, offset: int) -> Record:
    return Record("flow", 3, offset, message.key, dict(message.headers), message.value, 0)


async def failed(database: Database, offset: int, error: Exception) -> int:
    """A dead letter of the need; its number."""
    record = record_of(message_of_need(), offset)
    async with database.write() as session:
        await dead_letters.add(session, "matching.lists", record, error, FAILED)
    async with database.read() as reading:
        (latest, *_) = await dead_letters.list_dead_letters(reading, replayed=True)
    return latest.id


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
async def operator(
    api_client: ApiClient, tokens: Tokens, kafka_bootstrap: str
) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(SERVICE, kafka_bootstrap=kafka_bootstrap) as http:
        http.headers.update(tokens.operator())
        yield http


async def test_a_dead_letter_is_seen_sent_again_and_seen_to_fail_again(
    bus: Bus, database: Database, operator: httpx.AsyncClient
) -> None:
    await bus.ensure_topics(TOPICS)
    first = await failed(database, 17, ValueError("cannot"))
    (shown,) = (await operator.get(f"{BASE}/dead-letters")).json()["items"]
    assert shown["id"] == first
    assert (shown["cause"], shown["type"]) == ("ValueError: cannot", "flow.declared.v1")
    whole = (await operator.get(f"{BASE}/dead-letters/{first}")).json()
    assert '"flow_id"' in whole["payload"]
    assert (whole["failed_again"], whole["replayed_by"]) == (None, None)

    again = (await operator.post(f"{BASE}/dead-letters/{first}/replay")).json()
    assert (again["replayed_by"], again["failed_again"]) == ("operator", None)
    assert (await operator.get(f"{BASE}/dead-letters")).json() == {"items": [], "next": None}
    async with bus.reader(["flow"]) as reader:
        ends = await reader.end_offsets()
        records = [it async for some in reader.read_to(ends, 500) for it in some]
    assert [it.key for it in records] == [message_of_need().key]

    second = await failed(database, 18, ValueError("still cannot"))
    whole = (await operator.get(f"{BASE}/dead-letters/{first}")).json()
    assert whole["failed_again"] == second
    every = (await operator.get(f"{BASE}/dead-letters?replayed=true")).json()["items"]
    assert [one["id"] for one in every] == [second, first]


async def test_without_kafka_it_is_not_sent_and_stays(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    first = await failed(database, 17, ValueError("cannot"))
    async with api_client(SERVICE) as http:
        http.headers.update(tokens.operator())
        answer = await http.post(f"{BASE}/dead-letters/{first}/replay")
        assert answer.status_code == 503
        assert answer.json()["type"] == "urn:boucle:problem:kafka-away"
        assert [one["id"] for one in (await http.get(f"{BASE}/dead-letters")).json()["items"]] == [
            first
        ]


async def test_a_halt_is_seen_and_passed_over_with_who_and_why(
    bus: Bus, database: Database, operator: httpx.AsyncClient
) -> None:
    await bus.ensure_topics(TOPICS)
    true = message_of_need()
    headers = {**true.headers, "ce_entityversion": str(2**62)}
    place = await sent(bus, Message("flow", true.key, headers, true.value))
    topic, partition, offset = halts.parse_place(place)
    record = Record(topic, partition, offset, true.key, headers, true.value, 0)
    async with database.write() as session:
        await session.add(halts.row_of(record, "nobody gave it", FAILED, "matching.lists"))
    (shown,) = (await operator.get(f"{BASE}/halts")).json()["items"]
    assert (shown["topic"], shown["offset"], shown["skipped_by"]) == (topic, offset, None)
    whole = (await operator.get(f"{BASE}/halts/{place}")).json()
    assert "which nobody gave" in whole["halting"]
    assert whole["headers"]["ce_entityversion"] == str(2**62)
    empty = await operator.post(f"{BASE}/halts/{place}/skip", json={"reason": " "})
    assert empty.status_code == 422
    done = await operator.post(f"{BASE}/halts/{place}/skip", json={"reason": "a test wrote it"})
    assert (done.json()["skipped_by"], done.json()["reason"]) == ("operator", "a test wrote it")
    assert (await operator.get(f"{BASE}/halts")).json()["items"] == []


async def test_what_is_readable_is_not_passed_over_and_it_is_said_why(
    bus: Bus, database: Database, operator: httpx.AsyncClient
) -> None:
    await bus.ensure_topics(TOPICS)
    place = await sent(bus, message_of_need())
    _, partition, offset = halts.parse_place(place)
    record = record_of(message_of_need(), offset)
    async with database.write() as session:
        row = halts.row_of(record, "newer", FAILED, "matching.lists")
        row.partition = partition
        await session.add(row)
    answer = await operator.post(f"{BASE}/halts/{place}/skip", json={"reason": "to see"})
    assert answer.status_code == 409
    assert "decodes" in answer.json()["detail"]
    in_french = await operator.post(
        f"{BASE}/halts/{place}/skip",
        json={"reason": "to see"},
        headers={"Accept-Language": "fr"},
    )
    assert "se lit" in in_french.json()["detail"]
    missing = await operator.post(f"{BASE}/halts/flow/0/99/skip", json={"reason": "to see"})
    assert missing.status_code == 404


@pytest.mark.parametrize("role", ["tool", "animator", "company", "service"])
async def test_it_is_the_operator_s_alone(
    database: Database, api_client: ApiClient, tokens: Tokens, role: Role
) -> None:
    async with api_client(SERVICE) as http:
        http.headers.update(tokens.of(Principal("x", role, "x")))
        for path in ("dead-letters", "dead-letters/1", "halts", "halts/flow/1/2"):
            assert (await http.get(f"{BASE}/{path}")).status_code == 403
