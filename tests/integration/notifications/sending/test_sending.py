"""What leaves, when, and how often: on real Postgres and real SMTP."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from structlog.testing import capture_logs

from boucle.contract.events.matching import State
from boucle.notifications.preferences import use_cases as preferences
from boucle.notifications.sending.sender import POLL, Sender
from tests.integration.notifications.support import (
    Office,
    a_life,
    answered,
    listening,
    post_to,
    published,
    two,
)

STATES = "select state from introduction"
RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|https?://[^\s>]+")
"""Ids and links: any digits may stand in them."""


async def test_a_qualified_life_is_sent_masked_to_both_and_then_recorded(
    office: Office,
) -> None:
    pair = two(office)
    await office.hear(published(a_life(*pair)))
    assert await office.send() == 2
    received = office.sink.received()
    assert {one.to for one in received} == {office.registry.email(one) for one in pair}
    sent = await office.outbox()
    assert [one.type for one in sent] == ["introduction.sent.v1"]
    assert all(party.sent_at is not None for party in sent[0].data.parties)
    for message in received:
        other = next(one for one in pair if office.registry.email(one) != message.to)
        name = office.registry.companies[other]["name"]
        whole = f"{message.subject}{message.text}{message.html}{message.headers}"
        assert str(other) not in whole
        shown = RANDOM.sub("", whole)
        need = ["412"] if other == pair[1] else []  # the need's own is in its subject
        for canary in (name, *need, "4.237", "4,237", "987"):
            assert canary not in shown


async def test_each_reads_its_own_flow_and_never_the_other_s(office: Office) -> None:
    life = a_life(*two(office))
    await office.hear(published(life))
    await office.send()
    received = {one.to: one for one in office.sink.received()}
    flows = {p.side.organisation_id: str(p.side.flow_id) for p in life.parties}
    for company, own in flows.items():
        message = received[office.registry.email(company)]
        [other] = set(flows.values()) - {own}
        for text in (message.text or "", message.html or ""):
            assert f"CANARI-FLUX {own}" in text
            assert f"Site {own}" in text
            assert other not in text


async def test_redelivery_never_sends_again(office: Office) -> None:
    event = published(a_life(*two(office)))
    for _ in range(5):
        await office.hear(event, event)
        await office.send()
    assert len(office.sink.received()) == 2
    assert len(await office.outbox()) == 1


async def test_a_temporary_refusal_puts_off_and_sends_once(office: Office) -> None:
    await office.hear(published(a_life(*two(office))))
    office.sink.fail(451)
    assert await office.send() == 1
    assert [row["reason"] for row in await office.rows("select reason from mail")].count(
        "smtp_451"
    ) == 1
    office.clock.advance(timedelta(minutes=1))
    assert await office.send() == 1
    assert len(office.sink.received()) == 2
    assert len({one.message_id for one in office.sink.received()}) == 2


async def test_a_permanent_refusal_fails_and_shows(office: Office) -> None:
    await office.hear(published(a_life(*two(office))))
    office.sink.fail(550)
    await office.send()
    office.clock.advance(timedelta(days=4))
    await office.send()
    assert await office.rows(STATES) == [{"state": "failed"}]
    assert len(office.sink.received()) == 1
    assert office.metrics.failed.labels("smtp_550")._value.get() == 1
    [event] = await office.outbox()
    assert [party.sent_at is None for party in event.data.parties].count(True) == 1


async def test_refused_for_days_is_given_up(office: Office) -> None:
    await office.hear(published(a_life(*two(office))))
    for _ in range(60):
        office.sink.fail(451, 2)
        await office.send()
        office.clock.advance(timedelta(hours=2))
    states = await office.rows("select state, reason from mail")
    assert states == [{"state": "failed", "reason": "smtp_451"}] * 2


async def test_mails_wait_while_registry_is_down(office: Office) -> None:
    await office.hear(published(a_life(*two(office))))
    office.registry.down = True
    assert await office.send() == 0
    waiting = await office.rows("select state, attempts, reason from mail")
    assert waiting == [{"state": "due", "attempts": 0, "reason": "registry_away"}] * 2
    office.registry.down = False
    office.clock.advance(timedelta(seconds=5))
    assert await office.send() == 2


async def test_a_question_that_registry_does_not_take_is_asked_less_and_less(
    office: Office,
) -> None:
    """A fault of ours: the log says so, and mails leave once it is put right."""
    await office.hear(published(a_life(*two(office))))
    office.registry.refusing = True
    loop, stop, asked = asyncio.get_running_loop(), asyncio.Event(), list[float]()

    def again() -> None:
        asked.append(loop.time())
        if len(asked) == 5:
            loop.call_soon_threadsafe(stop.set)

    def later() -> datetime:
        office.clock.advance(timedelta(seconds=3))  # what was put back is due again
        return office.clock()

    office.registry.asked = again
    sender = replace(office.sender, clock=later)
    with capture_logs() as logs:
        await asyncio.wait_for(sender.run(stop), 30)
    assert asked[4] - asked[0] > 4 * POLL + 0.1 + 0.2 + 0.4
    causes = {line["cause"] for line in logs if line["event"] == "directory_away"}
    assert causes == {
        "registry's directory: /internal/directory answered 422: "
        "our question is wrong, a fault of notifications"
    }
    office.registry.refusing, office.registry.asked = False, lambda: None
    office.clock.advance(timedelta(seconds=5))
    assert await office.send() == 2


async def test_a_secret_that_registry_does_not_know_is_logged_and_no_mail_is_lost(
    office: Office,
) -> None:
    await office.hear(published(a_life(*two(office))))
    office.registry.secret = "renewed"
    with capture_logs() as logs:
        assert await office.send() == 0
    assert [line["cause"] for line in logs if line["event"] == "directory_away"] == [
        "registry's directory: /oauth/token answered 401; "
        "are BOUCLE_CLIENT_ID and BOUCLE_CLIENT_SECRET those registry knows?"
    ]
    waiting = await office.rows("select state, attempts, reason from mail")
    assert waiting == [{"state": "due", "attempts": 0, "reason": "registry_away"}] * 2
    office.registry.secret = "secret"
    office.clock.advance(timedelta(seconds=5))
    assert await office.send() == 2


async def test_mails_wait_while_the_mail_server_is_down(office: Office, tmp_path: Path) -> None:
    await office.hear(published(a_life(*two(office))))
    server, gone = await listening(office.sink.mailbox)
    server.close()
    await server.wait_closed()
    working, office.sink.port = office.sink.port, gone.port
    assert await office.send() == 0
    rows = await office.rows("select state, attempts, reason from mail")
    assert rows == [{"state": "due", "attempts": 0, "reason": "mail_server_away"}] * 2
    office.sink.port = working
    office.clock.advance(timedelta(seconds=5))
    assert await office.send() == 2


async def test_the_directory_is_asked_once_for_a_batch_and_kept_a_minute(office: Office) -> None:
    one, other = two(office), two(office)
    await office.hear(published(a_life(*one)), published(a_life(*other)))
    await office.send()
    assert office.registry.questions == 1
    office.clock.advance(timedelta(days=1))
    await office.hear(published(a_life(one[0], other[0])))
    await office.send()
    assert office.registry.questions == 2


async def test_a_company_without_contact_waits_and_shows(office: Office) -> None:
    known, unknown = uuid4(), uuid4()
    office.registry.add(known)
    await office.hear(published(a_life(known, unknown)))
    assert await office.send() == 1
    rows = await office.rows("select reason from mail where state = 'due'")
    assert rows == [{"reason": "no_contact"}]
    assert office.metrics.without_contact._value.get() == 1
    office.registry.add(unknown)
    office.clock.advance(timedelta(hours=2))
    assert await office.send() == 1
    events = await office.outbox()
    assert {one.type for one in events} == {"introduction.sent.v1"}
    sent = [[party.sent_at is not None for party in one.data.parties] for one in events]
    assert sent == [[True, False], [True, True]], "each is told when it was written to"


async def test_who_stopped_is_passed_over_for_a_colleague(office: Office) -> None:
    pair = two(office)
    contacts = office.registry.companies[pair[0]]["contacts"]
    first = UUID(contacts[0]["contact_id"])
    contacts.append({**contacts[0], "contact_id": str(uuid4()), "email": "collegue@s.example"})
    await office.hear(published(a_life(*pair)))
    async with office.database.write() as session:
        [mail, _] = await office.rows("select mail_id from mail")
        stop = partial(replace, stopped=True)
        await preferences.change(session, first, mail["mail_id"], stop, office.clock())
    assert await office.send() == 2
    wanted = {"collegue@s.example", office.registry.email(pair[1])}
    assert {one.to for one in office.sink.received()} == wanted
    written_to = await office.rows("select contact_id from mail")
    assert first not in {row["contact_id"] for row in written_to}
    assert None not in {row["contact_id"] for row in written_to}


async def test_what_is_over_before_it_left_never_leaves(office: Office) -> None:
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    refused = msgspec.structs.replace(life, state="refused")
    await office.hear(published(refused, "answered", 2))
    assert await office.send() == 0
    assert await office.rows(STATES) == [{"state": "withdrawn"}]


@pytest.mark.parametrize("state", ["studying", "running", "stopped", "already_done"])
async def test_what_a_person_says_right_after_qualifying_is_read_before_mails_leave(
    office: Office, state: State
) -> None:
    life = a_life(*two(office))
    await office.only_hear(published(life))
    assert await office.send() == 0  # not at once: the same hand may go on
    moved = msgspec.structs.replace(life, state=state)
    await office.only_hear(published(moved, "running", 2))
    office.clock.advance(timedelta(days=1))
    assert await office.send() == 0
    assert office.sink.received() == []
    assert await office.rows(STATES) == [{"state": "withdrawn"}]


async def test_what_the_policy_qualified_leaves_at_once(office: Office) -> None:
    await office.only_hear(published(a_life(*two(office), automatic=True)))
    assert await office.send() == 2


async def stopped_meanwhile(office: Office) -> Callable[[], None]:
    """A synergy whose mails are due; what tells, from registry's own thread, that it stopped."""
    life = a_life(*two(office))
    await office.hear(published(life))
    stopped = published(msgspec.structs.replace(life, state="stopped"), "stopped", 2)
    loop = asyncio.get_running_loop()

    def hear_it() -> None:
        asyncio.run_coroutine_threadsafe(office.only_hear(stopped), loop).result(10)

    return hear_it


