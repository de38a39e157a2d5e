"""Tokens kept in memory: for as long as they last, and no longer than the session."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from boucle.platform.identity.own_token import OwnCalls
from boucle.portal.people import People
from boucle.portal.registry import RegistryCalls, SessionRefused
from tests.kit import FrozenClock

_LASTS = 900
_PERSONS = {"nadia": "nadia@falaise.example", "lou": "lou@falaise.example"}


class Registry:
    """Gives tokens to open sessions, named ``person/browser``; ``renewed``: their next secret."""

    def __init__(self) -> None:
        self.open = {"nadia/a", "nadia/b", "lou/a"}
        self.renewed: dict[str, str] = {}
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "own", "expires_in": _LASTS})
        session = json.loads(request.content)["session"]
        if request.url.path.endswith("/end"):
            self.open.discard(session)
            return httpx.Response(204)
        self.asked.append(session)
        if session not in self.open:
            return httpx.Response(410, json={"type": "urn:boucle:session-ended"})
        return httpx.Response(200, json=self._acting(self.renewed.get(session, session)))

    def _acting(self, session: str) -> dict[str, Any]:
        self.open.add(session)
        name = session.partition("/")[0]
        role = {"client_id": name, "role": "animator", "territories": [], "organisations": []}
        return {
            "access_token": f"token-{len(self.asked)}",
            "expires_in": _LASTS,
            "session": session,
            "account": {"name": name, "email": _PERSONS[name], "language": "fr"},
            "role": name,
            "roles": [role],
        }


@pytest.fixture
def registry() -> Registry:
    return Registry()


@pytest.fixture
async def people(registry: Registry, clock: FrozenClock) -> AsyncIterator[People]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(registry.answer)) as http:
        calls = RegistryCalls(OwnCalls(http, "http://registry", "portal", "secret", clock))
        yield People(calls, http, "http://entry", clock)


async def test_a_token_is_asked_for_again_a_minute_before_it_ends(
    people: People, registry: Registry, clock: FrozenClock
) -> None:
    first = await people.find("nadia/a")
    clock.advance(timedelta(seconds=_LASTS - 61))
    assert (await people.find("nadia/a")).api.token == first.api.token
    clock.advance(timedelta(seconds=2))
    assert (await people.find("nadia/a")).api.token != first.api.token
    assert registry.asked == ["nadia/a"] * 2


async def test_a_browser_signed_out_from_another_one_gets_no_page_from_memory(
    people: People, registry: Registry
) -> None:
    for session in ("nadia/a", "nadia/b", "lou/a"):
        await people.find(session)
    await people.registry.end("nadia/b")
    people.forget("nadia/a")
    with pytest.raises(SessionRefused):
        await people.find("nadia/b")
    await people.find("nadia/a")
    await people.find("lou/a")
    assert registry.asked.count("lou/a") == 1, "others keep their tokens"


async def test_the_secret_of_before_ends_with_its_session(
    people: People, registry: Registry
) -> None:
    registry.renewed = {"nadia/a": "nadia/a2"}
    fresh = await people.find("nadia/a")
    assert fresh.session == "nadia/a2"
    registry.open -= {"nadia/a", "nadia/a2"}
    people.forget("nadia/a2")
    with pytest.raises(SessionRefused):
        await people.find("nadia/a")
