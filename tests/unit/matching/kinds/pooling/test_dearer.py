"""Whoever declares more has no saving that it does not have: the bar of every figure told.

The bounds are reckoned here, from the formulas and sources of ``docs/reference/pooling.md``.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.pooling.places import chord_km, site_of, spot
from tests.unit.matching.kinds.pooling.declarations import defaults, groups_of, sharing
from tests.unit.matching.kinds.pooling.test_oracle import parameters
from tests.unit.matching.kinds.pooling.test_real_cases import CHAOURCE, PARIS

FEW = parameters(waste_collection_members_least=Decimal(2), pooling_margin=Decimal(0))
COLLECTION = 49 / 125
"""Of a tonne's 125 EUR, 49 are collection (heyliot.com)."""
SITES = st.lists(
    st.tuples(st.integers(1, 60), st.integers(6, 52), st.integers(20, 400)), min_size=2, max_size=6
)
"""Tonnes a year, pickups a year, EUR a tonne."""


def site(number: int, tonnes: float, pickups: int, eur: float) -> Sharing:
    """Cardboard in wheeled bins, at one place."""
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": tonnes, "pickups": pickups},
        choices={"low": "15 01 01", "container": "bin"},
        cost=f"{eur:.0f}",
    )


def collection_alone(tonnes: float, pickups: int) -> float:
    """EUR a year: a lorry of its own from 15 km off, 45 min to begin, 4 min at the stop, 30 km/h,
    as often as asked for or as it is full (200 kg/m3 when pressed, 25.5 m3); or 49 EUR a tonne."""
    full = -(-tonnes * 1000 // (200 * 25.5))
    tour = 55 * (45 / 60 + 4 / 60 + 30 / 30) + 0.9 * 30
    return max(max(pickups, full) * tour, 49 * tonnes)


def the_same(group: Group, sites: list[Sharing]) -> Group:
    (found,) = groups_of(sites, [ActedOn(group=group, running=True)], FEW)
    return found


def shares(group: Group) -> list[float]:
    return [float(one.saving or 0) for one in group.members]


def test_eight_tonnes_at_15_200_euros_save_no_more_than_a_lorry_of_their_own() -> None:
    """12 tours * (55 * (0.75 + 0.067 + 1.0) + 27) = 1,523 EUR; it was told 4,550."""
    firms = [site(n, tonnes, 12, tonnes * 131) for n, tonnes in enumerate((20, 22, 25, 20))]
    (usual,) = groups_of([*firms, site(4, 8, 12, 8 * 131)], parameters=FEW)
    assert len(usual.members) == len(firms) + 1
    dear = the_same(usual, [*firms, site(4, 8, 12, 15_200)])
    alone = collection_alone(8, 12)
    assert round(alone) == 1523
    assert shares(dear)[4] <= alone
    assert float(dear.figures["eur"].high or 0) <= float(usual.figures["eur"].high or 0) + alone


@settings(max_examples=60, deadline=None)
@given(SITES, st.data())
def test_a_dearer_cost_saves_no_more_than_its_collection_alone(
    sites: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    firms = [site(n, t, p, t * eur) for n, (t, p, eur) in enumerate(sites)]
    groups = groups_of(firms, parameters=FEW)
    if not groups:
        return
    group = groups[0]
    place = data.draw(st.sampled_from([int(one.sharing_id) & 0xFFFF for one in group.members]))
    tonnes, pickups, eur = sites[place]
    alone = collection_alone(tonnes, pickups)
    told = []
    for factor in sorted(data.draw(st.lists(st.integers(1, 200), min_size=2, max_size=4))):
        firms[place] = site(place, tonnes, pickups, tonnes * eur * factor)
        now = the_same(group, firms)
        told.append(now)
        at = [one.sharing_id for one in now.members].index(firms[place].sharing_id)
        assert shares(now)[at] <= alone + 0.02
        for one in now.members:
            assert float(one.saving or 0) <= float(one.alone or 0) * COLLECTION + 0.02
    for before, after in pairwise(told):
        for end in ("low", "high"):
            was, now_ = (float(getattr(one.figures["eur"], end)) for one in (before, after))
            assert was - 0.02 <= now_ <= was + alone * 1.3 + 0.02


@settings(max_examples=60, deadline=None)
@given(SITES)
def test_no_group_is_told_more_than_what_its_members_collections_cost(
    sites: list[tuple[int, int, int]],
) -> None:
    """The range holds what they share, within 39 % of what each pays and what a lorry of its own
    costs at the dear end."""
    by_id = {n: (t, p, t * eur) for n, (t, p, eur) in enumerate(sites)}
    firms = [site(n, *of) for n, of in by_id.items()]
    off = 1 + float(defaults("")["waste_cost_range"])
    for group in groups_of(firms, parameters=FEW):
        of = [by_id[int(one.sharing_id) & 0xFFFF] for one in group.members]
        most = sum(min(c * COLLECTION, collection_alone(t, p) * off) for t, p, c in of)
        eur = group.figures["eur"]
        assert float(eur.low or 0) <= sum(shares(group)) + 0.01
        assert sum(shares(group)) <= float(eur.high or 0) + 0.01 <= most + 0.1


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 9), st.integers(0, 30_000))
def test_rain_saves_no_more_than_what_is_declared_to_be_paid(
    water: int, price: int, cost: int
) -> None:
    """However dear a cubic metre is said to be; sewerage, half of it, stays due."""
    roof = sharing(1, "rainwater", "offer", figures={"roof": 9000, "rainfall": 900, "tank": 500})
    use = sharing(
        2,
        "rainwater",
        figures={"water": water, "price": price},
        choices={"use": "cleaning", "place": "industry"},
        cost=f"{cost}",
    )
    for group in groups_of([roof, use]):
        assert float(group.figures["eur"].high or 0) <= max(cost / 2, 0) + 0.02
        assert all(float(one.alone or 0) <= max(cost, 0) + 0.01 for one in group.members)


def lane(number: int, cost: int) -> Sharing:
    """A chilled lorry half full, five times a week to Rungis, and back empty."""
    at = (CHAOURCE[0] + 0.002 * number, CHAOURCE[1])
    return sharing(
        number,
        "freight",
        figures={"tonnes": 60, "trips": 5, "load": 0.48, "empty_return": 1},
        choices={"temperature": "chilled", "adr": "none"},
        at=at,
        origin=Place(*at),
        destination=PARIS,
        zone=None,
        cost=f"{cost}",
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200_000), st.integers(1, 100))
def test_a_dearer_lane_saves_no_more_than_its_kilometres_may_cost(cost: int, factor: int) -> None:
    """1.3 times the straight way, there and back, five times a week: at 4 EUR a kilometre, and
    3.1 h a trip at 55 EUR."""
    km = 260 * 2 * 1.3 * chord_km(site_of(lane(1, 0)), spot(PARIS.latitude, PARIS.longitude))
    most = km * 4 + 260 * 3.1 * 55
    for paid in (cost, cost * factor):
        (group,) = groups_of([lane(1, paid), lane(2, 100_000)])
        first = next(one for one in group.members if one.alone == f"{paid}.00")
        assert float(first.saving or 0) <= min(paid, most) + 1
        assert float(group.figures["eur"].high or 0) <= (min(paid, most) + 100_000) / 2 + 1000