async def test_stopped_while_registry_was_asked_about_the_claimed_mails_never_leaves(
    office: Office,
) -> None:
    office.registry.asked = await stopped_meanwhile(office)
    assert await office.send() == 0
    assert office.sink.received() == []
    assert await office.rows("select distinct state, reason from mail") == [
        {"state": "withdrawn", "reason": "overtaken"}
    ]


async def test_stopped_while_registry_was_away_is_not_sent_when_it_comes_back(
    office: Office,
) -> None:
    """Claimed, and put back: a claim may not hide a mail from what withdraws it."""
    hear_it = await stopped_meanwhile(office)

    def hear_it_once_and_go() -> None:
        office.registry.asked = lambda: None
        hear_it()
        raise ConnectionError

    office.registry.asked = hear_it_once_and_go
    assert await office.send() == 0
    office.clock.advance(timedelta(minutes=1))
    assert await office.send() == 0
    assert office.sink.received() == []


async def test_both_interested_one_consent_missing_asks_once(office: Office) -> None:
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    await office.send()
    one_agrees = answered(life, "interested", "consented")
    await office.hear(published(one_agrees, "answered", 3))
    await office.hear(published(one_agrees, "planned", 4))
    assert await office.send() == 1
    asked = office.sink.received()[-1]
    assert asked.to == office.registry.email(pair[0])
    assert "CANARI2" not in f"{asked.text}{asked.html}{asked.subject}"


