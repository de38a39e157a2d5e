"""Who says a result of a pair."""

from uuid import UUID

import pytest

from boucle.contract.masking import Viewer
from boucle.contract.views import SideView, SynergyView
from boucle.matching.queries.callers import Caller
from boucle.platform.errors import Invalid
from boucle.platform.identity.principal import Principal, Role

GIVES, TAKES, ELSE = (UUID(int=number) for number in (1, 2, 3))
SIDES = (
    SideView(role="offer", territory="A", organisation_id=GIVES),
    SideView(role="need", territory="A", organisation_id=TAKES),
)
PAIR = SynergyView(synergy_id=UUID(int=9), kind="substitution", sides=SIDES)


def _caller(role: Role, *granted: UUID) -> Caller:
    principal = Principal("p", role, "p", territories=frozenset("A"))
    return Caller(principal, Viewer.of(principal, frozenset(granted)))


def test_a_tool_of_both_sides_names_the_one_that_says_it() -> None:
    tool = _caller("tool", GIVES, TAKES)
    assert tool.reports_for(PAIR, TAKES).said_by == TAKES
    assert tool.reports_for(PAIR, GIVES).said_by == GIVES
    assert tool.reports_for(PAIR, None).said_by is None


def test_a_tool_of_one_side_speaks_for_it_alone() -> None:
    tool = _caller("tool", GIVES)
    assert tool.reports_for(PAIR, None).said_by == GIVES
    for other in (TAKES, ELSE):
        with pytest.raises(Invalid):
            tool.reports_for(PAIR, other)


def test_an_animator_is_no_side() -> None:
    animator = _caller("animator")
    assert animator.reports_for(PAIR, None).said_by is None
    with pytest.raises(Invalid):
        animator.reports_for(PAIR, GIVES)
