"""A request sent again gets its first answer, whatever the timing."""

import asyncio
from uuid import uuid4

from tests.integration.http.toy import SERVICE
from tests.kit import ApiClient, ServiceDatabase, Tokens

ORGANISATION = uuid4()
NOTE = {"organisation_id": str(ORGANISATION), "text": "eau"}


async def test_the_first_answer_is_given_again(
    api_client: ApiClient, tokens: Tokens, service_database: ServiceDatabase
) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Idempotency-Key": "k1"}
        first = await client.post("/v1/notes", json=NOTE, headers=headers)
        again = await client.post("/v1/notes", json=NOTE, headers=headers)
        other = await client.post("/v1/notes", json={**NOTE, "text": "air"}, headers=headers)
        stranger = {**tokens.company(ORGANISATION, id="other"), "Idempotency-Key": "k1"}
        theirs = await client.post("/v1/notes", json=NOTE, headers=stranger)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    replayed = [one.headers.get("idempotent-replayed") for one in (first, again, theirs)]
    assert replayed == [None, "true", None]
    assert (other.status_code, other.json()["type"]) == (
        422,
        "urn:boucle:problem:idempotency-key-reused",
    )
    assert theirs.json()["id"] != first.json()["id"]
    async with (await service_database(SERVICE)).read() as session:
        assert await (await session.driver()).fetchval("SELECT count(*) FROM note") == 2


async def test_the_same_request_twice_at_once_works_once(
    api_client: ApiClient, tokens: Tokens, service_database: ServiceDatabase
) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Idempotency-Key": "k2"}
        answers = await asyncio.gather(
            *(client.post("/v1/notes", json=NOTE, headers=headers) for _ in range(8))
        )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    async with (await service_database(SERVICE)).read() as session:
        assert await (await session.driver()).fetchval("SELECT count(*) FROM note") == 1


async def test_a_failed_request_may_be_sent_again(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Idempotency-Key": "k3"}
        too_big = {**NOTE, "number": 2**40}  # no column of the toy holds it
        refused = await client.post("/v1/notes", json=too_big, headers=headers)
        taken = await client.post("/v1/notes", json=NOTE, headers=headers)
    assert (refused.status_code, taken.status_code) == (422, 201)


async def test_a_key_must_be_printable(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Idempotency-Key": "a b"}
        refused = await client.post("/v1/notes", json=NOTE, headers=headers)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "header.idempotency-key"
