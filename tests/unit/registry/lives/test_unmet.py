"""Which flows nobody is sought for: typical ones, and those that runs take whole."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from boucle.catalogue import load_catalogue
from boucle.contract.events.matching import Life, Party, Role, Side, State
from boucle.contract.events.registry import Quantity
from boucle.registry.declarations.lives.unmet import RunningSynergy, passed_over, run_of, taken_by
from boucle.registry.domain.entities import Flow
from tests.unit.registry.flows.test_duplicates import flow

CATALOGUE = load_catalogue()
NOW = datetime(2026, 3, 2, tzinfo=UTC)
OFFER, NEED, ANOTHER = (UUID(int=number) for number in (1, 2, 3))
GRAM = 1
TONNE = 10**6


def in_family(number: int, family: str, base: int = 500 * TONNE) -> Flow:
    made = flow(number, "tyca", base)
    return replace(made, draft=structs.replace(made.draft, family=family))


FLOWS = {
    OFFER: in_family(1, "wood_a"),
    NEED: in_family(2, "wood_panel_feed"),
    ANOTHER: in_family(3, "wood_panel_feed"),
}


def run(
    agreed: Quantity | None, offer: UUID | None = OFFER, need: UUID | None = NEED, number: int = 1
) -> RunningSynergy:
    return RunningSynergy(UUID(int=number), 1, offer, need, agreed)


def life(state: State, agreed: Quantity | None, **flows: UUID | None) -> Life:
    roles = {role: role for role in get_args(Role)}
    parties = [
        Party(side=Side(roles[role], UUID(int=9), "241400514", flow_id=id_))
        for role, id_ in flows.items()
    ]
    return Life(
        synergy_id=UUID(int=1),
        kind="substitution",
        state=state,
        found_by="engine",
        parties=tuple(parties),
        state_since=NOW,
        opened_at=NOW,
        agreed=agreed,
    )


@pytest.mark.parametrize("state", get_args(State))
def test_only_what_runs_takes(state: State) -> None:
    """A life that stopped still tells what was agreed."""
    agreed = Quantity("500", "t")
    expected = agreed if state == "running" else None
    assert run_of(life(state, agreed, offer=OFFER, need=NEED), 4) == replace(
        run(expected), version=4
    )


def test_a_company_may_stand_for_itself_and_members_take_nothing() -> None:
    agreed = life("running", Quantity("500", "t"), offer=OFFER, need=None, member=ANOTHER)
    assert run_of(agreed, 1) == run(Quantity("500", "t"), need=None)
    assert taken_by([run_of(agreed, 1)], FLOWS, CATALOGUE) == {OFFER: 500 * TONNE}


def test_a_flow_is_met_when_runs_take_the_whole_of_it() -> None:
    offer = FLOWS[OFFER]
    runs = [run(Quantity("300", "t")), run(Quantity("200", "t"), need=ANOTHER, number=2)]
    taken = taken_by(runs, FLOWS, CATALOGUE)
    assert passed_over(offer, taken[OFFER]) == "met"
    assert passed_over(offer, taken[OFFER] - GRAM) is None
    assert passed_over(offer, taken_by(runs[:1], FLOWS, CATALOGUE)[OFFER]) is None


def test_a_need_is_taken_through_the_yield_of_the_route() -> None:
    """As matching deducts it: less arrives than leaves, and the need is not met."""
    route = CATALOGUE.route_between("tyres", "rubber")
    assert route is not None
    assert route.yield_ < 1
    flows = {OFFER: in_family(1, "tyres"), NEED: in_family(2, "rubber")}
    taken = taken_by([run(Quantity("500", "t"))], flows, CATALOGUE)
    assert taken == {OFFER: 500 * TONNE, NEED: round(500 * TONNE * route.yield_)}
    assert passed_over(flows[OFFER], taken[OFFER]) == "met"
    assert passed_over(flows[NEED], taken[NEED]) is None


@pytest.mark.parametrize(
    "agreed", [None, Quantity("500", "MWh"), Quantity("many", "t"), Quantity("0", "t")]
)
def test_what_is_unknown_or_cannot_be_converted_takes_nothing(agreed: Quantity | None) -> None:
    taken = taken_by([run(agreed)], FLOWS, CATALOGUE)
    assert passed_over(FLOWS[OFFER], taken.get(OFFER, 0)) is None


def test_a_flow_of_nothing_is_not_met_by_nothing() -> None:
    assert passed_over(in_family(1, "wood_a", base=0), 0) is None


def test_nobody_is_sought_for_what_is_not_declared_once() -> None:
    offer = FLOWS[OFFER]
    typical = replace(offer, draft=structs.replace(offer.draft, certainty="typical"))
    assert passed_over(typical, 0) == "typical"
    assert passed_over(replace(offer, duplicate_of=ANOTHER), 0) == "duplicate"
    assert passed_over(replace(offer, withdrawn_at=NOW), 500 * TONNE) == "withdrawn"
    assert passed_over(offer, 0) is None


sides = st.none() | st.sampled_from(sorted(FLOWS))
quantities = st.none() | st.builds(
    Quantity, st.integers(0, 900).map(str), st.sampled_from(["t", "kg"])
)


@given(st.lists(st.builds(run, quantities, sides, sides), max_size=6))
def test_the_order_of_runs_changes_nothing_and_one_more_frees_no_flow(
    runs: list[RunningSynergy],
) -> None:
    taken = taken_by(runs, FLOWS, CATALOGUE)
    assert taken_by(reversed(runs), FLOWS, CATALOGUE) == taken
    before = taken_by(runs[:-1], FLOWS, CATALOGUE)
    assert all(taken.get(id_, 0) >= base for id_, base in before.items())
