"""Introductions that animators read before they leave."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Territory
from boucle.notifications.app import SERVICE
from boucle.notifications.introductions import consumers
from boucle.notifications.introductions import waiting as waiting_introductions
from boucle.platform.consuming.handling import Received
from boucle.platform.outbox import new_event
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    START,
    Office,
    Registry,
    a_life,
    published,
    two,
)
from tests.kit import ApiClient, Tokens

Who = dict[str, str]


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        matching_url=registry.url,
        client_id="notifications",
        client_secret=registry.secret,
    ) as made:
        yield made


async def say(office: Office, siren: str, version: int = 1, *, holds: bool = True) -> None:
    """As registry publishes the territory's setting."""
    data = Territory(siren=siren, kind="epci", hold_letters=holds)
    step = "declared" if version == 1 else "revised"
    event = new_event(f"territory.{step}.v1", subject=siren, version=version, data=data, now=START)
    handle = consumers.follow_lives(office.clock, office.sender.wake)
    async with office.database.write() as session:
        await handle(session, [Received(event, "territory", 0, version)])


async def listed(client: httpx.AsyncClient, who: Who, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/introductions", headers=who, params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def release(client: httpx.AsyncClient, life: Life, who: Who) -> httpx.Response:
    return await client.post(f"/v1/synergies/{life.synergy_id}/letters/release", headers=who)


async def test_it_waits_until_its_animator_releases_it(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    await say(office, CAUX)
    life = a_life(*two(office))
    own = tokens.animator(CAUX)
    office.registry.qualified[str(life.synergy_id)] = (200, life)
    letters = await client.get(f"/v1/synergies/{life.synergy_id}/letters", headers=own)
    for one in letters.json()["letters"]:
        assert [each["why"] for each in one["delays"]] == ["to_review"]
    await office.hear(published(life))
    for days in (0, 1, 20):  # no morning's digest takes it, either
        office.clock.advance(timedelta(days=days))
        await office.digest_task.work()
        assert await office.send() == 0
    own = tokens.animator(CAUX)  # the former token has expired
    [one] = await listed(client, own, state="to_review")
    assert (one["held_by"], one["held_until"]) == ([CAUX], None)
    async with office.database.read() as session:
        assert await waiting_introductions.count(session) == (0, None), "no alert"
    answer = await release(client, life, own)
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["held_by"]) == ("due", [])
    assert await office.send() == 2
    assert (await release(client, life, own)).status_code == 409
    [one] = await listed(client, own)
    assert one["state"] == "sent"


async def test_each_territory_that_holds_it_releases_it_for_itself(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    await say(office, CAUX)
    life = a_life(*two(office), territories=(CAUX, HAVRE))
    await office.hear(published(life))
    assert (await release(client, life, tokens.animator(HAVRE))).status_code == 409
    assert (await release(client, life, tokens.animator("999999999"))).status_code == 404
    assert (await release(client, life, tokens.company(uuid4()))).status_code == 403
    assert (await release(client, life, tokens.animator(CAUX))).json()["state"] == "due"
    await say(office, HAVRE)
    other = a_life(*two(office), territories=(CAUX, HAVRE))
    await office.hear(published(other))
    one = (await release(client, other, tokens.animator(HAVRE))).json()
    assert (one["state"], one["held_by"]) == ("to_review", [CAUX])
    assert await office.send() == 2
    assert (await release(client, other, tokens.animator(CAUX))).json()["state"] == "due"
    assert await office.send() == 2


async def test_what_is_released_keeps_to_the_limits(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """A company has one introduction at once a day."""
    await say(office, CAUX)
    offer, need = two(office)
    another = uuid4()
    office.registry.add(another)
    lives = [a_life(offer, one) for one in (need, another)]
    await office.hear(*(published(one) for one in lives))
    states = [(await release(client, one, tokens.operator())).json()["state"] for one in lives]
    assert states == ["due", "held"]
    assert await office.send() == 2
    office.clock.advance(timedelta(days=1))
    await office.digest_task.work()
    assert await office.send() == 2


async def test_a_company_sees_nothing_of_it_and_reopening_withdraws_it(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    await say(office, CAUX)
    offer, need = two(office)
    life = a_life(offer, need)
    await office.hear(published(life))
    assert await listed(client, tokens.company(offer)) == []
    back = replace(life, state="detected", qualified_at=None, reopened_at=office.clock())
    await office.hear(published(back, "reopened", 2))
    [one] = await listed(client, tokens.animator(CAUX))
    assert one["state"] == "withdrawn"
    assert (await release(client, life, tokens.animator(CAUX))).status_code == 409
    assert await office.send() == 0


async def test_only_the_newest_setting_counts(office: Office) -> None:
    await say(office, CAUX, 1)
    await say(office, CAUX, 3, holds=False)
    await say(office, CAUX, 2)
    await office.hear(published(a_life(*two(office))))
    assert await office.send() == 2


async def test_others_that_are_asked_later_leave_with_what_was_released(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """The first one agrees elsewhere while its mail waits to be read."""
    await say(office, CAUX)
    offer, need = two(office)
    life = replace(a_life(offer, need), asked_first=offer)
    await office.hear(published(life))
    first = replace(life.parties[0], standing="interested", answered_at=office.clock())
    agreed = replace(life, parties=(first, life.parties[1]))
    await office.hear(published(agreed, "answered", 2))
    assert await office.send() == 0
    assert (await release(client, life, tokens.animator(CAUX))).status_code == 200
    assert await office.send() == 2
    to = {one.to for one in office.sink.received()}
    assert to == {office.registry.email(one) for one in (offer, need)}
