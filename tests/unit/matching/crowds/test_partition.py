"""Nobody is told of fewer than three companies: whoever is shown alike stands in one class."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.cells import Cell, cell_of
from boucle.matching.crowds.partition import (
    ANY,
    FAMILY_ONLY,
    LEAST,
    MARGIN,
    CrowdClass,
    class_of,
    crowd_for,
    crowd_of,
    partition,
    shown_of,
    unplaced_others,
)
from boucle.matching.crowds.steps import (
    NARROWEST,
    NOWHERE,
    WIDEST_LEVEL,
    Crowd,
    CrowdCompanies,
    CrowdKey,
    ViewerSite,
    Widening,
    own_count,
)

HERE = cell_of(49.2, 0.5)
KEY = CrowdKey("wood_fuel", True, "16", HERE.north, HERE.east)


def near(rows: int, columns: int) -> Cell:
    return Cell(HERE.north + rows, HERE.east + columns)


def key_of(one: CrowdCompanies) -> CrowdKey:
    return CrowdKey("wood_fuel", True, one.nace[:2], one.cell.north, one.cell.east)


companies = st.builds(
    CrowdCompanies,
    st.sampled_from(["16.10", "16.29", "31.09"]),
    st.builds(near, st.integers(-9, 9), st.integers(-9, 9)),
    st.lists(st.integers(1, 40), max_size=6),
)
registers = st.lists(companies, max_size=20)


def shown(classes: dict[CrowdClass, int]) -> dict[CrowdClass, int]:
    """Without those of which nothing is shown, and those of companies whose sector is not there."""
    return {one: n for one, n in classes.items() if n and one.division != ANY}


@given(registers, st.integers(1, 8))
def test_who_is_shown_alike_is_a_class_of_several(
    register: list[CrowdCompanies], least: int
) -> None:
    """The classes that are shown, as everybody can find them who has register and program."""
    classes = partition(register, least)
    alike: dict[CrowdClass | None, set[int]] = defaultdict(set)
    for one in register:
        alike[class_of(key_of(one), classes)].update(one.companies)
    hidden = alike.pop(None, set())
    assert {one: len(them) for one, them in alike.items() if them} == shown(classes)
    assert all(count >= least for count in shown(classes).values())
    assert len(hidden) < least


@given(registers, st.integers(1, 8), st.booleans())
def test_a_company_of_a_sector_that_is_not_there_is_shown_among_all(
    register: list[CrowdCompanies], least: int, is_known: bool
) -> None:
    """Its place at most, where several fit: whoever of them may have a sector that nobody knows."""
    classes = partition(register, least)
    key = KEY._replace(division="99" if is_known else "")
    found = class_of(key, classes)
    if found is None:
        return
    assert not found.step.sector
    level = found.step.level
    there = {
        company
        for one in register
        for company in one.companies
        if level is None or one.cell.widened(level) == found.cell
    }
    assert len(there) >= classes[found] >= least


@given(registers)
def test_the_order_of_the_register_says_nothing(register: list[CrowdCompanies]) -> None:
    assert partition(register) == partition(register[::-1])


site = st.builds(
    ViewerSite,
    st.sampled_from(["16", "31", "20", ""]),
    st.builds(near, st.integers(-9, 9), st.integers(-9, 9)),
)
clients = st.lists(st.lists(site, min_size=1, max_size=2), max_size=30)


@given(registers, clients)
def test_a_viewer_is_left_with_three_others(
    register: list[CrowdCompanies], clients: list[list[ViewerSite]]
) -> None:
    """Whatever a viewer with clients is shown, who of the register is shown the same are three at
    least besides as many as he has there."""
    classes = partition(register)
    alike: dict[object, set[int]] = defaultdict(set)
    said: dict[object, int] = {}
    for one in register:
        key, divisions = key_of(one), {"16", "31"}
        crowd = crowd_of(key, classes)
        if crowd is None:
            continue
        own = own_count(crowd.step, key, divisions, clients)
        unplaced = unplaced_others(classes, divisions, clients) if own > MARGIN else None
        shown = crowd_for(crowd, own, unplaced)
        if shown is not None:
            seen = class_of(key, classes) if shown.step != NOWHERE else FAMILY_ONLY
            alike[seen].update(one.companies)
            said[seen] = max(said.get(seen, 0), shown.companies or 0)
            assert shown.step in (crowd.step, NOWHERE), "no more than everybody is shown"
    assert all(count >= LEAST for count in said.values())
    assert all(len(them) >= said[seen] for seen, them in alike.items() if them)


def test_who_has_more_clients_in_classes_than_the_margin_sees_the_family_alone() -> None:
    """Two classes of eight; six clients stand in each: four others are left in all, of whom he
    cannot tell in which class they are. With one such class two are left: nothing is shown."""
    here = [CrowdCompanies("16.10", HERE, [*range(8)])]
    both = [*here, CrowdCompanies("16.10", near(9, 9), [*range(8, 16)])]
    six = [[ViewerSite("16", HERE)]] * 6
    more = six + [[ViewerSite("16", near(9, 9))]] * 6
    crowd = Crowd(Widening(0, True), 8)
    for register, clients, left in ((both, more, 4), (both, six, 2), (here, six, 2)):
        unplaced = unplaced_others(partition(register), {"16"}, clients)
        assert unplaced == left
        shown = crowd_for(crowd, 6, unplaced)
        assert shown == (Crowd(NOWHERE, 4) if left == 4 else None)
    assert crowd_for(crowd, 5, None) == Crowd(Widening(0, True), 3)


def test_one_company_in_many_cells_is_one() -> None:
    around = [CrowdCompanies("16.10", near(0, column), [7]) for column in range(4)]
    assert shown(partition(around, 1)) == {
        CrowdClass("16", near(0, column)): 1 for column in range(4)
    }
    assert shown(partition(around, 2)) == {}


def test_a_sector_that_is_rare_here_is_shown_wider() -> None:
    """Three of wood here; the fourth, alone in the next cell, stands with nobody of these three."""
    wood = [CrowdCompanies("16.10", HERE, [1, 2, 3]), CrowdCompanies("16.10", near(0, 1), [4])]
    assert shown(partition(wood, 3)) == {CrowdClass("16", HERE): 3}
    more = [*wood, CrowdCompanies("31.09", near(0, 1), [5]), CrowdCompanies("20.10", HERE, [6])]
    assert FAMILY_ONLY not in partition(more, 3)
    classes = partition(more, 3)
    fourth = class_of(key_of(wood[1]), classes)
    assert fourth is not None
    assert (fourth.division, classes[fourth]) == ("", 3)


def test_what_the_operator_reads_of_a_division() -> None:
    """Eight of wood here; four of wood and four of furniture in the next cell; three far away."""
    register = [
        CrowdCompanies("16.10", HERE, [*range(8)]),
        CrowdCompanies("16.10", near(0, 1), [*range(8, 12)]),
        CrowdCompanies("31.09", near(0, 1), [*range(12, 16)]),
        CrowdCompanies("31.09", near(90, 90), [16, 17, 18]),
    ]
    assert shown_of(partition(register)) == {"sector_and_place": 8, "place": 8}
    assert shown_of(partition(register[3:])) == {}


def test_a_flow_outside_the_register_is_shown_as_those_left_around() -> None:
    left = [CrowdCompanies(f"{10 + one}.10", HERE, [one]) for one in range(8)]
    assert crowd_of(KEY, partition(left)) == Crowd(Widening(0, False), 8)
    assert crowd_of(KEY, partition(left[:7])) is None
    far = CrowdKey("wood_fuel", True, "16", 0, 0)
    assert crowd_of(far, partition(left)) == Crowd(NOWHERE, 8), "any of them may have moved"
    assert crowd_of(far, partition(left[:7])) is None


def test_own_sites_count_where_they_may_be_of_the_class() -> None:
    sites = [[ViewerSite("16", HERE)], [ViewerSite("", HERE), ViewerSite("16", near(9, 9))]]
    assert own_count(Widening(0, True), KEY, {"16", "31"}, sites) == 2
    assert own_count(Widening(0, True), KEY, {"16", "31"}, [[ViewerSite("31", HERE)]]) == 0
    assert own_count(Widening(0, False), KEY, {"16", "31"}, [[ViewerSite("31", HERE)]]) == 1
    assert own_count(NOWHERE, KEY, {"31"}, [[ViewerSite("31", near(50, 50))]]) == 1
    assert own_count(NOWHERE, KEY, {"31"}, [[ViewerSite("16", near(50, 50))]]) == 0


def test_others_of_classes_where_a_viewer_has_more_than_the_margin() -> None:
    """Of a class that he overfills none are left; in the widest class he counts like elsewhere."""
    two = {CrowdClass("16", HERE): 8, CrowdClass("16", near(9, 9)): 8}
    overfull = [[ViewerSite("16", HERE)]] * 10 + [[ViewerSite("16", near(9, 9))]] * 6
    assert unplaced_others(two, {"16"}, overfull) == 2
    widest = {CrowdClass("16", HERE.widened(WIDEST_LEVEL)): 9}
    assert unplaced_others(widest, {"16"}, [[ViewerSite("16", HERE)]] * 6) == 3


def test_a_client_of_unknown_sector_may_stand_in_each_class_around() -> None:
    both = {CrowdClass("16", HERE): 8, CrowdClass("31", HERE): 9}
    assert unplaced_others(both, {"16", "31"}, [[ViewerSite("", HERE)]] * 6) == 5
    assert unplaced_others(both, {"16", "31"}, [[ViewerSite("16", HERE)]] * 6) == 2
    narrow = {CrowdClass("16", HERE): 9, FAMILY_ONLY: 8}
    assert unplaced_others(narrow, {"16"}, [[ViewerSite("16", HERE)]] * 6) == 11


def test_those_of_any_sector_may_be_those_left() -> None:
    """They are not added to one another."""
    some = {FAMILY_ONLY: 8, CrowdClass(ANY, HERE): 9}
    assert unplaced_others(some, {"16"}, [[ViewerSite("16", HERE)]] * 6) == 3
    assert unplaced_others(some, {"16"}, [[ViewerSite("16", near(50, 50))]]) == 7


def test_as_many_as_the_margin_are_not_looked_into() -> None:
    crowd = Crowd(Widening(0, True), 8)
    assert crowd_for(crowd, MARGIN, 4) == Crowd(Widening(0, True), 3)
    assert crowd_for(crowd, MARGIN + 1, 4) == Crowd(NOWHERE, 4)


def test_own_sites_count_in_their_own_cell_alone() -> None:
    for around in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        assert own_count(NARROWEST, KEY, {"16"}, [[ViewerSite("16", near(*around))]]) == 0
    assert own_count(NARROWEST, KEY, {"16"}, [[ViewerSite("16", HERE)]]) == 1


def test_companies_of_two_cells_of_88_km_are_shown_by_the_family_alone() -> None:
    """Eight in cells of the smallest, one after the other, of which two widest hold four each."""
    corner = Cell(0, 0)
    row = [CrowdCompanies("16.10", Cell(corner.north + 2 * i, corner.east), [i]) for i in range(8)]
    assert shown(partition(row)) == {FAMILY_ONLY: 8}
    assert shown(partition([*row[:4], *(one._replace(cell=corner) for one in row[4:])])) == {
        CrowdClass("16", corner.widened(3)): 8
    }


def test_what_everybody_is_shown_of_many() -> None:
    """Their sector and smallest cell; 999 of them at most; of what the register has not, some."""
    many = [CrowdCompanies("16.10", HERE, [*range(1200)])]
    assert crowd_of(KEY, partition(many)) == Crowd(NARROWEST, 999)
    assert Widening(0, sector=True) == NARROWEST
    far = CrowdKey("wood_fuel", True, "99", 0, 0)
    assert crowd_of(far, partition([many[0]._replace(companies=[*range(9)])])) == Crowd(NOWHERE, 9)


def test_an_organisation_with_a_site_elsewhere_counts_and_five_are_no_more_than_the_margin() -> (
    None
):
    here = {CrowdClass("16", HERE): 8}
    two = [[ViewerSite("47", HERE), ViewerSite("16", HERE)]]
    assert unplaced_others(here, {"16"}, two * 6) == 2
    assert unplaced_others(here, {"16"}, two * 5) == 0
