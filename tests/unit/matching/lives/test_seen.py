"""The version that a party sees moves when what it may see does, and only then."""

from __future__ import annotations

from hypothesis import given

from boucle.common.events.matching import Life, NextAction
from boucle.common.masking import Viewer, mask_synergy
from boucle.common.views import SynergyView, view_of
from boucle.matching.lives.commands import Answer, Command, Introduce, Plan, Qualify
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.seen import version_for, with_seen
from boucle.matching.lives.transitions import Who
from tests.unit.matching.lives.test_order import steps
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, detected

BOTH = Introduce(NOW, {OFFER: NOW, NEED: NOW})


def lived(*commands: Command) -> list[Life]:
    """The life after each step that changed it: its version is its place, from 1."""
    lives: list[Life] = []
    for command in commands:
        before = lives[-1] if lives else None
        who: Who = "animator" if isinstance(command, Qualify | Plan) else "introduction"
        decision = decide(before or detected(), command, who=who, now=NOW)
        if decision.event is not None:
            lives.append(with_seen(before, decision.life, len(lives) + 1))
    return lives


def seen(life: Life) -> list[int]:
    return [party.seen for party in life.parties]


@given(steps)
def test_two_views_of_one_version_are_equal(commands: list[Command]) -> None:
    lives = lived(Qualify(), *commands)
    for organisation in (OFFER, NEED):
        viewer = Viewer.company(organisation)
        shown: dict[int, SynergyView] = {}
        for number, life in enumerate(lives, 1):
            if any(p.seen for p in life.parties if p.side.organisation_id == organisation):
                version = version_for(life, number, viewer)
                view = mask_synergy(view_of(life), viewer=viewer)
                assert shown.setdefault(version, view) == view


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
    assert version_for(life, 7, Viewer.company(OFFER)) == 2
