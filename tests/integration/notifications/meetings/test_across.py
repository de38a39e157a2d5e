"""A meeting about companies of two territories, planned by the animator of one: whoever does not
know the other by name learns nothing of where it is."""

from typing import Any
from uuid import UUID

import httpx
from msgspec.structs import replace

from tests.integration.notifications.api.test_api import across, client, meeting
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    Office,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import Tokens
from tests.kit.contact import ANIMATOR, CONTROLLER
from tests.kit.of_groups.made_groups import a_group, all_say

__all__ = ["client"]  # a fixture

PLACES = {CAUX: "Caux Canari", HAVRE: "Havre Canari"}


def settle(office: Office) -> None:
    """Each territory has its own animator."""
    for siren, name in PLACES.items():
        person = {**ANIMATOR, "name": f"Anne de {name}"}
        office.registry.territories[siren] = {
            "name": name,
            "animator": person,
            "controller": CONTROLLER,
        }


async def plan(
    client: httpx.AsyncClient, by: dict[str, str], *synergies: UUID, **more: Any
) -> httpx.Response:
    return await client.post("/v1/meetings", headers=by, json=meeting(*synergies, **more))


def invitations(office: Office) -> dict[str, str]:
    """By address, without the soft line breaks of calendars."""
    found = [one for one in office.sink.received() if one.ics]
    return {one.to: f"{one.text}{one.html}{(one.ics or '').replace(chr(10), '')}" for one in found}


async def agree(office: Office, synergy: UUID, *pair: UUID) -> None:
    life = a_life(*pair, territories=(CAUX, HAVRE))
    agreed = replace(answered(life, "consented", "consented"), synergy_id=synergy)
    await office.hear(published(agreed, "answered", 2))
    await office.send()


async def test_the_other_side_is_invited_once_both_consented(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    settle(office)
    synergy, offer, need = await across(office)

    masked = await plan(client, tokens.animator(CAUX), synergy)
    await office.send()

    assert [one["organisation_id"] for one in masked.json()["attendees"]] == [str(offer)]
    assert set(invitations(office)) == {office.registry.email(offer)}
    nobody = (await client.get("/v1/meetings", headers=tokens.company(need))).json()["items"]
    assert nobody == []

    await agree(office, synergy, offer, need)
    known = await plan(client, tokens.animator(CAUX), synergy)
    await office.send()

    assert [one["territory"] for one in known.json()["attendees"]] == [CAUX, HAVRE]
    text = invitations(office)[office.registry.email(need)]
    assert "Anne de Caux Canari" in text
    assert "Anne de Havre Canari" not in text
    first = f"/v1/meetings/{masked.json()['meeting_id']}"
    assert (await client.get(first, headers=tokens.company(need))).status_code == 404


async def test_a_meeting_moved_or_followed_up_writes_to_nobody_else(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, offer, need = await across(office)
    animator = tokens.animator(CAUX)
    planned = await plan(client, animator, synergy)
    await office.send()
    await agree(office, synergy, offer, need)
    before = len(office.sink.received())

    url = f"/v1/meetings/{planned.json()['meeting_id']}"
    patch = {**animator, "Content-Type": "application/merge-patch+json"}
    moved = await client.patch(url, headers=patch, content='{"place": "Bolbec"}')
    assert moved.status_code == 200, moved.text
    await office.send()

    after = office.sink.received()[before:]
    assert [one.to for one in after] == [office.registry.email(offer)]


async def test_who_is_invited_beside_a_masked_partner_reads_its_own_side_s_name(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """By an animator of both, in the name of one."""
    settle(office)
    synergy, offer, need = await across(office)
    both = tokens.animator(CAUX, HAVRE)

    planned = await plan(client, both, synergy, territory=CAUX)
    await office.send()

    assert planned.json()["territory"] == CAUX
    assert len(planned.json()["attendees"]) == 2
    url = f"/v1/meetings/{planned.json()['meeting_id']}"
    for company, own, other in ((offer, CAUX, HAVRE), (need, HAVRE, CAUX)):
        reader, told = tokens.company(company), own == CAUX
        shown = (await client.get(url, headers=reader)).json()
        assert shown["territory"] == (CAUX if told else None)
        [line] = shown["attendees"]
        assert line["territory"] == own
        for asked in (CAUX, HAVRE):
            found = await client.get(f"/v1/meetings?territory={asked}", headers=reader)
            assert len(found.json()["items"]) == int(told and asked == CAUX), asked
        [message] = [
            one
            for one in office.sink.received()
            if one.ics and one.to == office.registry.email(company)
        ]
        page = (await client.get(link(message, "m"))).text
        for text in (invitations(office)[message.to], page):
            assert PLACES[own] in text
            assert PLACES[other] not in text
            assert other not in text


async def test_without_a_company_of_ones_own_nobody_is_invited(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """The one here left the group; those elsewhere went on."""
    offer, need, third = (UUID(int=number) for number in (1, 2, 3))
    made = a_group("waste", (offer, need, third), territories=(CAUX, HAVRE, HAVRE)).life
    await office.hear(published(all_say(made, "refused", "consented"), "answered"))

    refused = await plan(client, tokens.animator(CAUX), made.synergy_id)

    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert error["message"] == "nobody is invited"
    assert error["expected"] == "a synergy with a company of your territory, or an organisation"
    assert await office.rows("select * from meeting") == []