async def test_a_mail_follows_those_that_its_reader_had_about_the_same(office: Office) -> None:
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    await office.send()
    await office.hear(published(answered(life, "interested", "consented"), "answered", 3))
    await office.send()
    await office.hear(published(answered(life, "consented", "consented"), "answered", 4))
    assert await office.send() == 2
    received = office.sink.received()
    for company, mails in ((pair[0], 3), (pair[1], 2)):
        own = [one for one in received if one.to == office.registry.email(company)]
        assert len(own) == mails
        assert "References" not in own[0].headers
        for rank, one in enumerate(own[1:], 1):
            assert one.headers["In-Reply-To"] == own[rank - 1].message_id
            assert one.headers["References"].split() == [each.message_id for each in own[:rank]]


async def test_names_are_given_to_each_only_once_disclosed(office: Office) -> None:
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    await office.send()
    await office.hear(published(answered(life, "consented", "consented"), "answered", 3))
    assert await office.send() == 2
    for message in office.sink.received()[-2:]:
        other = next(one for one in pair if office.registry.email(one) != message.to)
        contact = office.registry.companies[other]["contacts"][0]
        for text in (message.text or "", message.html or ""):
            assert contact["name"] in text
            assert contact["phone"] in text.replace("\u00a0", " ")
            assert contact["email"] in text
    events = await office.outbox()
    assert [one.type.split(".")[1] for one in events] == ["sent", "disclosed", "disclosed"]
    assert all(party.disclosed_at is not None for party in events[-1].data.parties)
    versions = [one.entity_version for one in events]
    assert versions == sorted(set(versions))


async def test_companies_that_agreed_without_an_introduction_are_put_in_touch(
    office: Office,
) -> None:
    life = answered(a_life(*two(office)), "consented", "consented")
    await office.hear(published(life, "answered", 4))
    assert await office.send() == 2
    assert await office.rows(STATES) == [{"state": "disclosed"}]


async def test_reopened_before_it_left_tells_no_name(office: Office) -> None:
    life = a_life(*two(office))
    await office.hear(published(answered(life, "consented", "consented"), "answered", 4))
    reopened = msgspec.structs.replace(life, state="detected", qualified_at=None)
    await office.hear(published(reopened, "reopened", 5))
    assert await office.send() == 0
    assert office.sink.received() == []


async def test_requalified_after_a_refusal_is_introduced_again(office: Office) -> None:
    life = a_life(*two(office))
    await office.hear(published(life))
    await office.send()
    await office.hear(published(msgspec.structs.replace(life, state="refused"), "answered", 2))
    later = office.clock.advance(timedelta(days=90))
    again = msgspec.structs.replace(life, qualified_at=later)
    await office.hear(published(msgspec.structs.replace(life, state="detected"), "reopened", 3))
    await office.hear(published(again, "qualified", 4))
    assert await office.send() == 2
    assert len(office.sink.received()) == 4


async def test_two_senders_share_what_is_due(office: Office) -> None:
    for _ in range(15):
        await office.hear(published(a_life(*two(office))))
    other = replace(office.sender, post=post_to(office.sink))

    async def send_by(sender: Sender) -> None:
        while await sender.send_due(asyncio.Event()):
            pass

    await asyncio.gather(send_by(office.sender), send_by(other))
    await other.post.close()
    received = [one.message_id for one in office.sink.received()]
    assert len(received) == len(set(received)) == 30
