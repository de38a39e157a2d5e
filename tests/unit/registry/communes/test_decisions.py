"""What follows from a site's commune: its territory, and a doubt where it is far away."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import translated
from boucle.registry.api.schemas.parties.sites import SitePut
from boucle.registry.api.wire import declared_site
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.values.areas import FRANCE
from boucle.registry.domain.values.distances import km_between
from boucle.registry.parties.sites.places import place_faults
from boucle.registry.reference.communes.commune import Commune, FoundCommune
from boucle.registry.reference.communes.decisions import (
    FAR_KM,
    at_commune,
    doubts,
    territory_of,
)
from tests.unit.registry.sites.test_sites import SITE

FALAISE, CAEN = "241400514", "200065597"
COMMUNE = Commune("14258", "Falaise", FALAISE, 48.8956, -0.1954)
FOUND = FoundCommune(COMMUNE, served=True)


def _site(**changes: Any) -> DeclaredSite:
    return replace(
        declared_site(SitePut.model_validate({**SITE, "territory": None, "commune_code": "14258"})),
        **changes,
    )


def _fault(
    site: DeclaredSite, found: FoundCommune | None = FOUND, *, any_known: bool = True
) -> Fault:
    with pytest.raises(Faulty) as caught:
        territory_of(site, found, any_known=any_known)
    [fault] = caught.value.faults
    return fault


_IN_FRANCE = st.sampled_from(FRANCE).flatmap(
    lambda box: st.tuples(st.floats(box.south, box.north), st.floats(box.west, box.east))
)


def test_the_territory_follows_from_the_commune() -> None:
    assert territory_of(_site(), FOUND, any_known=True) == FALAISE
    assert territory_of(_site(territory=FALAISE), FOUND, any_known=True) == FALAISE


def test_a_territory_that_disagrees_is_refused_with_the_one_of_the_commune() -> None:
    fault = _fault(_site(territory=CAEN))
    assert (fault.field, fault.value) == ("territory", CAEN)
    assert "is not the EPCI of Falaise (14258)" in fault.message
    assert "a federation is never a site's territory" in fault.message
    assert FALAISE in fault.expected


def test_an_epci_that_is_no_territory_here_is_named_with_what_to_do() -> None:
    fault = _fault(_site(), FoundCommune(COMMUNE, served=False))
    assert (fault.field, fault.value) == ("commune_code", "14258")
    assert f"is in EPCI {FALAISE}, which is not a territory here" in fault.message
    assert "PUT /v1/territories" in fault.expected


def test_a_commune_merged_away_is_refused_with_its_new_code() -> None:
    fault = _fault(_site(commune_code="14259", territory=FALAISE))
    assert (fault.field, fault.value) == ("commune_code", "14259")
    assert fault.message == "was merged into Falaise (14258)"
    assert fault.expected == "14258, of Falaise"


def test_an_unknown_code_is_refused_once_communes_are_known() -> None:
    fault = _fault(_site(territory=FALAISE), None)
    assert fault.field == "commune_code"
    assert "postal code" in fault.expected


def test_what_is_told_counts_while_no_commune_is_known() -> None:
    assert territory_of(_site(territory=CAEN), None, any_known=False) == CAEN
    fault = _fault(_site(), None, any_known=False)
    assert fault.field == "territory"
    assert "no communes were imported" in fault.message


def test_without_a_code_the_territory_is_told() -> None:
    assert territory_of(_site(commune_code=None, territory=CAEN), None, any_known=False) == CAEN
    assert "no commune_code" in _fault(_site(commune_code=None), None, any_known=False).message


def test_a_commune_of_no_epci_leaves_the_territory_to_be_told() -> None:
    island = FoundCommune(replace(COMMUNE, epci=None), served=False)
    assert territory_of(_site(territory=CAEN), island, any_known=True) == CAEN
    message = _fault(_site(), island).message
    assert "is in no EPCI" in message
    assert "n'est dans aucun EPCI" in translated(message, "fr")


# --- doubts


@given(place=_IN_FRANCE)
def test_a_site_is_doubtful_beyond_twenty_kilometres_of_its_communes_centre(
    place: tuple[float, float],
) -> None:
    latitude, longitude = place
    km = km_between(place, (48.8956, -0.1954))
    found = doubts(_site(latitude=latitude, longitude=longitude).within(FALAISE), COMMUNE)
    assert len(found) == (km > FAR_KM)
    for doubt in found:
        assert (doubt.field, doubt.value) == ("latitude", latitude)
        assert f"{km:.0f} km from the centre of Falaise (14258)" in doubt.message


def test_without_a_centre_nothing_is_doubtful() -> None:
    nowhere = replace(COMMUNE, latitude=None, longitude=None)
    assert doubts(_site(latitude=43.3, longitude=5.4).within(FALAISE), nowhere) == []


def test_a_site_without_a_place_is_at_its_communes_centre() -> None:
    unplaced = declared_site(
        SitePut.model_validate({"organisation": "org", "name": "Atelier", "commune_code": "14258"})
    )
    assert place_faults(unplaced, FRANCE) == []
    placed = at_commune(unplaced, FOUND)
    assert (placed.latitude, placed.longitude) == (48.8956, -0.1954)
    assert placed.location_precision == "commune"
    nowhere = replace(COMMUNE, latitude=None, longitude=None)
    for known in (None, FoundCommune(nowhere, served=True)):
        with pytest.raises(Faulty, match="latitude"):
            at_commune(unplaced, known)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"latitude": None}, ["latitude"]),
        ({"longitude": None}, ["longitude"]),
        ({"latitude": None, "longitude": None, "commune_code": None}, ["latitude", "longitude"]),
    ],
)
def test_half_a_place_is_none(changes: dict[str, Any], fields: list[str]) -> None:
    assert [fault.field for fault in place_faults(_site(**changes), FRANCE)] == fields


def test_kilometres() -> None:
    assert km_between((48.0, 0.2), (49.0, 0.2)) == pytest.approx(111.195, abs=0.001)
    assert km_between((60, 3), (60, 4)) == pytest.approx(111.195 / 2, abs=0.01)
    assert km_between((48.9, 0.2), (48.9, 0.2)) == 0
    assert km_between((90, 0), (-90, 0)) == pytest.approx(20015.1, abs=0.1)
