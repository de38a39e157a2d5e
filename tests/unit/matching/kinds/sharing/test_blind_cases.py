"""Real cases of sharing whose expectations were written, and committed, before any run on them.

Sources: ``docs/reference/posts.md`` and ``equipment.md``. What a source does not tell (distances
within an area, prices) is chosen here and said. Where the rules of Boucle find less than was done,
the expectation says so: it is what the rules give, not what happened.
"""

from __future__ import annotations

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from tests.unit.matching.kinds.sharing.declared import declared, equipment, parameters, post_need

VANNES, QUESTEMBERT = (47.658, -2.760), (47.662, -2.452)


def posts_of(*needs: Sharing) -> tuple[Group, ...]:
    market = PostsDetector().market_of(needs[0])
    assert market is not None
    return PostsDetector().groups(market, declared(needs), [], parameters)


def equipment_of(*sharings: Sharing) -> tuple[Group, ...]:
    market = EquipmentDetector().market_of(sharings[0])
    assert market is not None
    return EquipmentDetector().groups(market, declared(sharings), [], parameters)


def members_of(group: Group) -> set[int]:
    return {member.sharing_id.int for member in group.members}


def contract_of(group: Group) -> str | None:
    return next(of.value for of in group.criteria if of.name == "contract")


def test_biscuits_and_plastics_share_who_runs_their_staff() -> None:
    """TF1, May 2022: two days a week in a biscuit factory, the rest at Elixance (colouring of
    plastics), in Morbihan: 23 km apart (chosen)."""
    (group,) = posts_of(
        post_need(1, "0.4", "M1503", at=QUESTEMBERT, naf="10.72Z"),
        post_need(2, "0.6", "M1503", at=VANNES, naf="20.12Z"),
    )
    assert (group.state, contract_of(group)) == ("viable", "permanent_full_time")
    assert members_of(group) == {1, 2}


def test_one_day_here_and_four_there() -> None:
    """RMC, February 2019: a person in charge of health, safety and environment, one day in one
    company, four in another."""
    (group,) = posts_of(post_need(1, "0.2", "H1302"), post_need(2, "0.8", "H1302"))
    assert (group.state, contract_of(group), group.value) == ("viable", "permanent_full_time", "1")


def test_two_days_three_days_and_four_days_a_month() -> None:
    """Le Figaro (by resofrance.eu): quality, safety and environment in three companies, two days a
    week, three days a week, four days a month (0.1846 of full time): 1.18 together. The rule knows
    no post above 1.05: it gives the two that fill a week, and nothing to the third."""
    (group,) = posts_of(
        post_need(1, "0.4", "H1302"), post_need(2, "0.6", "H1302"), post_need(3, "0.1846", "H1302")
    )
    assert (group.state, contract_of(group)) == ("viable", "permanent_full_time")
    assert members_of(group) == {1, 2}


def test_ski_patrol_in_winter_and_gardens_in_summer() -> None:
    """Haut-Chablais, 2014 (info-socialrh.fr): lifts of Morzine-Avoriaz four months in winter, the
    community of communes six in summer; "as far apart as ski patrol and landscape gardening". The
    group was made; the rule finds none, as the occupations are not near each other."""
    winter, summer = (12, 1, 2, 3), (5, 6, 7, 8, 9, 10)
    needs = [
        post_need(1, [int(month in winter) for month in range(1, 13)], "K1705"),
        post_need(2, [int(month in summer) for month in range(1, 13)], "A1203"),
    ]
    detector = PostsDetector()
    assert detector.market_of(needs[0]) != detector.market_of(needs[1])
    assert posts_of(*needs) == ()


def test_six_factories_on_the_steam_of_two_incinerators() -> None:
    """Ecluse, port of Antwerp, 2019 (vrt.be): steam at 40 bar to six factories over 5 km. Amounts
    are chosen: 20 MW each, of 150 MW."""
    north, east = 51.24, 4.25
    offer = equipment(
        1, "offer", "150000", at=(north, east), figures={"pressure": "40", "temperature": "400"}
    )
    users = [
        equipment(
            2 + at, "need", "20000", at=(north + 0.006 * at, east), figures={"pressure": "40"}
        )
        for at in range(6)
    ]
    (group,) = equipment_of(offer, *users)
    assert group.state == "near"  # to be priced: the page tells no price
    assert members_of(group) == {1, 2, 3, 4, 5, 6, 7}
    assert group.figures["eur"].missing is not None


def test_two_makers_of_tyres_in_one_warehouse() -> None:
    """Bridgestone and Continental share a warehouse of 42,000 m2 at Mer (actualites-cci.com). Their
    sites are far from there (Bethune, Sarreguemines): the rule of 10 km finds nothing, as it is
    made for neighbours, not for the storage of a nation."""
    found = equipment_of(
        equipment(1, "offer", "42000", "storage", at=(47.70, 1.51)),
        equipment(2, "need", "20000", "storage", at=(50.53, 2.64), naf="22.11Z"),
        equipment(3, "need", "20000", "storage", at=(49.11, 7.07), naf="22.11Z"),
    )
    assert found == ()
