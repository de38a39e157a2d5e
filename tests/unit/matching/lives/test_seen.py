"""The version that a party sees moves when what it may see does, and only then."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.matching import Life, NextAction
from boucle.contract.introduced import introduced_to
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import SynergyView, view_of
from boucle.matching.lives.commands import Answer, Command, Introduce, Plan, Qualify, Reopen
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.seen import (
    TOGETHER,
    hears,
    moment_for,
    seen_in,
    version_for,
    with_seen,
)
from boucle.matching.lives.transitions import InvalidTransition, Who
from boucle.notifications.subscriptions.feeds.decisions import followed
from boucle.platform.outbox import new_event
from tests.unit.matching.lives.test_order import steps
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, detected

BOTH = Introduce(NOW, {OFFER: NOW, NEED: NOW})


def lived(*commands: Command) -> list[Life]:
    """The life after each step that changed it: its version is its place, from 1."""
    lives: list[Life] = []
    for command in commands:
        before = lives[-1] if lives else None
        staff = isinstance(command, Qualify | Plan | Reopen)
        who: Who = "animator" if staff else "introduction"
        try:
            decision = decide(before or detected(), command, who=who, now=NOW)
        except InvalidTransition:
            continue
        if decision.event is not None:
            lives.append(with_seen(before, decision.life, len(lives) + 1))
    return lives


plans = st.sampled_from(["appeler", "visiter"]).map(
    lambda what: Plan(NextAction(who="animator", what=what, due=None))
)
others = st.one_of(plans, st.just(Reopen()), st.just(Qualify()))
begun = st.tuples(steps, st.lists(others, max_size=4), steps).map(
    lambda some: [Qualify(), *some[0], *some[1], *some[2]]
)
"""Rounds of a life, one after the other."""


def seen(life: Life) -> list[int]:
    return [party.seen for party in life.parties]


Sight = tuple[SynergyView | None, ...]
"""What each company sees, alone and as one of several that one acts for."""


def sight(life: Life | None, *organisations: UUID) -> Sight:
    viewers = [organisations, *((one,) for one in organisations)]
    return tuple(
        mask_synergy(view_of(life), viewer=Viewer.company(*some))
        if life is not None and introduced_to(life).intersection(some)
        else None
        for some in viewers
    )


@given(begun)
def test_the_version_moves_by_what_is_seen_and_by_nothing_else(commands: list[Command]) -> None:
    """Of each company, and of a tool of both; from 1, whatever came before. Who follows hears of
    these steps in these versions."""
    lives = lived(*commands)
    for organisations in ((OFFER,), (NEED,), (OFFER, NEED)):
        viewer = Viewer.company(*organisations)
        before: Life | None = None
        last = 0
        for number, life in enumerate(lives, 1):
            moved = sight(before, *organisations) != sight(life, *organisations)
            version = version_for(life, number, viewer)
            assert (version > last) == moved == hears(viewer, before, life)
            before, last = life, version


@given(begun)
def test_who_follows_hears_the_same(commands: list[Command]) -> None:
    lives = lived(*commands)
    events = [
        new_event("life.answered.v1", subject=life.synergy_id, version=number, data=life, now=NOW)
        for number, life in enumerate(lives, 1)
    ]
    changes, _ = followed(events, {})
    assert [one.version for one in changes] == list(range(1, len(lives) + 1))
    for organisations in ((OFFER,), (NEED,), (OFFER, NEED)):
        viewer = Viewer.company(*organisations)
        for before, life, change in zip([None, *lives], lives, changes, strict=False):
            parties = () if change.shown is None else change.shown.parties
            own = change.audience.organisations.intersection(organisations)
            every = bool(parties) and set(parties) <= set(organisations)
            assert (bool(own) or every) == hears(viewer, before, life)
            if own or every:
                assert change.shown is not None
                version = change.shown.version(organisations)
                assert version == version_for(life, change.version, viewer)


@given(begun, st.integers(0, 5))
def test_lives_of_before_go_on_from_what_was_shown(commands: list[Command], old: int) -> None:
    """Steps taken before parties were counted, and before ``seen`` was kept."""
    for counted in (("shown",), ("shown", "seen")):
        lives: list[Life] = []
        for number, life in enumerate(lived(*commands), 1):
            if number <= old:
                none = dict.fromkeys(counted, 0)
                parties = tuple(replace(party, **none) for party in life.parties)
                lives.append(replace(life, parties=parties))
            else:
                lives.append(with_seen(lives[-1] if lives else None, life, number))
        for organisation in (OFFER, NEED):
            viewer = Viewer.company(organisation)
            versions = [version_for(life, number, viewer) for number, life in enumerate(lives, 1)]
            for (before, one), (life, other) in pairwise(zip(lives, versions, strict=True)):
                if organisation in introduced_to(before) & introduced_to(life):
                    assert other > one or (other == one and not hears(viewer, before, life))


def test_earlier_refusals_of_the_other_are_not_counted() -> None:
    asked = Introduce(NOW, {OFFER: NOW})
    refused = Answer(OFFER, "refused", NOW, reason="timing")
    later = NOW + timedelta(days=1)
    both = Introduce(later, {OFFER: later, NEED: later})
    *_, life = lived(Qualify(), asked, refused, Reopen(), Qualify(), both)
    assert version_for(life, 6, Viewer.company(NEED)) == 1


def test_who_was_not_written_to_has_seen_nothing() -> None:
    life = lived(Qualify(), Introduce(NOW, {OFFER: NOW}))[-1]
    assert seen(life) == [2, 0]


def test_the_animators_plan_moves_nothing_before_both_agreed() -> None:
    plan = Plan(NextAction(who="animator", what="appeler", due=None))
    *_, before, after = lived(Qualify(), BOTH, plan)
    assert after.next_action is not None
    assert seen(after) == seen(before) == [2, 2]


def test_an_answer_moves_what_both_see() -> None:
    agreed = Answer(organisation_id=OFFER, given="interested", at=NOW)
    assert seen(lived(Qualify(), BOTH, agreed)[-1]) == [3, 3]


def test_staff_see_the_lifes_own_version() -> None:
    life = lived(Qualify(), BOTH)[-1]
    territory = life.parties[0].side.territory
    assert version_for(life, 7, Viewer.animator(territory)) == 7
    assert version_for(life, 7, Viewer(everything=True)) == 7
    assert version_for(life, 7, Viewer.company(OFFER)) == 1


def test_for_whom_a_step_changed_something() -> None:
    """The other's consent, after one's own, is seen by both; before it, by who acts for all."""
    first = Answer(NEED, "consented", NOW)
    second = Answer(OFFER, "consented", NOW)
    *_, introduced, one, both = lived(Qualify(), BOTH, first, second)
    assert (introduced.seen_together, introduced.shown_together) == (0, 0)
    assert seen_in(introduced, 2) == {OFFER, NEED}
    assert NEED in seen_in(one, 3)
    assert seen_in(both, 4) == {OFFER, NEED}
    assert seen_in(both, 3) == seen_in(both, 5) == frozenset()


def test_what_changed_for_none_alone_is_seen_together() -> None:
    """Who acts for all counts it on."""
    life = lived(Qualify(), BOTH)[-1]
    told = replace(life, agreed=None, seen_together=5, shown_together=1)
    assert seen_in(told, 5) == {TOGETHER}
    assert seen_in(told, 4) == seen_in(told, 6) == frozenset()
    assert seen_in(told, 2) == {OFFER, NEED}


def test_the_hour_of_a_step_while_a_side_is_masked() -> None:
    """Then the moment; so for who acts for all, of whom nobody is masked."""
    at = NOW.replace(minute=47, second=12)
    hour = at.replace(minute=0, second=0, microsecond=0)
    *_, masked, disclosed = lived(
        Qualify(),
        BOTH,
        Answer(NEED, "consented", NOW),
        Answer(OFFER, "consented", NOW),
    )
    for one in (OFFER, NEED):
        assert moment_for(masked, one, at) == hour
        assert moment_for(disclosed, one, at) == at
    assert moment_for(masked, TOGETHER, at) == at
