"""Where a site may be."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.wire import declared_site
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.values.areas import FRANCE
from boucle.registry.parties.sites.places import place_faults
from tests.unit.registry.sites.test_sites import SITE


def _site(**changes: Any) -> DeclaredSite:
    return replace(declared_site(SitePut.model_validate(SITE)), **changes)


_IN_FRANCE = st.sampled_from(FRANCE).flatmap(
    lambda box: st.tuples(st.floats(box.south, box.north), st.floats(box.west, box.east))
)


@given(place=_IN_FRANCE)
def test_a_place_in_france_is_taken_and_never_looks_right_swapped(
    place: tuple[float, float],
) -> None:
    latitude, longitude = place
    assert place_faults(_site(latitude=latitude, longitude=longitude), FRANCE) == []
    swapped = _site(latitude=longitude, longitude=latitude)
    [fault] = place_faults(swapped, FRANCE)
    assert (fault.field, fault.value) == ("latitude", longitude)
    assert "looks swapped" in fault.message
    assert fault.expected == f"latitude {latitude}, longitude {longitude}"


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        *((48.8566, 2.3522), (41.9192, 8.7386), (51.03, 2.37), (48.46, -5.09), (42.5, 9.53)),
        *((16.24, -61.53), (14.6, -61.07), (4.92, -52.31), (-20.88, 55.45), (-12.78, 45.23)),
    ],
    ids=(
        *("Paris", "Ajaccio", "Dunkerque", "Ouessant", "Corse"),
        *("Guadeloupe", "Martinique", "Guyane", "Réunion", "Mayotte"),
    ),
)
def test_france_is_served(latitude: float, longitude: float) -> None:
    assert place_faults(_site(latitude=latitude, longitude=longitude), FRANCE) == []


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, 0.0), (51.5, -0.12), (40.41, -3.7), (-48.9, 0.2), (48.9, 20)]
)
def test_a_place_elsewhere_is_refused_with_what_is_served(
    latitude: float, longitude: float
) -> None:
    [fault] = place_faults(_site(latitude=latitude, longitude=longitude), FRANCE)
    assert (fault.field, fault.value) == ("latitude", latitude)
    assert "outside what is served" in fault.message
    assert "41.2 to 51.2, -5.3 to 9.7; or " in fault.expected
