"""Who was introduced, as a life stands: whom a synergy may be shown to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import FoundBy, Life, State
from boucle.contract.introduced import introduced_to, written_to
from boucle.matching.lives.commands import Answer, Introduce, Reopen, Run
from boucle.matching.lives.decisions import decide
from tests.unit.matching.lives.test_transitions import (
    LATER,
    NEED,
    NOW,
    OFFER,
    at,
    detected,
    life_in,
    yes,
)

BOTH = frozenset({OFFER, NEED})
FIRST = Introduce(NOW, {OFFER: NOW})
"""Only the offer's mail left."""


def found_by_engine(state: State) -> Life:
    return replace(life_in(state), found_by="engine")


def asked_first() -> Life:
    """By the engine: the offer's organisation is written to alone, and was."""
    life = replace(found_by_engine("qualified"), asked_first=OFFER)
    life = replace(life, parties=tuple(replace(p, standing="pending") for p in life.parties))
    return decide(life, FIRST, who="introduction", now=NOW).life


def test_nobody_knows_what_was_not_introduced() -> None:
    assert introduced_to(found_by_engine("detected")) == frozenset()
    assert introduced_to(found_by_engine("qualified")) == frozenset()


@pytest.mark.parametrize("found_by", get_args(FoundBy))
def test_what_people_found_all_its_parties_know(found_by: FoundBy) -> None:
    life = replace(detected(), found_by=found_by)
    assert introduced_to(life) == (frozenset() if found_by == "engine" else BOTH)
    assert written_to(life) == frozenset()


def test_each_knows_from_its_own_mail_on() -> None:
    first = asked_first()
    assert introduced_to(first) == {OFFER}
    second = decide(first, Introduce(NOW, {OFFER: NOW, NEED: LATER}), who="introduction", now=NOW)
    assert second.event == "life.introduced.v1"
    assert introduced_to(second.life) == BOTH
    assert second.life.introduced_at == NOW
    assert [party.introduced_at for party in second.life.parties] == [NOW, LATER]


def test_who_answers_knows_also_without_a_mail() -> None:
    assert introduced_to(at(asked_first(), yes(NEED), who="animator")) == BOTH
    no = Answer(NEED, "refused", NOW, reason="price")
    assert introduced_to(at(asked_first(), no, who="animator")) == BOTH


def test_before_parties_said_when_they_were_written_to_everybody_was() -> None:
    life = decide(found_by_engine("qualified"), Introduce(NOW), who="introduction", now=NOW).life
    assert [party.introduced_at for party in life.parties] == [None, None]
    assert introduced_to(life) == BOTH


@pytest.mark.parametrize("state", ["studying", "running", "stopped", "consented", "interested"])
def test_what_is_done_together_or_answered_by_all_everybody_knows(state: State) -> None:
    life = found_by_engine(state)
    assert introduced_to(replace(life, introduced_at=None)) == BOTH


def test_a_new_round_was_told_to_nobody_yet() -> None:
    ran = decide(asked_first(), Run(None, date(2026, 1, 1)), who="animator", now=NOW).life
    assert introduced_to(ran) == BOTH
    refused = at(asked_first(), Answer(OFFER, "refused", NOW, reason="price"))
    again = decide(refused, Reopen(), who="animator", now=LATER).life
    assert introduced_to(again) == frozenset()
    assert {party.introduced_at for party in again.parties} == {None}
    late = decide(again, FIRST, who="introduction", now=LATER + timedelta(days=1))
    assert late.event is None
