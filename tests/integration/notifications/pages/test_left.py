"""Links of who is no contact of the company any more, and of all while registry is away."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from tests.integration.notifications.pages.test_pages import client
from tests.integration.notifications.support import (
    CAUX,
    START,
    Office,
    a_life,
    answered,
    link,
    published,
    two,
)
from tests.kit import Tokens

__all__ = ["client"]  # a fixture

LEFT = "plus ouvert pour vous"
AGREES = {"answer": "interested", "consent": "yes"}


def replaced(office: Office, company: UUID) -> dict[str, Any]:
    """Another person is the contact of the company from now on; return the former one."""
    [former] = office.registry.companies[company]["contacts"]
    after = {
        "contact_id": str(uuid4()),
        "name": "Nadia Nouvelle",
        "email": f"nadia@{str(company)[:8]}.example",
        "phone": "02 35 99 99 99",
    }
    office.registry.companies[company]["contacts"] = [{**former, **after}]
    return dict(former)


async def written_to(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> tuple[Life, UUID, UUID, dict[str, str]]:
    """A pair that is introduced and invited, and the first one's link to each page."""
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    starts = START + timedelta(days=10)
    meeting = {
        "kind": "workshop",
        "title": "Atelier vapeur",
        "place": "Lillebonne",
        "territory": CAUX,
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "synergy_ids": [str(life.synergy_id)],
    }
    made = await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=meeting)
    assert made.status_code == 201, made.text
    await office.send()
    own = [one for one in office.sink.received() if one.to == office.registry.email(pair[0])]
    invitation = next(one for one in own if one.ics)
    introduction = next(one for one in own if not one.ics)
    paths = {door: link(invitation, door) for door in ("m", "p", "stop")}
    return life, *pair, {**paths, "r": link(introduction, "r")}


async def test_a_contact_who_left_opens_nothing_and_answers_nothing(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """At once: what was asked a moment before is not believed."""
    _, offer, _, paths = await written_to(office, client, tokens)
    for path in paths.values():
        assert (await client.get(path)).status_code == 200
    replaced(office, offer)
    before = await office.everything()
    forms: dict[str, list[dict[str, str]]] = {
        "r": [AGREES, {"answer": "not_me", "name": "Paul", "email": "paul@societe1.example"}],
        "p": [{"do": "stop"}],
        "m": [{"answer": "yes"}],
    }
    for door, sent in forms.items():
        opened = await client.get(paths[door])
        for response in (opened, *[await client.post(paths[door], data=one) for one in sent]):
            assert (response.status_code, LEFT in response.text) == (403, True)
            assert "CANARI" not in response.text
            assert "no-store" in response.headers["Cache-Control"]
        assert (await client.head(paths[door])).status_code == 403
    assert office.registry.passed_on == []
    assert await office.everything() == before
    english = await client.get(paths["r"], headers={"Accept-Language": "en"})
    assert "This link is no longer open to you" in english.text
    assert (await client.post(paths["stop"], data={"stop": "yes"})).status_code == 303


async def test_names_are_of_contacts_of_this_moment(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, _, need, paths = await written_to(office, client, tokens)
    path = paths["r"]
    agreed = replace(answered(life, "consented", "consented"), state_since=START)
    await office.hear(published(agreed, "answered", 2))
    await office.send()
    assert office.registry.email(need) in (await client.get(path)).text
    former = replaced(office, need)
    page = (await client.get(path)).text
    assert former["email"] not in page
    assert office.registry.email(need) in page


async def test_while_registry_is_away_no_link_answers_for_a_company(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    *_, paths = await written_to(office, client, tokens)
    stop = paths.pop("stop")
    for path in paths.values():
        assert (await client.get(path)).status_code == 200
    office.registry.down = True
    before = await office.everything()
    for path in paths.values():
        for response in (
            await client.get(path),
            await client.post(path, data={**AGREES, "do": "stop"}),
        ):
            assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
            assert "Réessayez dans quelques minutes" in response.text
    assert await office.everything() == before
    assert (await client.get(stop)).status_code == 200
    office.registry.down = False
    assert (await client.post(paths["r"], data=AGREES)).status_code == 303
