"""A calendar answer is read whatever calendar wrote it; anything else is refused, with a reason."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.inbound import decisions
from boucle.notifications.inbound.decisions import LARGEST, CalendarAnswer, Reason
from boucle.notifications.inbound.reading import NoAnswer, read_answer
from boucle.notifications.meetings import revisions
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.notifications.meetings.decisions import (
    Invitee,
    MeetingRecord,
    calendar_uid,
    meeting_event,
)
from boucle.notifications.meetings.revisions import Details
from boucle.notifications.operations import meetings_of_log
from boucle.notifications.subscriptions.feeds.decisions import change_of
from boucle.platform.outbox import new_event
from tests.kit.calendar_replies import SHAPES, Reply, google, outlook

ADDRESSES = CalendarAddresses(b"k" * 32, "Agenda.Boucle@boucle.example")
MEETING, COMPANY, OTHER = UUID(int=5), UUID(int=7), UUID(int=8)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLAIRE = "claire.dupre@offre.example"
REPLY = Reply(ADDRESSES.of(MEETING, COMPANY), calendar_uid(MEETING), CLAIRE, stamp=NOW)


def a_meeting(**more: object) -> MeetingRecord:
    whole = MeetingRecord(
        meeting_id=MEETING,
        version=3,
        territory="200010700",
        kind="workshop",
        title="Atelier vapeur",
        place="Lillebonne",
        starts_at=NOW + timedelta(days=10),
        ends_at=NOW + timedelta(days=10, hours=2),
        synergy_ids=(),
        invitees=(Invitee(COMPANY, "200010700"), Invitee(OTHER, "200010700")),
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def moved(meeting: MeetingRecord, **more: object) -> MeetingRecord:
    present = Details(**{name: getattr(meeting, name) for name in Details.__slots__})
    after = revisions.revised(meeting, replace(present, **more), NOW)  # type: ignore[arg-type]
    assert after is not None
    return after


def reason_of(content: bytes) -> Reason:
    with pytest.raises(NoAnswer) as caught:
        read_answer(content, ADDRESSES)
    return caught.value.reason


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("partstat", "said"), [("ACCEPTED", "yes"), ("TENTATIVE", "maybe"), ("DECLINED", "no")]
)
def test_each_calendar_s_own_form_is_read(shape: str, partstat: str, said: MeetingAnswer) -> None:
    read = read_answer(SHAPES[shape](replace(REPLY, partstat=partstat, sequence=2)), ADDRESSES)
    sealed = decisions.about(read)
    assert sealed is not None
    assert ADDRESSES.company(sealed, [OTHER, COMPANY]) == COMPANY
    assert read == CalendarAnswer(
        named=(sealed,),
        uid=calendar_uid(MEETING),
        attendee=CLAIRE,
        answer=said,
        sequence=2,
        stamp=NOW,
    )
    assert decisions.is_invited(read, ["x@y.example", "Claire.Dupre@Offre.example "])
    assert not decisions.is_invited(read, ["eve@offre.example"])


def test_the_address_fits_a_mailbox_and_is_one_invitation_s() -> None:
    own = ADDRESSES.of(MEETING, COMPANY)
    local = own.partition("@")[0]
    assert len(local) <= 64
    assert own != ADDRESSES.of(MEETING, OTHER)
    stranger = CalendarAddresses(b"x" * 32, ADDRESSES.address)
    for address, company in (
        (own, COMPANY),
        (own.upper(), COMPANY),
        (ADDRESSES.of(MEETING, OTHER), OTHER),
        (stranger.of(MEETING, COMPANY), None),
    ):
        [sealed] = ADDRESSES.named([f'"A, B" <{address}>, other@boucle.example'])
        assert sealed.meeting_id == MEETING
        assert ADDRESSES.company(sealed, [OTHER, COMPANY]) == company
    later = CalendarAddresses(ADDRESSES.key, ADDRESSES.address, newer_keys=(b"n" * 32,))
    assert later.of(MEETING, COMPANY) == own
    [sealed] = ADDRESSES.named([stranger.of(MEETING, COMPANY)])
    rotated = CalendarAddresses(ADDRESSES.key, ADDRESSES.address, newer_keys=(stranger.key,))
    assert rotated.company(sealed, [OTHER, COMPANY]) == COMPANY
    for no_address in (ADDRESSES.address, own[1:], f"x{own}", f"{own}.evil.example", ""):
        assert ADDRESSES.named([no_address]) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (google(replace(REPLY, to=ADDRESSES.address)), "address"),
        (google(replace(REPLY, to="victim@x.example")), "address"),
        (google(replace(REPLY, method="COUNTER")), "method"),
        (google(replace(REPLY, method="REQUEST")), "method"),
        (google(replace(REPLY, partstat="DELEGATED")), "partstat"),
        (google(replace(REPLY, partstat="NEEDS-ACTION")), "partstat"),
        (google(REPLY).replace(b"SEQUENCE:0", b"SEQUENCE:x"), "unreadable"),
        (google(REPLY).replace(b"SEQUENCE:0", b"SEQUENCE:-1"), "unreadable"),
        (google(REPLY).replace(b"DTSTAMP", b"X-STAMP"), "unreadable"),
        (google(REPLY).replace(b"UID:", b"X-UID:"), "unreadable"),
        (google(REPLY).replace(b"ATTENDEE;", b"X-ATTENDEE;"), "attendee"),
        (google(REPLY).replace(b"TRANSP:OPAQUE", b"ATTENDEE:mailto:b@c.example"), "attendee"),
        (google(REPLY).replace(b"TRANSP:OPAQUE", b"END:VEVENT\r\nBEGIN:VEVENT"), "unreadable"),
        (google(REPLY).replace(b"BEGIN:VCALENDAR", b"BEGIN:NOTHING"), "unreadable"),
        (google(REPLY).split(b"--000000000000f0e0")[0], "no_calendar"),
        (outlook(REPLY) + b"x" * LARGEST, "too_large"),
        (b"", "address"),
        (b"\xff\xfe\x00" * 50, "address"),
    ],
)
def test_what_is_no_answer_is_refused(content: bytes, reason: Reason) -> None:
    assert reason_of(content) == reason


def test_parts_within_parts_without_end_are_refused() -> None:
    head = f"To: {REPLY.to}\r\nMIME-Version: 1.0\r\n"
    for rank in range(3000):
        head += f'Content-Type: multipart/mixed; boundary="{rank}"\r\n\r\n--{rank}\r\n'
    assert reason_of(head.encode()) in ("unreadable", "no_calendar")
    message = EmailMessage()
    message["To"] = REPLY.to
    for _ in range(100):
        message.add_attachment("x", subtype="plain")
    assert reason_of(message.as_bytes()) == "no_calendar"


@given(st.data())
def test_hostile_bytes_raise_nothing_else(data: st.DataObject) -> None:
    content = bytearray(SHAPES[data.draw(st.sampled_from(sorted(SHAPES)))](REPLY))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    with suppress(NoAnswer):
        read_answer(bytes(content), ADDRESSES)


def test_an_answer_counts_for_the_times_that_stand() -> None:
    def refused(meeting: MeetingRecord, sequence: int = 0, **more: object) -> str | None:
        read = read_answer(google(replace(REPLY, sequence=sequence)), ADDRESSES)
        return decisions.refusal(meeting, COMPANY, replace(read, **more), NOW)  # type: ignore[arg-type]

    planned = a_meeting()
    elsewhere = moved(planned, place="Bolbec")
    later = moved(elsewhere, starts_at=planned.starts_at + timedelta(days=1))
    called_off = revisions.cancelled(later, None, NOW)
    assert called_off is not None
    assert refused(planned) is None
    assert refused(planned, 1) == "not_sent"
    assert refused(elsewhere) is None  # another place only: the times that he answered stand
    assert refused(later) == "outdated"
    assert refused(later, 1) == "outdated"
    assert refused(later, 2) is None
    assert refused(called_off, 3) == "cancelled"
    assert refused(a_meeting(ends_at=NOW)) == "over"
    said = revisions.answered(planned, COMPANY, "no", NOW, NOW)
    assert said is not None
    assert refused(said) == "repeated"
    assert refused(said, stamp=NOW + timedelta(seconds=1)) is None


def test_other_times_take_answers_back_another_place_does_not() -> None:
    said = revisions.answered(a_meeting(), COMPANY, "yes", NOW, NOW)
    assert said is not None
    elsewhere = moved(said, street="12 rue de la République")
    assert elsewhere.invitee(COMPANY).answer == "yes"
    assert (elsewhere.sequence, elsewhere.times_sequence, elsewhere.moved_from) == (1, 0, None)
    longer = moved(elsewhere, ends_at=elsewhere.ends_at + timedelta(hours=1))
    assert longer.invitee(COMPANY).answer is None
    assert (longer.sequence, longer.times_sequence, longer.moved_from) == (2, 2, None)
    later = moved(elsewhere, starts_at=elsewhere.starts_at + timedelta(hours=1))
    assert (later.sequence, later.times_sequence, later.moved_from) == (2, 2, said.starts_at)
    assert all(one.seen == later.version for one in later.invitees)
    assert [one.shown for one in later.invitees] == [4, 3]


def test_all_who_were_invited_hear_of_a_move() -> None:
    invited = [replace(one, invited_at=NOW) for one in a_meeting().invitees]
    later = moved(a_meeting(invitees=(*invited, Invitee(UUID(int=9), "200010700"))), place="Bolbec")
    data = meeting_event(later)
    event = new_event(
        "meeting.moved.v1", subject=MEETING, version=later.version, data=data, now=NOW
    )
    change = change_of(event)
    assert change is not None
    assert change.audience.organisations == {COMPANY, OTHER}
    assert (data.sequence, data.cancelled) == (1, False)
    assert meetings_of_log.meeting_of(event, later) == later
    assert meetings_of_log.meeting_of(event, None).sequence == 1
