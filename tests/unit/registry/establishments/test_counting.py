"""Which companies are in which cell: each once, the least of many."""

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.cells import Cell
from boucle.contract.events.registry import MOST_COMPANIES, Establishments
from boucle.registry.reference.establishments.counting import Companies, place_of, subject

CAEN = (49.18, -0.37)
CELL = Cell(491, -3)


def _of(*sirens: int) -> Establishments:
    companies = Companies()
    for siren in sirens:
        companies.add(f"{siren:09d}", "16.10", *CAEN)
    return companies.of(CELL)


def test_a_cell_holds_its_companies_by_class() -> None:
    companies = Companies()
    companies.add("732829320", "16.10", *CAEN)
    companies.add("055800296", "16.10", 49.11, -0.31)  # another corner of the same cell
    companies.add("356000000", "38.11", *CAEN)
    companies.add("732829320", "16.10", 49.21, -0.37)  # the next one

    assert companies.places == {CELL, Cell(492, -3)}
    assert companies.of(CELL).companies == {"16.10": (55800296, 732829320), "38.11": (356000000,)}
    assert companies.of(Cell(0, 0)) == Establishments(north=0, east=0)


def test_a_company_of_many_establishments_counts_once() -> None:
    assert _of(7, 3, 7, 7, 3).companies == {"16.10": (3, 7)}


@given(st.lists(st.integers(0, 200), max_size=150))
def test_of_many_the_least_are_kept_whatever_their_order(sirens: list[int]) -> None:
    kept = _of(*sirens).companies.get("16.10", ())
    assert kept == tuple(sorted(set(sirens))[:MOST_COMPANIES])


@given(st.integers(-900, 900), st.integers(-1200, 1200))
def test_a_subject_names_its_place(north: int, east: int) -> None:
    assert place_of(subject(Cell(north, east))) == Cell(north, east)
