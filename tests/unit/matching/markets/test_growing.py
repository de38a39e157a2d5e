"""Whom groups that run are proposed to grow by, of the real kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.groups.growing import MOST, all_groups
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.markets import groups_from_nothing, market_of
from tests.unit.matching.kinds.sharing.declared import HERE, equipment, post_need


def found(
    declared: Sequence[Sharing],
    *acted_on: ActedOn,
    shares: Callable[[Group], Group] = lambda group: group,
) -> list[Group]:
    """``shares``: what each saves."""
    (market,) = {market_of(one) for one in declared} - {None}
    assert market is not None
    parameters = {one.territory: parameters_of(None) for one in declared}
    inputs = MarketInputs(market, tuple(Declared(one, 1) for one in declared), acted_on, parameters)
    groups = groups_from_nothing(market)
    return all_groups(inputs, lambda *given: tuple(map(shares, groups(*given))))


def proposed(groups: Sequence[Group]) -> list[tuple[UUID, ...]]:
    return [group.growth.newcomers for group in groups if group.growth is not None]


def running(needs: Sequence[Sharing], left: frozenset[UUID] = frozenset()) -> ActedOn:
    (group,) = found(needs)
    return ActedOn(group, left, running=True)


NEEDS = [post_need(1, "0.5"), post_need(2, "0.4")]


@pytest.mark.parametrize(("months", "fits"), [("0.1", True), ("0.15", True), ("0.2", False)])
def test_a_post_grows_by_what_one_person_can_still_do(months: str, fits: bool) -> None:
    """1.05 of full time at most."""
    third = post_need(3, months)
    groups = found([*NEEDS, third], running(NEEDS))
    assert proposed(groups) == ([(UUID(int=3),)] if fits else [])


def test_who_left_is_replaced() -> None:
    needs = [*NEEDS, post_need(4, "0.1")]
    acted = running(needs, left=frozenset({UUID(int=2)}))
    assert proposed(found([*needs[::2], post_need(5, "0.45")], acted)) == [(UUID(int=5),)]


def test_who_takes_the_other_half_of_the_year_replaces_who_left_it() -> None:
    """Summer stays, the winter's employer left: another winter makes a whole post again."""
    summer = [str(int(4 <= month <= 9)) for month in range(1, 13)]
    winter = [str(1 - int(month)) for month in summer]
    needs = [post_need(1, summer), post_need(2, winter)]
    acted = running(needs, left=frozenset({UUID(int=2)}))
    groups = found([needs[0], post_need(3, winter)], acted)
    (grown,) = [group for group in groups if group.growth is not None]
    months = {member.sharing_id: member.months for member in grown.members}
    assert (grown.amount, grown.figures["fte"].high) == ("1", "1")
    assert months == {UUID(int=1): tuple(summer), UUID(int=3): tuple(winter)}


def test_nobody_is_proposed_to_what_does_not_run_or_is_asked_already() -> None:
    third = post_need(3, "0.1")
    acted = running(NEEDS)
    waiting = ActedOn(acted.group)
    assert proposed(found([*NEEDS, third], waiting)) == []
    (proposal,) = [one for one in found([*NEEDS, third], acted) if one.growth is not None]
    again = found([*NEEDS, third, post_need(4, "0.1")], acted, ActedOn(proposal))
    assert [one.synergy_id for one in again if one.growth is not None] == [proposal.synergy_id]
    assert next(one for one in again if one.growth is not None).state == "proposed"


def test_who_excludes_a_member_or_is_far_or_bound_is_not_proposed() -> None:
    third = post_need(3, "0.1")
    acted = running(NEEDS)
    excluding = replace(third, excluded=(NEEDS[0].organisation_id,))
    far = post_need(3, "0.1", at=(HERE[0] + 0.3, HERE[1]))
    same = replace(third, organisation_id=NEEDS[1].organisation_id)
    for one in (excluding, far, same):
        assert proposed(found([*NEEDS, one], acted)) == []


def test_a_boiler_that_runs_serves_further_users_while_it_can() -> None:
    """Nine hundred kW, of which six hundred are used."""
    prices = {"temperature": "180", "pressure": "10", "annuity": "0", "marginal": "0.02"}
    asked = {"temperature": "150", "pressure": "6", "stand_alone": "0.09"}

    def user(number: int, amount: str) -> Sharing:
        return equipment(number, "need", amount, figures=asked)

    boiler = equipment(1, "offer", "900", figures={**prices, "fixed": "0"})
    first = [boiler, user(2, "300"), user(3, "300")]
    acted = running(first)
    groups = found([*first, user(4, "200"), user(5, "200"), user(6, "100")], acted)
    (newcomers,) = proposed(groups)
    assert set(newcomers) in ({UUID(int=4), UUID(int=6)}, {UUID(int=5), UUID(int=6)})
    assert len(newcomers) <= MOST


@pytest.mark.parametrize(("saving", "joins"), [("306.48", False), ("337.82", True), ("", True)])
def test_nobody_joins_by_whom_a_member_would_save_less(saving: str, joins: bool) -> None:
    """A member of a waste group saved 337.82 EUR, and would save 306.48 with a sixth, though all
    together would save more; where a cost lacks, nothing is known of a loss."""

    def shared(group: Group) -> Group:
        first, *others = group.members
        has = "337.82" if len(others) == 1 else saving
        return replace(group, members=(replace(first, saving=has or None), *others))

    needs = [*NEEDS, post_need(3, "0.1")]
    groups = found(needs, running(NEEDS), shares=shared)
    assert proposed(groups) == ([(UUID(int=3),)] if joins else [])


@pytest.mark.parametrize(("price", "joins"), [("0.045", False), ("0.06", True)])
def test_nobody_joins_at_a_price_that_does_not_pay_its_own_line(price: str, joins: bool) -> None:
    """Steam at 1.5 km: 1.95 km of line at 4,050 EUR/m (2,100 to 6,000) over 20 years at 5 %
    (0.0802) are 633,700 EUR a year, of 17.472 GWh 0.0363 EUR/kWh. With 0.015 marginal and
    150,000 EUR of 69.888 GWh offered (0.0021) it is 0.0534."""
    costs = {"fixed": "50000", "annuity": "100000", "marginal": "0.015"}
    terms = {"temperature": "180", "pressure": "10"}
    asked = {"temperature": "150", "pressure": "6"}
    boiler = equipment(1, "offer", "8000", figures={**terms, **costs})
    user = equipment(
        2, "need", "3000", figures={**asked, "stand_alone": "0.09"}, at=(HERE[0] + 0.009, HERE[1])
    )
    other = equipment(
        3, "need", "2000", figures={**asked, "stand_alone": price}, at=(HERE[0] + 0.0135, HERE[1])
    )
    acted = running([boiler, user])
    groups = found([boiler, user, other], acted)
    assert proposed(groups) == ([(UUID(int=3),)] if joins else [])
    for proposal in groups:
        if proposal.growth is not None:
            later = found([boiler, user, other], acted, ActedOn(proposal))
            (asked_now,) = [one for one in later if one.growth is not None]
            assert asked_now.state == "proposed"
