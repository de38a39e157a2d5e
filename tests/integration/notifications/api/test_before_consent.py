"""What a company sees of another before both consent: what it was told when it was introduced."""

from datetime import timedelta
from uuid import uuid4

import httpx
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Preview, SidePreview
from tests.integration.notifications.api.test_api import across, client, meeting
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    START,
    Office,
    a_life,
    link,
    published,
)
from tests.kit import Tokens

__all__ = ["client"]  # a fixture


def introduced(life: Life) -> Life:
    """Its first party was written to; it was told of an unknown company, and no more."""
    first, other = life.parties
    preview = Preview(
        organisation_id=first.side.organisation_id, others=(SidePreview(other.side.role),), crowd=4
    )
    parties = (replace(first, introduced_at=START), other)
    return replace(
        life, state="introduced", introduced_at=START, parties=parties, previews=(preview,)
    )


async def test_where_the_other_is_animators_only_are_told(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    _, offer, need = await across(office)

    async def places(headers: dict[str, str]) -> list[str | None]:
        [one] = (await client.get("/v1/introductions", headers=headers)).json()["items"]
        return [party["territory"] for party in one["parties"]]

    assert await places(tokens.company(offer)) == [CAUX, None]
    assert await places(tokens.company(need)) == [None, HAVRE]
    assert await places(tokens.animator(CAUX)) == [CAUX, HAVRE]
    assert await places(tokens.operator()) == [CAUX, HAVRE]


async def test_a_meeting_tells_a_company_of_what_it_was_introduced_to_only(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    offer, others = uuid4(), (uuid4(), uuid4())
    office.registry.add(offer, *others)
    known, unknown = (a_life(offer, other) for other in others)
    await office.hear(
        published(introduced(known), "introduced"),
        published(replace(unknown, state="detected"), "planned"),
    )
    office.clock.advance(timedelta(minutes=1))
    planned = await client.post(
        "/v1/meetings",
        headers=tokens.animator(CAUX),
        json=meeting(known.synergy_id, unknown.synergy_id),
    )
    assert planned.status_code == 201
    await office.send()
    invitations = {one.to: one for one in office.sink.received() if one.ics}
    said = "de vapeur : un preneur possible à portée"
    for company in (offer, *others):
        message = invitations[office.registry.email(company)]
        page = (await client.get(link(message, "m"))).text
        for text in ((message.text or "").replace("\u00a0", " "), page.replace("\u00a0", " ")):
            assert text.count("de vapeur") == text.count(said) == int(company == offer)
            assert HAVRE not in text
            assert "chimie" not in text
