"""Zones of a file, and which one a site is in."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.domain.values.areas import FRANCE
from boucle.registry.domain.values.distances import km_between
from boucle.registry.territories.zones.decisions import (
    ActivityZone,
    SitePlace,
    moved,
    read_zones,
    zone_of,
)

ROW = {
    "code": "ZA1",
    "name": "Zone des Estuaires",
    "latitude": "48,64",
    "longitude": "-1.32",
    "radius_km": "1,5",
    "source": "Atlas des zones d'activités 2025",
}
ZONE = ActivityZone(
    "ZA1", "Zone des Estuaires", 48.64, -1.32, 1.5, "Atlas des zones d'activités 2025"
)
places = st.tuples(st.floats(48, 49), st.floats(-1, 0))
zones = st.lists(
    st.builds(
        lambda code, at, km: ActivityZone(code, code, at[0], at[1], km, "s"),
        st.sampled_from("ABCDEFGH"),
        places,
        st.floats(0.05, 20),
    ),
    unique_by=lambda zone: zone.code,
    max_size=6,
)


def test_a_row_is_a_zone() -> None:
    assert read_zones([(2, ROW)], FRANCE) == ([ZONE], [])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("code", None, "is missing"),
        ("name", "x" * 201, "is too long"),
        ("name", "ZA\u202e", "a mark of writing direction, U+202E, at character 3"),
        ("latitude", "north", "not a"),
        ("latitude", "12", "outside what is served"),
        ("radius_km", "0", "is no zone's"),
        ("radius_km", "25", "is no zone's"),
        ("source", None, "is missing"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line(key: str, value: str | None, said: str) -> None:
    row = {**ROW, key: value} if value is not None else {k: v for k, v in ROW.items() if k != key}
    found, faults = read_zones([(7, row)], FRANCE)
    assert found == []
    assert [fault.field for fault in faults] == [f"line 7: {key}"]
    assert said in faults[0].message


def test_a_code_stands_once() -> None:
    found, [fault] = read_zones([(2, ROW), (3, ROW)], FRANCE)
    assert found == [ZONE]
    assert (fault.field, fault.message) == ("line 3: code", "stands in line 2 already")


@given(places, zones)
def test_a_site_is_in_the_nearest_zone_that_reaches_it(
    at: tuple[float, float], known: list[ActivityZone]
) -> None:
    found = zone_of(*at, known)
    km = {zone.code: km_between(at, (zone.latitude, zone.longitude)) for zone in known}
    inside = [zone for zone in known if km[zone.code] <= zone.radius_km]
    assert (found is None) == (not inside)
    assert zone_of(*at, reversed(known)) == found
    if found is not None:
        assert km[found.code] == min(km[zone.code] for zone in inside)


@given(st.lists(places, max_size=5), zones, zones)
def test_only_sites_whose_zone_changes_are_moved(
    at: list[tuple[float, float]], before: list[ActivityZone], after: list[ActivityZone]
) -> None:
    sites = [SitePlace(uuid4(), *place) for place in at]
    ids: list[UUID] = moved(sites, before, after)
    assert moved(sites, before, before) == []
    assert set(moved(sites, after, before)) == set(ids)
    for site in sites:
        one = zone_of(site.latitude, site.longitude, before)
        other = zone_of(site.latitude, site.longitude, after)
        same = (one and (one.code, one.latitude)) == (other and (other.code, other.latitude))
        assert same or site.id in ids
