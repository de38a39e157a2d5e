"""Where one company is asked first, the other hears of it once it agreed, and never else."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Standing, State
from tests.integration.notifications.api.test_api import client, meeting
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    Office,
    a_life,
    link,
    published,
    two,
)
from tests.kit import Tokens

__all__ = ["client"]  # a fixture

WAITING = "select state from mail where organisation_id = $1 and step = 'introduction'"


class Asked:
    """A synergy of which the first company is written to alone, as its life goes on."""

    def __init__(self, office: Office, *, automatic: bool = False) -> None:
        self.office, self.version = office, 0
        self.first, self.other = two(office)
        life = a_life(self.first, self.other, automatic=automatic, territories=(CAUX, HAVRE))
        self.life = replace(life, asked_first=self.first)

    async def stands(self, *standings: Standing, state: State = "introduced") -> None:
        """The next version of the life, and what mails it sends."""
        self.version += 1
        parties = zip(self.life.parties, standings, strict=True)
        life = replace(self.life, parties=tuple(replace(p, standing=one) for p, one in parties))
        if state != "qualified":
            life = replace(life, introduced_at=self.office.clock())
        await self.office.hear(published(replace(life, state=state), "answered", self.version))
        await self.office.send()

    async def begin(self) -> None:
        await self.stands("pending", "pending", state="qualified")

    def received(self, company: UUID) -> int:
        to = self.office.registry.email(company)
        return sum(one.to == to for one in self.office.sink.received())


@pytest.fixture
async def asked(office: Office) -> Asked:
    asked = Asked(office)
    await asked.begin()
    return asked


async def sent(office: Office) -> list[list[bool]]:
    """Of each event: which company was written to by then."""
    events = await office.outbox()
    assert {one.type for one in events} <= {"introduction.sent.v1"}
    assert [one.entity_version for one in events] == list(range(1, len(events) + 1))
    return [[party.sent_at is not None for party in one.data.parties] for one in events]


async def test_the_other_is_written_to_once_the_first_agreed(asked: Asked) -> None:
    office = asked.office
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 0)
    assert await sent(office) == [[True, False]]
    await asked.stands("pending", "pending")
    assert asked.received(asked.other) == 0
    await asked.stands("interested", "pending")
    await asked.stands("consented", "pending")
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 1)
    assert await sent(office) == [[True, False], [True, True]]
    await asked.stands("consented", "interested", state="interested")
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 2), "asked to consent"


@pytest.mark.parametrize("state", ["refused", "already_done", "contract_until"])
async def test_who_is_not_wanted_never_hears_of_it(asked: Asked, state: State) -> None:
    standing: Standing = "already_done" if state == "already_done" else "refused"
    await asked.stands(standing, "pending", state=state)
    asked.office.clock.advance(timedelta(days=400))
    await asked.office.digest_task.work()
    await asked.office.send()
    assert asked.received(asked.other) == 0
    assert await asked.office.rows(WAITING, asked.other) == []


async def test_who_never_answers_tells_the_other_nothing(
    asked: Asked, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    async def seen(headers: dict[str, str]) -> int:
        answer = await client.get("/v1/introductions", headers=headers)
        return len(answer.json()["items"])

    asked.office.clock.advance(timedelta(days=400))
    await asked.office.send()
    assert await seen(tokens.company(asked.first)) == 1
    assert await seen(tokens.company(asked.other)) == 0
    assert await seen(tokens.animator(HAVRE)) == await seen(tokens.operator()) == 1
    await asked.stands("interested", "pending")
    assert await seen(tokens.company(asked.other)) == 1


async def test_a_company_cannot_ask_where_the_other_is(
    asked: Asked, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    found = []
    for territory in (CAUX, HAVRE):
        for headers in (tokens.company(asked.first), tokens.animator(CAUX)):
            answer = await client.get(f"/v1/introductions?territory={territory}", headers=headers)
            found.append(len(answer.json()["items"]))
    assert found == [1, 1, 0, 1]


async def test_a_meeting_tells_the_other_nothing_before(
    asked: Asked, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """The animator of both sides invites both."""
    body = meeting(asked.life.synergy_id, territory=CAUX)
    planned = await client.post("/v1/meetings", headers=tokens.animator(CAUX, HAVRE), json=body)
    assert planned.status_code == 201
    await asked.office.send()
    to = asked.office.registry.email(asked.other)
    [mail] = [one for one in asked.office.sink.received() if one.to == to]
    page = (await client.get(link(mail, "m"))).text
    for text in (mail.text or "", mail.html or "", page):
        assert "Vapeur" not in text
        assert "entreprise du secteur" not in text


async def test_a_change_of_mind_counts_as_often_as_it_comes(office: Office) -> None:
    asked = Asked(office)
    await asked.begin()
    office.registry.companies.pop(asked.other)  # its mail waits
    await asked.stands("interested", "pending")
    await asked.stands("refused", "pending", state="refused")
    assert [row["state"] for row in await office.rows(WAITING, asked.other)] == ["withdrawn"]
    office.registry.add(asked.other)
    await asked.stands("interested", "pending")
    office.clock.advance(timedelta(hours=1))  # as long as nobody there is remembered
    await office.send()
    assert asked.received(asked.other) == 1


async def test_the_other_s_day_and_week_hold_its_mail_too(office: Office) -> None:
    asked = Asked(office, automatic=True)
    busy = uuid4()
    office.registry.add(busy)
    await office.hear(published(a_life(asked.other, busy, automatic=True)))
    await asked.begin()
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 1), "its day's first"
    await asked.stands("interested", "pending")
    assert [row["state"] for row in await office.rows(WAITING, asked.other)] == ["sent", "held"]
    counted = "select count(*) as held from introduction where state = 'held' or others_held"
    assert await office.rows(counted) == [{"held": 1}]
    assert await office.digest_task.work() == 0
    office.clock.advance(timedelta(days=1))
    assert await office.digest_task.work() == 1
    await office.send()
    assert asked.received(asked.other) == 2
    assert await office.rows(counted) == [{"held": 0}]


async def test_who_was_held_is_withdrawn_with_the_first_one_s_refusal(office: Office) -> None:
    asked = Asked(office, automatic=True)
    await office.hear(published(a_life(asked.other, two(office)[0], automatic=True)))
    await asked.begin()
    await asked.stands("interested", "pending")
    await asked.stands("refused", "pending", state="refused")
    office.clock.advance(timedelta(days=1))
    assert await office.digest_task.work() == 0
    assert await office.send() == 0
    assert asked.received(asked.other) == 1


async def test_who_agreed_before_it_was_asked_is_written_to_with_the_other(
    office: Office,
) -> None:
    asked = Asked(office)
    await asked.stands("interested", "pending", state="qualified")
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 1)


async def test_what_is_read_in_one_batch_is_sent_as_what_is_read_one_by_one(
    office: Office,
) -> None:
    asked = Asked(office)
    steps = [
        published(asked.life),
        published(said(asked.life, "interested", "introduced"), "answered", 2),
        published(said(asked.life, "refused", "refused"), "answered", 3),
        published(said(asked.life, "interested", "introduced"), "answered", 4),
    ]
    await office.hear(*steps)
    await office.send()
    assert (asked.received(asked.first), asked.received(asked.other)) == (1, 1)


def said(life: Life, standing: Standing, state: State) -> Life:
    first, other = life.parties
    return replace(life, state=state, parties=(replace(first, standing=standing), other))
