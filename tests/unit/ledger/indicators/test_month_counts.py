"""What a month brought in introductions and meetings, counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.ledger.checks.check_mails import reminds
from tests.reference.ledger.compare import run
from tests.reference.ledger.indicators.month_counts import (
    introductions_answered,
    introductions_sent,
    meeting_attendance,
    meeting_invitations,
    meetings,
)
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.territory import Scope
from tests.unit.ledger.makers import ident
from tests.unit.ledger.test_compare import PAIR, TERRITORY, figure, indicators, start

Body = dict[str, Any]
HERE, NORTH = Scope(frozenset({"200010700"})), Scope(frozenset({"241400514"}))
BOTH = Scope(HERE.territories | NORTH.territories)
ACME = Scope(frozenset(), "acme")
APRIL = date(2026, 4, 30)


def written() -> World:
    """Two introductions: one begins in March here and reaches the north in April."""
    world = World()
    noted = world.introduced
    noted.mailed("first", "acme", "a@x", date(2026, 3, 30), "200010700")
    noted.mailed("first", "bolt", "a@x", date(2026, 4, 2), "241400514")
    noted.mailed("second", "acme", "a@x", date(2026, 4, 9), "200010700")
    noted.mailed("second", "acme", "b@x", date(2026, 5, 9), "200010700")
    noted.answered("first", "bolt", date(2026, 4, 3), "241400514")
    noted.answered("second", "acme", date(2026, 4, 12), "200010700")
    noted.answered("second", "core", date(2026, 4, 13), "200010700")
    return world


def test_an_introduction_counts_in_the_month_of_its_first_mail_here() -> None:
    world = written()
    assert introductions_sent(world, HERE, date(2026, 3, 31)) == 1
    assert introductions_sent(world, HERE, APRIL) == 1
    assert introductions_sent(world, NORTH, APRIL) == 1
    assert introductions_sent(world, BOTH, APRIL) == 1, "a federation: the first began in March"
    assert introductions_sent(world, ACME, APRIL) == 1
    assert introductions_sent(world, HERE, date(2026, 5, 31)) == 0, "passed on is no second one"


def test_written_to_again_it_is_another_introduction() -> None:
    world = written()
    world.introduced.mailed("second", "acme", "a@x", date(2026, 5, 20), "200010700")
    assert introductions_sent(world, HERE, date(2026, 5, 31)) == 1
    world.introduced.answered("second", "acme", date(2026, 5, 21), "200010700")
    assert introductions_answered(world, HERE, date(2026, 5, 31)) == 1


def test_a_mail_that_reminds_of_it_beside_another_is_no_second_introduction() -> None:
    world = written()
    world.introduced.mailed("second", "acme", "a@x", date(2026, 5, 20), "200010700", reminds=True)
    assert introductions_sent(world, HERE, date(2026, 5, 31)) == 0
    assert reminds({"text": "Bonjour,\n\nRappel : 410 t/an de bois\n"})
    assert not reminds({"text": "Bonjour,\n\n410 t/an de bois : Rappel : non\n"})


def test_of_the_month_under_way_what_is_past_counts() -> None:
    assert introductions_sent(written(), HERE, date(2026, 4, 8)) == 0
    assert introductions_sent(written(), HERE, date(2026, 4, 9)) == 1


def test_two_answers_count_once() -> None:
    world = written()
    assert introductions_answered(world, HERE, APRIL) == 1
    assert introductions_answered(world, BOTH, APRIL) == 2
    assert introductions_answered(world, HERE, date(2026, 5, 31)) == 0


def test_a_company_withdrawn_since_answers_from_where_it_was_written_to() -> None:
    world = written()
    world.introduced.mailed("third", "core", "a@x", date(2026, 5, 2), "200010700")
    world.introduced.answered("third", "core", date(2026, 5, 3), "")
    assert introductions_answered(world, HERE, date(2026, 5, 31)) == 1
    assert introductions_answered(world, NORTH, date(2026, 5, 31)) == 0


def meeting(name: str, starts: str, *lines: tuple[str, bool | None], **more: Any) -> Body:
    attendees = [{"organisation_id": one, "attended": came} for one, came in lines]
    body = {"meeting_id": name, "territory": "200010700", "starts_at": starts}
    return {**body, "cancelled_at": None, "attendees": attendees, **more}


def test_meetings_of_the_month_their_companies_and_who_came() -> None:
    world = World()
    world.introduced.met(meeting("1", "2026-04-02T09:00:00Z", ("acme", True), ("bolt", False)))
    world.introduced.met(meeting("2", "2026-04-20T09:00:00Z", ("bolt", True)))
    gone = meeting("3", "2026-04-21T09:00:00Z", ("acme", None), cancelled_at="2026-04-01T08:00Z")
    world.introduced.met(gone)
    world.introduced.met(meeting("4", "2026-05-05T09:00:00Z", ("acme", None)))
    counts = (meetings, meeting_invitations, meeting_attendance)
    assert [count(world, HERE, APRIL) for count in counts] == [2, 3, 2]
    assert [count(world, ACME, APRIL) for count in counts] == [1, 1, 1]
    assert [count(world, NORTH, APRIL) for count in counts] == [0, 0, 0]
    assert [count(world, HERE, date(2026, 4, 19)) for count in counts] == [1, 2, 1]


def test_the_night_before_the_first_of_a_month_is_in_it_by_the_clock_of_paris() -> None:
    """22:30 UTC of 31 March is half past midnight of 1 April in Paris (summer time)."""
    world = World()
    world.introduced.met(meeting("1", "2026-03-31T22:30:00Z", ("acme", True)))
    assert meetings(world, HERE, APRIL) == 1


def test_mails_of_a_recording_are_counted() -> None:
    mail = {
        "at": "2026-03-04T10:00:00",
        "mail": "<1>",
        "step": "introduction",
        "organisation_id": ident("Suez"),
        "synergy_ids": [PAIR],
        "to": "",
        "subject": "",
        "text": "",
        "html": "",
    }
    told = indicators(figure("introductions_sent", "2", unit="1/month"))
    found = [d for d in run([*start(), mail, told]).differences if d.what == "introductions_sent"]
    assert [(d.told, d.reckoned) for d in found] == [("2", "1")]
    assert TERRITORY in found[0].where
