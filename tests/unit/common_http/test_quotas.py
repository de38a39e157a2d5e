"""Requests a minute: who is counted how, what an answer says of it, and when it is refused."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest

from boucle.platform.http import (
    CurrentPrincipal,
    GuardedRouter,
    create_app,
    public,
    still_authenticated,
)
from boucle.platform.http.quotas import Quotas, address_of
from boucle.platform.identity.tokens import Verifier
from boucle.platform.settings import ServiceSettings, SettingsError, load_settings
from tests.kit.quotas import UNLIMITED
from tests.kit.tokens import Tokens
from tests.unit.common_http.small import SmallResources

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TOKENS = Tokens(lambda: NOW)
router = GuardedRouter()


@router.get("/v1/mine")
async def mine(principal: CurrentPrincipal) -> str:
    return principal.client_id


@router.get("/v1/waits")
async def wait(principal: CurrentPrincipal, request: Request) -> str:
    """Looks again and again whether the token still serves."""
    for _ in range(20):
        await still_authenticated(request)
    return principal.client_id


@router.get("/v1/open")
@public
async def read() -> str:
    return "x"


@asynccontextmanager
async def counted(metrics: CollectorRegistry, **a_minute: int) -> AsyncIterator[httpx.AsyncClient]:
    verifier = Verifier(TOKENS.keys, clock=lambda: NOW, issuer="boucle", audience="boucle")
    resources = SmallResources(verifier=verifier, metrics=metrics)
    app = create_app("small", resources, [router], quotas=Quotas(a_minute, metrics))
    transport = httpx.ASGITransport(app, client=("2001:db8::1", 4))
    async with httpx.AsyncClient(transport=transport, base_url="http://small") as client:
        yield client


async def test_one_request_too_many_says_when_to_come_again() -> None:
    metrics = CollectorRegistry()
    async with counted(metrics, tool=3) as client:
        answers = [await client.get("/v1/mine", headers=TOKENS.tool()) for _ in range(4)]
        french = await client.get("/v1/mine", headers=TOKENS.tool() | {"accept-language": "fr"})
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one.headers["ratelimit-policy"] for one in answers] == ['"tool";q=3;w=60'] * 4
    left = [re.fullmatch(r'"tool";r=(\d+);t=(\d+)', one.headers["ratelimit"]) for one in answers]
    assert [(int(one[1]), int(one[2])) for one in left if one] == [
        (2, 20),
        (1, 40),
        (0, 60),
        (0, 60),
    ]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:boucle:problem:quota-exceeded"
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert refused.headers["retry-after"] in refused.json()["detail"]
    assert french.json()["title"] == "Trop de requêtes"
    assert 'boucle_http_over_quota_total{quota="tool"} 2.0' in generate_latest(metrics).decode()


async def test_a_request_that_waits_counts_once() -> None:
    async with counted(CollectorRegistry(), tool=5) as client:
        answers = [await client.get("/v1/waits", headers=TOKENS.tool()) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert [one.headers["ratelimit"].split(";")[1] for one in answers] == ["r=4", "r=3"]


async def test_each_principal_has_its_own_and_a_service_none() -> None:
    async with counted(CollectorRegistry(), tool=1, company=1) as client:
        for headers in (TOKENS.tool("a"), TOKENS.tool("b"), TOKENS.company(id="c")):
            assert (await client.get("/v1/mine", headers=headers)).status_code == 200
            assert (await client.get("/v1/mine", headers=headers)).status_code == 429
        for _ in range(3):
            answer = await client.get("/v1/mine", headers=TOKENS.service())
            assert answer.status_code == 200
            assert "ratelimit" not in answer.headers


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/v1/open", {}, 200),
        ("/v1/mine", {}, 401),
        ("/v1/mine", {"authorization": "Bearer x.y.z"}, 401),
    ],
)
async def test_who_names_no_principal_is_counted_by_address(
    path: str, headers: dict[str, str], status: int
) -> None:
    async with counted(CollectorRegistry(), address=1, tool=5) as client:
        assert (await client.get(path, headers=headers)).status_code == status
        refused = await client.get(path, headers=headers)
        assert refused.status_code == 429
        assert refused.headers["ratelimit-policy"] == '"address";q=1;w=60'
        # Who shares the address is not held up.
        assert (await client.get("/v1/mine", headers=TOKENS.tool())).status_code == 200


async def test_head_says_it_too() -> None:
    async with counted(CollectorRegistry(), address=2) as client:
        answer = await client.head("/v1/open")
        assert answer.headers["ratelimit"].startswith('"address";r=1')


@given(
    allowed=st.integers(1, 50),
    asked=st.lists(st.sampled_from("abc"), max_size=120),
)
def test_nobody_gets_more_or_less_at_once_than_the_quota(allowed: int, asked: list[str]) -> None:
    quotas = Quotas({"tool": allowed}, CollectorRegistry())
    passed = dict.fromkeys("abc", 0)
    for key in asked:
        taken = quotas.count_one("tool", key)
        assert taken is not None
        passed[key] += not taken.refused
        assert 0 <= taken.state.remaining < allowed or taken.refused
    # While this runs, at most a request or two flows back.
    for key, count in passed.items():
        assert min(allowed, asked.count(key)) <= count <= min(allowed + 2, asked.count(key))


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_addresses_of_one_subscriber_are_one(host: str, key: str) -> None:
    assert address_of(Request({"type": "http", "client": (host, 1)})) == key


def _set(monkeypatch: pytest.MonkeyPatch, **given: str) -> None:
    monkeypatch.setenv("BOUCLE_DATABASE_URL", "postgresql://user@localhost/database")
    monkeypatch.setenv("BOUCLE_KAFKA_BOOTSTRAP", "localhost:9092")
    for name in UNLIMITED:
        monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)


def test_every_role_of_people_has_a_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, BOUCLE_QUOTA_TOOL="12")
    assert load_settings(ServiceSettings).quotas() == {
        "company": 600,
        "animator": 1200,
        "tool": 12,
        "operator": 6000,
        "address": 600,
    }
    assert {name.lower().removeprefix("boucle_quota_") for name in UNLIMITED} == {
        *load_settings(ServiceSettings).quotas()
    }


@pytest.mark.parametrize("given", ["0", "-1", "many"])
def test_a_quota_of_zero_is_one_line_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    _set(monkeypatch, BOUCLE_QUOTA_TOOL=given)
    with pytest.raises(SettingsError) as refused:
        load_settings(ServiceSettings)
    assert refused.value.lines == [
        f"BOUCLE_QUOTA_TOOL: '{given}' is not valid; expected: requests a minute of a tool, "
        "1 or more; to shut somebody out, revoke the principal"
    ]


def test_networks_of_the_entry_are_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, BOUCLE_ENTRY_NETWORKS="10.0.0.1/8")
    with pytest.raises(SettingsError, match="BOUCLE_ENTRY_NETWORKS"):
        load_settings(ServiceSettings)
