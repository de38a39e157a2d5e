"""What the form of a meeting says, and what a list says of meetings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.portal.answers import said_of
from boucle.portal.api import ApiFault, ApiProblem
from boucle.portal.meetings import forms, showing
from boucle.portal.meetings.shapes import MeetingGuest, MeetingHost, ShownMeeting
from boucle.portal.pages import translator

_ = translator("fr")
NOW = datetime(2036, 3, 4, 8, tzinfo=UTC)
LOCAL = NOW.replace(tzinfo=None)
MOMENTS = st.datetimes(LOCAL - timedelta(days=3650), LOCAL + timedelta(days=3650)).map(
    lambda one: one.replace(second=0, microsecond=0, fold=0)
)


def a_meeting(
    starts_at: datetime = NOW, ends_at: datetime | None = None, *said: str | None
) -> ShownMeeting:
    return ShownMeeting(
        str(UUID(int=1)), "workshop", "Atelier", "Mairie", starts_at,
        ends_at or starts_at + timedelta(hours=2), (),
        tuple(MeetingGuest(str(UUID(int=n)), "1", answer=one) for n, one in enumerate(said)),
        host=MeetingHost("Lou", "02 31 00 00 00"),
    )  # fmt: skip


@given(MOMENTS, st.integers(1, 40_000))
def test_a_form_sent_as_it_was_shown_changes_nothing(start: datetime, minutes: int) -> None:
    starts_at = start.replace(tzinfo=showing.PARIS).astimezone(UTC)
    meeting = a_meeting(starts_at, starts_at + timedelta(minutes=minutes))
    body = forms.details_of(forms.typed_of(meeting))
    for name, was in (("starts_at", meeting.starts_at), ("ends_at", meeting.ends_at)):
        now = datetime.fromisoformat(body[name])
        assert now.strftime("%F %R") == was.astimezone(showing.PARIS).strftime("%F %R")
    assert body["host"] == {"name": "Lou", "phone": "02 31 00 00 00"}
    assert (body["kind"], body["title"], body["street"]) == ("workshop", "Atelier", None)


def test_what_is_no_date_reaches_the_api_as_typed() -> None:
    assert forms.moment_of("demain", "9h") == "demain 9h"
    assert forms.moment_of("", "") == ""
    assert forms.moment_of("2036-03-04", "09:00") == "2036-03-04T09:00:00+01:00"


def test_a_fault_names_its_field() -> None:
    fault = ApiFault("body.starts_at", None, "c'est passé", "après maintenant")
    problem = ApiProblem(422, "Refusé", "", (fault, ApiFault("x", None, "non")))
    assert said_of(problem, "fr") == ("De : c'est passé (après maintenant)", "non")
    assert said_of(ApiProblem(409, "Trop tard", "", ()), "fr") == ("Trop tard",)


def test_those_invited_are_counted_by_what_they_said() -> None:
    row = showing.row(a_meeting(NOW, None, "yes", "maybe", None, None), NOW, _)
    assert (row.coming, row.maybe, row.silent, row.over) == (1, 1, 2, False)
    assert row.when == "mardi 04/03/2036, 09:00 – 11:00"


@given(st.lists(st.integers(-500, 500), max_size=8))
def test_the_next_one_and_the_last_one_come_first(hours: list[int]) -> None:
    rows = [showing.row(a_meeting(NOW + timedelta(hours=one)), NOW, _) for one in hours]
    to_come, over = showing.apart(rows)
    assert len(to_come) + len(over) == len(rows)
    assert [one.of.starts_at for one in to_come] == sorted(one.of.starts_at for one in to_come)
    starts = [one.of.starts_at for one in over]
    assert starts == sorted(starts, reverse=True)
    assert all(one.of.ends_at <= NOW for one in over)
