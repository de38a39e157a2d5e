"""What an animator's day begins with: whose next action is due, and who answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx

from boucle.matching.app import SERVICE
from tests.integration.matching.lives.building import CAEN, HAVRE, World, detect, write_to_both
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens

Headers = dict[str, str]


async def _ids(client: httpx.AsyncClient, query: str, by: Headers) -> set[str]:
    answer = await client.get(f"/v1/synergies?{query}", headers=by)
    assert answer.status_code == 200, answer.text
    return {one["synergy_id"] for one in answer.json()["items"]}


async def _post(client: httpx.AsyncClient, path: str, by: Headers, **body: Any) -> None:
    done = await client.post(f"/v1/synergies/{path}", json=body, headers=by)
    assert done.status_code == 200, done.text


async def test_due_and_answered(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    database = await service_database(SERVICE)
    worlds = [World() for _ in range(3)]
    for world in worlds:
        await detect(database, world)
    both, one_side, operator = (
        tokens.animator(CAEN, HAVRE),
        tokens.animator(HAVRE),
        tokens.operator(),
    )
    planned, later, answered = (str(world.synergy_id) for world in worlds)
    now = clock()
    since = quote(now.isoformat())
    async with api_client(SERVICE) as client:
        for id_, due in ((planned, "2026-03-01"), (later, "2026-03-02")):
            await _post(client, f"{id_}/qualification", both)
            action = {"who": "animator", "what": "appeler", "due": due}
            await _post(client, f"{id_}/next-action", both, action=action)
        await _post(client, f"{answered}/qualification", both)
        await write_to_both(database, worlds[2])
        assert await _ids(client, f"answered_since={since}", both) == set()
        company = worlds[2].need.organisation
        await _post(client, f"{answered}/answers", tokens.company(company), answer="interested")
        for by in (both, operator):
            assert await _ids(client, "next_action_before=2026-03-02", by) == {planned}
            assert await _ids(client, "next_action_before=2026-03-03", by) == {planned, later}
            assert await _ids(client, "next_action_before=2026-03-03&state=introduced", by) == set()
            assert await _ids(client, f"answered_since={since}", by) == {answered}
            ranked = await _ids(client, f"answered_since={since}&sort=-score", by)
            assert ranked == {answered}
            tomorrow = quote((now + timedelta(days=1)).isoformat())
            assert await _ids(client, f"answered_since={tomorrow}", by) == set()
        # What is planned is masked for the animator of one side; that somebody answered is not.
        assert await _ids(client, "next_action_before=2026-03-03", one_side) == set()
        assert await _ids(client, f"answered_since={since}", one_side) == {answered}
        assert await _ids(client, f"answered_since={since}", tokens.company(company)) == set()
        await _post(client, f"{planned}/next-action", both, action=None)
        assert await _ids(client, "next_action_before=2026-03-03", both) == {later}
