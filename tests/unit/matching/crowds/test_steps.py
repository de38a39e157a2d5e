"""Nothing is told that fewer than three companies, the viewer's apart, would fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.cells import Cell, cell_of
from boucle.matching.crowds.steps import (
    LEAST_CROWD,
    NOWHERE,
    STEPS,
    CrowdCompanies,
    CrowdKey,
    ViewerSite,
    Widening,
    counted,
    crowd,
    own_count,
)

HERE = cell_of(49.2, 0.5)
KEY = CrowdKey("wood_fuel", True, "16", HERE.north, HERE.east)


def near(rows: int, columns: int) -> Cell:
    return Cell(HERE.north + rows, HERE.east + columns)


def fitting(around: list[CrowdCompanies], everywhere: int) -> tuple[int, ...]:
    return counted([KEY], around, everywhere)[KEY]


companies = st.builds(
    CrowdCompanies,
    st.sampled_from(["16.10", "16.29", "31.09"]),
    st.builds(near, st.integers(-9, 9), st.integers(-9, 9)),
    st.lists(st.integers(1, 40), max_size=6),
)


@given(st.lists(companies, max_size=12))
def test_the_wider_the_more_fit(around: list[CrowdCompanies]) -> None:
    counts = dict(zip(STEPS, fitting(around, 99), strict=True))
    for step, more in counts.items():
        if step.level is not None and step.sector:
            assert counts[Widening(step.level, False)] >= more
        wider = Widening((step.level or 0) + 1, step.sector)
        if step.level is not None and wider in counts:
            assert counts[wider] >= more


@given(st.lists(companies, max_size=12), st.integers(0, 5), st.integers(0, 4))
def test_what_is_told_leaves_a_crowd(
    around: list[CrowdCompanies], everywhere: int, known: int
) -> None:
    """Whoever knows some of them is told less, never of a smaller crowd."""
    counts = fitting(around, everywhere)
    alone = crowd(KEY, counts)
    told = crowd(KEY, counts, {"16", "31"}, [[ViewerSite("16", HERE)]] * known)
    for one in (alone, told):
        if one is not None:
            assert one.companies is not None
            assert one.companies >= LEAST_CROWD
    if told is not None:
        assert alone is not None
        assert STEPS.index(told.step) >= STEPS.index(alone.step)


def test_one_company_in_many_cells_is_one() -> None:
    around = [CrowdCompanies("16.10", near(0, column), [7]) for column in range(4)]
    assert set(fitting(around, 1)) == {1}


def test_a_rare_sector_is_not_named() -> None:
    around = [CrowdCompanies("16.10", HERE, [1]), CrowdCompanies("31.09", HERE, [2, 3])]
    found = crowd(KEY, fitting(around, 3))
    assert found is not None
    assert found.step == Widening(0, False)


def test_what_three_have_in_the_whole_register_is_told_without_a_place() -> None:
    found = crowd(KEY, fitting([], 3))
    assert found is not None
    assert found.step == NOWHERE
    assert crowd(KEY, fitting([], 2)) is None


def test_a_viewers_site_of_another_activity_hides_nobody() -> None:
    sites = [[ViewerSite("86", HERE)], [ViewerSite("16", near(9, 9))], [ViewerSite("", HERE)]]
    # The one whose activity nobody knows; and, wherever it may be, the other of this activity.
    assert own_count(STEPS[0], KEY, {"16"}, sites) == 1
    assert own_count(NOWHERE, KEY, {"16"}, sites) == 2


@given(st.floats(-85, 85), st.floats(-179, 179))
def test_a_place_is_in_its_cell_and_in_all_wider_ones(latitude: float, longitude: float) -> None:
    cell = cell_of(latitude, longitude)
    for level in range(4):
        wide = cell.widened(level)
        north, east = wide.centre
        assert abs(latitude - north) <= 0.05 * (1 << level) + 1e-9
        assert abs(longitude - east) <= 0.075 * (1 << level) + 1e-9
        assert cell_of(*wide.centre).widened(level) == wide
