"""What masks leave, by hand: when somebody answered, who left, what is marked as hidden."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import State
from boucle.contract.events.reasons import Criterion
from boucle.contract.masking import Viewer, mask_synergy, masked_criterion
from boucle.contract.views import SideView, SynergyView, view_of
from tests.unit.matching.lives.groups import HERE, NOW, THERE, company, introduced

OWN, OTHER = company(0), company(1)
EARLIER, LATER = NOW + timedelta(days=1), NOW + timedelta(days=2)
ME: Final = Viewer.company(OWN)


def pair() -> SynergyView:
    """Both answered; the other later, which moved the state."""
    mine = SideView(
        role="offer",
        territory=HERE,
        organisation_id=OWN,
        standing="interested",
        answered_at=EARLIER,
    )
    other = replace(mine, role="need", territory=THERE, organisation_id=OTHER, answered_at=LATER)
    return SynergyView(
        synergy_id=UUID(int=7),
        kind="substitution",
        sides=(mine, other),
        state="interested",
        state_since=LATER,
        found_by="engine",
    )


def test_a_company_reads_its_own_moment_and_an_animator_the_state_s() -> None:
    assert mask_synergy(pair(), viewer=ME).state_since == EARLIER
    assert mask_synergy(pair(), viewer=Viewer.animator(HERE)).state_since == LATER


def test_what_is_hidden_of_a_criterion_is_marked() -> None:
    seen = masked_criterion(Criterion(name="moisture", verdict="pass", points=7, value="12"))
    assert (seen.private, seen.hidden, seen.value, seen.points) == (True, True, None, 0)


def of_group(mine: dict[str, Any], other: dict[str, Any] | None = None, **more: Any) -> SynergyView:
    """Of five, the first two so."""
    whole = view_of(introduced(5))
    first, second, *rest = whole.sides
    sides = (replace(first, **mine), replace(second, **(other or {})), *rest)
    return replace(whole, sides=sides, **more)


def names(view: SynergyView) -> set[UUID]:
    """Of whom more is seen than that there is one."""
    seen = mask_synergy(view, viewer=ME)
    return {one.organisation_id for one in seen.sides if one.organisation_id is not None}


def test_an_animator_sees_that_a_side_is_masked() -> None:
    seen = mask_synergy(of_group({}), viewer=Viewer.animator(THERE))
    assert seen.masked
    assert [one.masked for one in seen.sides] == [True] * 4 + [False]
    assert [one.organisation_id is None for one in seen.sides] == [True] * 4 + [False]


@pytest.mark.parametrize(
    ("mine", "state", "expected"),
    [
        ({"standing": "pending"}, "introduced", ("introduced", None)),
        ({"standing": "interested", "answered_at": EARLIER}, "introduced", ("interested", EARLIER)),
        ({"standing": "consented", "answered_at": EARLIER}, "running", ("running", EARLIER)),
        ({"standing": "consented", "answered_at": EARLIER}, "stopped", ("stopped", LATER)),
        ({"standing": "refused", "answered_at": EARLIER}, "introduced", ("refused", EARLIER)),
        (
            {"standing": "already_done", "answered_at": EARLIER},
            "introduced",
            ("already_done", EARLIER),
        ),
        (
            {
                "standing": "refused",
                "answered_at": EARLIER,
                "contract_until": date(2027, 1, 1),
            },
            "introduced",
            ("contract_until", EARLIER),
        ),
    ],
)
def test_a_member_reads_its_own_state_since_its_own_answer(
    mine: dict[str, Any], state: State, expected: tuple[State, Any]
) -> None:
    seen = mask_synergy(of_group(mine, state=state, state_since=LATER), viewer=ME)
    assert (seen.masked, seen.state, seen.state_since) == (True, *expected)


_YES: Final = {"standing": "consented"}


@pytest.mark.parametrize("left", ["already_done", "refused", "interested", "pending"])
def test_names_are_among_those_who_consented_alone(left: str) -> None:
    assert names(of_group(_YES, _YES, disclosed=True)) == {OWN, OTHER}
    assert names(of_group(_YES, {"standing": left}, disclosed=True)) == {OWN}
    assert names(of_group({"standing": left}, _YES, disclosed=True)) == {OWN}
    assert names(of_group(_YES, _YES, disclosed=False)) == {OWN}
