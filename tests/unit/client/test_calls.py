"""Tokens, retries, keys, pages, problems: over real HTTP, from a script."""

from __future__ import annotations

from base64 import b64encode
from itertools import count
from time import monotonic

import httpx
import pytest

from boucle_client import Boucle, Invalid, NotFound, NotSignedIn, NotWhole, Unavailable
from boucle_client.generated.api.flows import list_flows
from boucle_client.tokens import Token
from tests.unit.client.conftest import Start
from tests.unit.client.script import Answer, Asked

OK = Answer(200, {"fine": True})


def test_one_token_serves_many_calls(start: Start) -> None:
    server, boucle = start(lambda _: OK)
    assert [boucle.get("/v1/units"), boucle.get("/v1/units")] == [{"fine": True}] * 2
    assert server.tokens == 1
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer token-1"}


def test_a_token_is_renewed_before_its_end(start: Start) -> None:
    server, _ = start(lambda _: OK)
    now = [0.0]
    token = Token(f"{server.url}/oauth/token", "tool", "secret", clock=lambda: now[0])
    with httpx.Client(base_url=server.url, auth=token) as http:
        for moment, tokens in ((0.0, 1), (869.0, 1), (870.0, 2), (871.0, 2)):
            now[0] = moment
            http.get("/v1/units")
            assert server.tokens == tokens, moment


def test_a_refused_token_is_renewed_once(start: Start) -> None:
    refused = {"Bearer token-1"}
    server, boucle = start(
        lambda asked: Answer(401, {}) if asked.headers["authorization"] in refused else OK
    )
    server.tokens = -1  # the first call gets token-0
    boucle.get("/v1/units")
    refused |= {"Bearer token-0"}
    with pytest.raises(NotSignedIn):
        boucle.get("/v1/units")  # token-1 is refused too
    assert len(server.asked) == 3
    assert boucle.get("/v1/units") == {"fine": True}  # token-2


def test_wrong_credentials_are_a_problem() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        basic = b64encode(b"tool:wrong").decode()
        assert request.headers["authorization"] == f"Basic {basic}"
        return httpx.Response(401, json={"error": "invalid_client"})

    boucle = Boucle("http://a.example", "tool", "wrong", http=httpx.MockTransport(refuse))
    with boucle, pytest.raises(NotSignedIn, match="invalid_client"):
        boucle.get("/v1/units")


@pytest.mark.parametrize("status", [0, 429, 502, 503, 504])
def test_what_changes_nothing_twice_is_sent_again(start: Start, status: int) -> None:
    numbers = count()
    server, boucle = start(lambda _: Answer(status) if next(numbers) < 2 else OK)
    assert boucle.put("/v1/sources/tool/flows/a", {"text": "x"}) == {"fine": True}
    assert [asked.body for asked in server.asked] == [b'{"text":"x"}'] * 3


def test_a_post_with_a_key_is_sent_again_with_the_same(start: Start) -> None:
    numbers = count()
    server, boucle = start(lambda _: Answer(0) if next(numbers) % 2 == 0 else OK)
    boucle.post("/v1/flows", {})
    boucle.post("/v1/flows", {})
    keys = [asked.headers["idempotency-key"] for asked in server.asked]
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_other_posts_are_sent_once(start: Start) -> None:
    server, boucle = start(lambda _: Answer(503, {}))
    with pytest.raises(Unavailable):
        boucle.post("/v1/persons/mails", {})
    assert [asked.headers.get("idempotency-key") for asked in server.asked] == [None]


def test_it_gives_up_in_the_end(start: Start) -> None:
    server, boucle = start(lambda _: Answer(503, {"title": "not now"}))
    with pytest.raises(Unavailable, match="not now"):
        boucle.get("/v1/units")
    assert len(server.asked) == 7


def test_retry_after_is_waited_for(start: Start) -> None:
    numbers = count()
    busy = Answer(429, {}, {"Retry-After": "1"})
    _, boucle = start(lambda _: OK if next(numbers) else busy)
    began = monotonic()
    boucle.get("/v1/units")
    assert monotonic() - began >= 1


def test_a_problem_names_its_fields(start: Start) -> None:
    wrong = {"field": "body.naf", "value": "x", "message": "is no code", "expected": "16.10A"}
    _, boucle = start(lambda _: Answer(422, {"title": "not valid", "errors": [wrong]}))
    with pytest.raises(Invalid, match=r"body\.naf 'x': is no code \(right: 16\.10A\)") as caught:
        boucle.put("/v1/sources/tool/sites/a", {})
    assert caught.value.errors[0].expected == "16.10A"


def _pages(asked: Asked) -> Answer:
    last = "cursor=" in asked.query
    return Answer(200, {"items": [] if last else [{"a": 1}], "next": None if last else "c"})


def test_lists_are_read_to_their_end(start: Start) -> None:
    server, boucle = start(_pages)
    assert list(boucle.every("/v1/flows", family=["bark", "wood_a"])) == [{"a": 1}]
    assert [asked.query for asked in server.asked] == [
        "limit=200&family=bark&family=wood_a",
        "limit=200&family=bark&family=wood_a&cursor=c",
    ]


def test_generated_calls_read_lists_and_raise_problems(start: Start) -> None:
    empty = Answer(200, {"items": [], "next": None})
    server, boucle = start(lambda asked: empty if "bark" in asked.query else Answer(404, {}))
    assert list(boucle.each(list_flows.sync, family=["bark"])) == []
    with pytest.raises(NotFound):
        list(boucle.each(list_flows.sync))
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer token-1"}


def test_bulk_without_its_end_is_not_whole(start: Start) -> None:
    _, boucle = start(lambda _: Answer(200, {"line": 1, "status": 201}))
    rows = boucle.bulk("tool", [{"kind": "flow", "id": "a", "data": {}}])
    assert next(rows)["status"] == 201
    with pytest.raises(NotWhole):
        next(rows)


async def test_bulk_is_read_alike_with_asyncio(start: Start) -> None:
    _, boucle = start(lambda _: Answer(200, {"line": 1, "status": 201}))
    async with boucle:
        rows = boucle.bulk_async("tool", [{"kind": "flow", "id": "a", "data": {}}])
        assert (await anext(rows))["status"] == 201
        with pytest.raises(NotWhole):
            await anext(rows)
