"""What companies say at a meeting: captured, corrected, and read by its organisers only."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.integration.notifications.api.test_api import client, meeting
from tests.integration.notifications.support import CAUX, HAVRE, Office
from tests.kit import Tokens

__all__ = ["client"]  # a fixture


def _lead(*parties: tuple[UUID, str], **more: Any) -> dict[str, Any]:
    said = [{"organisation_id": str(one), "role": role} for one, role in parties]
    return {"what": "palettes perdues", "parties": said, **more}


async def _change(
    client: httpx.AsyncClient, path: str, by: dict[str, str], change: dict[str, Any]
) -> httpx.Response:
    headers = {**by, "Content-Type": "application/merge-patch+json"}
    return await client.patch(path, headers=headers, content=json.dumps(change))


async def test_leads_are_captured_in_order_and_corrected(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    gives, takes, next_door = uuid4(), uuid4(), uuid4()
    office.registry.add(gives, takes)
    office.registry.add(next_door, territories=[HAVRE])
    by = tokens.animator(CAUX)
    planned = await client.post(
        "/v1/meetings", headers=by, json=meeting(organisations=[str(gives)])
    )
    assert planned.status_code == 201, planned.text
    path = f"/v1/meetings/{planned.json()['meeting_id']}/leads"

    async def listed(headers: dict[str, str], **query: Any) -> list[Any]:
        got = await client.get(path, headers=headers, params=query)
        assert got.status_code == 200, got.text
        return list(got.json()["items"])

    assert await listed(by) == []
    first = await client.post(path, headers=by, json=_lead((gives, "offer"), (takes, "need")))
    assert first.status_code == 201, first.text
    office.clock.advance(timedelta(seconds=1))
    key = {"Idempotency-Key": str(uuid4())}
    alone = _lead((takes, "member"), kind="pooling", what="gardiennage", note="le dimanche")
    twice = [await client.post(path, headers={**by, **key}, json=alone) for _ in range(2)]
    assert twice[0].json() == twice[1].json()
    assert [one["what"] for one in await listed(by)] == ["palettes perdues", "gardiennage"]
    assert [one["note"] for one in await listed(by)] == [None, "le dimanche"]

    lead, synergy = first.json()["lead_id"], str(uuid4())
    change = {"what": "palettes", "synergy_id": synergy}
    changed = await _change(client, f"{path}/{lead}", by, change)
    assert changed.status_code == 200, changed.text
    (one, other) = await listed(by)
    assert (
        one
        == changed.json()
        == {
            **first.json(),
            **change,
            "updated_at": changed.json()["updated_at"],
        }
    )
    assert other == twice[0].json()
    assert [e["lead_id"] for e in await listed(by, limit=1)] == [lead]

    for parties in ([(next_door, "member")], [(uuid4(), "offer")], []):
        refused = await client.post(path, headers=by, json=_lead(*parties))
        assert refused.status_code == 422, refused.text
        both = await _change(client, f"{path}/{lead}", by, _lead(*parties))
        assert both.status_code == 422
    for headers, status in (
        (tokens.animator(HAVRE), 404),
        (tokens.company(gives), 403),
        ({}, 401),
    ):
        asked = [
            await client.get(path, headers=headers),
            await _change(client, f"{path}/{lead}", headers, {"what": "x"}),
            await client.delete(f"{path}/{lead}", headers=headers),
        ]
        assert {one.status_code for one in asked} == {status}
    assert await listed(tokens.operator()) == [one, other]
    assert (await client.delete(f"{path}/{lead}", headers=by)).status_code == 204
    assert (await client.delete(f"{path}/{lead}", headers=by)).status_code == 404
    assert (await _change(client, f"{path}/{lead}", by, {})).status_code == 404
    assert await listed(by) == [other]
