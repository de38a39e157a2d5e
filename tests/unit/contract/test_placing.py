"""Where a synergy is shown on a map: at the sides that its reader sees, whatever the others are."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.cells import Cell
from boucle.contract.events.matching import Preview, SidePreview
from boucle.contract.masking import OPERATOR, Viewer, mask_synergy
from boucle.contract.placing import Places, shown_places, shown_sites
from boucle.contract.views import SideView, SynergyView, view_of
from boucle.matching.candidates.views import view_of_candidate
from tests.unit.contract.test_masking import (
    HERE,
    NEEDER,
    OFFERER,
    THERE,
    Secrets,
    life_of,
    secrets,
    synergy,
)
from tests.unit.matching.lives.groups import company, introduced, lived, said

SECRET: Final = Secrets("41235", "1234567", "41234567", "41.235", 4321)
READERS: Final = (
    Viewer.company(OFFERER),
    Viewer.company(NEEDER),
    Viewer.animator(HERE),
    Viewer.animator(THERE),
    Viewer.animator(HERE, THERE),
    Viewer(),
    OPERATOR,
)
cells = st.builds(Cell, st.integers(410, 510), st.integers(-34, 60), st.just(0))
many_cells = st.lists(cells, min_size=9, max_size=9)


def _pair(secret: Secrets, *, disclosed: bool) -> SynergyView:
    pair = synergy(secret)
    view = view_of_candidate(pair, life_of(pair, disclosed=disclosed))
    preview = Preview(organisation_id=OFFERER, others=(SidePreview("need", family="wood_class_b"),))
    return replace(view, previews=(preview,))


def _places(view: SynergyView, viewer: Viewer, at: Mapping[UUID, Cell]) -> Places:
    return shown_places(mask_synergy(view, viewer=viewer).sides, at)


def _own(view: SynergyView, viewer: Viewer) -> list[SideView]:
    return [
        side
        for side in view.sides
        if viewer.everything
        or side.organisation_id in viewer.organisations
        or side.territory in viewer.territories
    ]


@pytest.mark.parametrize("viewer", READERS)
@given(secret=secrets, here=many_cells, there=many_cells)
def test_nothing_hangs_on_a_hidden_partner(
    viewer: Viewer, secret: Secrets, here: list[Cell], there: list[Cell]
) -> None:
    view = _pair(secret, disclosed=False)
    own = {side.site_id for side in _own(view, viewer)}
    sites = [side.site_id for side in view.sides if side.site_id is not None]
    one = dict(zip(sites, here, strict=False))
    other = {site: cell if site in own else there[0] for site, cell in one.items()}
    shown = _places(view, viewer, one)
    assert (
        shown
        == _places(view, viewer, other)
        == _places(view, viewer, {site: cell for site, cell in one.items() if site in own})
    )
    assert {*shown.centres} == {one[site].centre for site in sites if site in own}
    assert (shown.precision_m is None) == (not own)


@pytest.mark.parametrize("viewer", READERS)
def test_once_disclosed_both_are_shown_to_who_is_in_it(viewer: Viewer) -> None:
    view = _pair(SECRET, disclosed=True)
    sites = [side.site_id for side in view.sides if side.site_id is not None]
    at = {sites[0]: Cell(491, -3), sites[1]: Cell(494, 0)}
    expected = [at[site].centre for site in sites] if _own(view, viewer) else []
    shown = _places(view, viewer, at)
    assert list(shown.centres) == expected
    # From the centre to the corner: half of 11.1 km by half of 10.8 or 10.9.
    assert shown.precision_m is None or 7_700 < shown.precision_m < 7_800


def test_two_in_one_cell_are_one_place() -> None:
    view = _pair(SECRET, disclosed=False)
    at = {side.site_id: Cell(491, -3) for side in view.sides if side.site_id is not None}
    assert len(_places(view, OPERATOR, at).centres) == 1


@given(here=many_cells, there=many_cells, consented=st.sets(st.integers(0, 4)))
def test_of_a_group_the_same(here: list[Cell], there: list[Cell], consented: set[int]) -> None:
    answers = [said(number, "consented") for number in sorted(consented)]
    view = view_of(lived(introduced(5), *answers))
    sites = [side.site_id for side in view.sides if side.site_id is not None]
    own = view.sides[0]
    assert own.organisation_id == company(0)
    viewer = Viewer.company(company(0))
    one = dict(zip(sites, here, strict=False))
    if view.disclosed:
        masked = mask_synergy(view, viewer=viewer)
        assert {*shown_sites(masked.sides)} == {*sites}
        return
    other = {site: one[site] if site == own.site_id else there[0] for site in sites}
    assert _places(view, viewer, one) == _places(view, viewer, other)
    assert list(_places(view, viewer, one).centres) == [one[sites[0]].centre]
