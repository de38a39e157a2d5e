"""What is printed for a workshop, and what is reported of it."""

from __future__ import annotations

from datetime import UTC, datetime

from boucle.portal.companies.shapes import ShownFlow
from boucle.portal.figures import ShownQuantity
from boucle.portal.labels import Labels
from boucle.portal.meetings.shapes import MeetingGuest, ShownMeeting
from boucle.portal.workshops.shapes import CapturedLead, CapturedParty
from boucle.portal.workshops.showing import cards_of, opening, report_of

_NOW = datetime(2026, 12, 3, tzinfo=UTC)


def _flow(company: str, direction: str, text: str) -> ShownFlow:
    quantity = ShownQuantity("987.6", "t")
    return ShownFlow("f", company, "s", direction, quantity, _NOW, text=text)


def _lead(id_: str, *companies: str, synergy: str | None = None) -> CapturedLead:
    parties = tuple(CapturedParty(one, "member") for one in companies)
    return CapturedLead(id_, "pooling", parties, "navette d'Untel", None, synergy)


def _meeting(*came: tuple[str, bool | None]) -> ShownMeeting:
    guests = tuple(MeetingGuest(one, "1", organisation_id=one, attended=here) for one, here in came)
    return ShownMeeting("m", "workshop", "Atelier", "Ici", _NOW, _NOW, (), guests)


def test_a_card_says_each_thing_once_and_no_quantity() -> None:
    flows = [
        _flow("a", "output", "sciure"),
        _flow("a", "output", "sciure"),
        _flow("b", "input", "eau"),
    ]
    a, b, c = cards_of("abc", flows, (), Labels({}, "fr"), "fr")
    assert (a.has, a.seeks) == (("sciure",), ())
    assert (b.has, b.seeks) == ((), ("eau",))
    assert (c.has, c.seeks) == ((), ())
    assert "987" not in repr((a, b, c))


def test_who_came_and_is_in_no_lead_is_to_be_called() -> None:
    found = report_of(
        _meeting(("a", True), ("b", True), ("c", False), ("d", True)),
        [_lead("1", "a", "b", synergy="s"), _lead("2", "a", "c")],
    )
    assert (found.invited, found.came, found.silent, found.opened) == (
        4,
        ("a", "b", "d"),
        ("d",),
        1,
    )
    assert report_of(_meeting(("a", None)), []).came is None


def test_a_synergy_has_the_words_that_were_typed_not_those_of_the_lead() -> None:
    asked = opening(_lead("1", "a", "b"), "navette")
    assert (asked["title"], asked["found_by"]) == ("navette", "workshop")
    assert "Untel" not in repr(asked)
