"""One rule of radii: no two of a group are further apart than what the territory says."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.distances import metres
from tests.unit.matching.kinds.pooling.declarations import GENLIS, groups_of, sharing
from tests.unit.matching.kinds.pooling.test_oracle import WORLDS

DEGREE_KM = 111.195
"""Of latitude, on a sphere of 6,371 km."""
SITES = ("waste_collection", "rainwater", "purchasing", "security", "catering", "childcare")


def roof_and_use(km: float) -> list[Sharing]:
    """Both as far from the zone's centre, between them."""
    ends = [(GENLIS[0] + side * km / 2 / DEGREE_KM, GENLIS[1]) for side in (-1, 1)]
    roof = {"roof": 20_000, "rainfall": 700, "tank": 600}
    choices = {"use": "cleaning", "place": "industry"}
    return [
        sharing(1, "rainwater", "offer", figures=roof, at=ends[0]),
        sharing(2, "rainwater", figures={"water": 200, "price": 4}, choices=choices, at=ends[1]),
    ]


@pytest.mark.parametrize(("km", "states"), [(0.45, ["viable"]), (0.55, []), (0.95, [])])
def test_a_roof_reaches_half_a_kilometre_and_no_more(km: float, states: list[str]) -> None:
    assert [group.state for group in groups_of(roof_and_use(km))] == states


@pytest.mark.parametrize("world", [world for world in WORLDS if world in SITES])
@settings(max_examples=25)
@given(data=st.data())
def test_no_two_of_a_group_are_further_apart_than_the_radius(
    world: str, data: st.DataObject
) -> None:
    declared = data.draw(WORLDS[world])
    sites = {one.sharing_id: (one.site.latitude, one.site.longitude) for one in declared}
    for group in groups_of(declared):
        radius = sharing_catalogue().parameter(f"{group.subject}_radius_km").default
        members = [one.sharing_id for one in group.members if one.role != "carrier"]
        for one, other in combinations(members, 2):
            assert Decimal(metres(sites[one], sites[other])) <= radius * 1000 + 2
