"""Notes about a synergy: who reads them, who deletes them, and that erased persons leave them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import ERASED, PersonKey
from boucle.matching.app import SERVICE
from boucle.matching.notes.erasing import follow_erasures, forgetting
from boucle.platform.consuming.handling import Received
from boucle.platform.db import Database
from boucle.platform.outbox import new_event
from tests.integration.matching.lives.building import CAEN, HAVRE, World
from tests.kit import ApiClient, FrozenClock, Tokens

Headers = dict[str, str]
KEY = PersonKey(b"0" * 32)
CLAIRE = "claire.dupre@usine.example"


async def _add(client: httpx.AsyncClient, world: World, text: str, by: Headers) -> str:
    path = f"/v1/synergies/{world.synergy_id}/notes"
    made = await client.post(path, json={"text": text}, headers=by)
    assert made.status_code == 201, made.text
    assert "text" not in made.json()
    return str(made.json()["note_id"])


async def _texts(client: httpx.AsyncClient, world: World, by: Headers) -> list[str]:
    answer = await client.get(f"/v1/synergies/{world.synergy_id}/notes", headers=by)
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()["items"]]


async def test_who_reads_and_deletes_a_note(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    caen, havre = tokens.animator(CAEN, id="nadia"), tokens.animator(HAVRE, id="paul")
    both = tokens.animator(CAEN, HAVRE)
    operator, stranger = tokens.operator(), tokens.animator("200000000")
    path = f"/v1/synergies/{world.synergy_id}/notes"
    async with api_client(SERVICE) as client:
        note = await _add(client, world, "Appelé la scierie :\nelle rappelle mardi.", caen)
        clock.advance(timedelta(seconds=1))
        await _add(client, world, "vu les deux", both)
        # The note of one side may name what is masked for the animator of the other.
        assert await _texts(client, world, caen) == ["Appelé la scierie :\nelle rappelle mardi."]
        assert await _texts(client, world, havre) == []
        for by in (both, operator):
            assert len(await _texts(client, world, by)) == 2
        first = await client.get(f"{path}?limit=1", headers=both)
        following = first.json()["next"]
        second = await client.get(f"{path}?limit=1&cursor={following}", headers=both)
        assert [one["text"] for one in second.json()["items"]] == ["vu les deux"]
        assert second.json()["next"] is None
        for by, status in ((stranger, 404), (tokens.company(world.offer.organisation), 403)):
            assert (await client.get(path, headers=by)).status_code == status
            sent = await client.post(path, json={"text": "x"}, headers=by)
            assert sent.status_code == status
        for text in ("", "   ", "x" * 2001):
            refused = await client.post(path, json={"text": text}, headers=caen)
            assert refused.status_code == 422
        for by in (havre, both, operator):
            assert (await client.delete(f"{path}/{note}", headers=by)).status_code == 404
        assert (await client.delete(f"{path}/{note}", headers=caen)).status_code == 204
        assert (await client.delete(f"{path}/{note}", headers=caen)).status_code == 404
        assert await _texts(client, world, caen) == []


@pytest.mark.parametrize("own", [True, False])
async def test_an_erased_person_leaves_notes(
    database: Database,
    world: World,
    api_client: ApiClient,
    tokens: Tokens,
    *,
    own: bool,
    clock: FrozenClock,
) -> None:
    both = tokens.animator(CAEN, HAVRE)
    person = KEY.of_address(CLAIRE)
    mentions = tuple(sorted(KEY.of_mentions("Claire Dupré", None)))
    theirs = (world.need.organisation if own else UUID(int=5),)
    erased = ErasedPerson(
        person=person, mentions=mentions, contacts=(), organisations=theirs, without_contact=()
    )
    event = new_event("person.erased.v1", subject=person, version=1, data=erased, now=clock())
    async with api_client(SERVICE) as client:
        await _add(client, world, f"voir Claire Dupré, {CLAIRE}", both)
        async with database.write() as session:
            await follow_erasures(KEY)(session, [Received(event, "person", 0, 0)])
        name = ERASED if own else "Claire Dupré"
        assert await _texts(client, world, both) == [f"voir {name}, {ERASED}"]


async def test_old_notes_are_forgotten(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    both = tokens.animator(CAEN, HAVRE)
    async with api_client(SERVICE) as client:
        await _add(client, world, "ancienne", both)
        job = forgetting(database, lambda: clock() + timedelta(days=31), 30)
        assert await job.work() == 1
        assert await job.work() == 0
        assert await _texts(client, world, both) == []
