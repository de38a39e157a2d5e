"""Rows of INSEE's stock of establishments, Lambert-93, and the map of what is wanted where."""

from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Fault
from boucle.registry.outlets.prospects.coverage import Coverage
from boucle.registry.outlets.prospects.lambert93 import to_degrees
from boucle.registry.outlets.prospects.sirene import (
    NEEDED,
    Establishment,
    SireneColumns,
    read_establishment,
)

WANTED = frozenset({"17.12"})
HEADER = (*NEEDED, "codeCommuneEtablissement", "libelleCommuneEtablissement", "other")
RIGHT = {
    "siret": "73282932000074",
    "statutDiffusionEtablissement": "O",
    "etatAdministratifEtablissement": "A",
    "activitePrincipaleEtablissement": "17.12Z",
    "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
    "coordonneeLambertAbscisseEtablissement": "454000.0",
    "coordonneeLambertOrdonneeEtablissement": "6904000.0",
    "codeCommuneEtablissement": "14118",
}


def _read(**changes: str) -> object:
    cells = {**RIGHT, **changes}
    return read_establishment(
        [cells.get(name, "") for name in HEADER], SireneColumns(HEADER), WANTED
    )


def test_a_row_that_is_right() -> None:
    found = _read()
    assert isinstance(found, Establishment)
    assert (found.siret, found.nace, found.name) == ("73282932000074", "17.12", None)
    assert (found.latitude, found.longitude) == pytest.approx((49.18841, -0.375216), abs=1e-5)


@pytest.mark.parametrize(
    ("column", "value", "passed"),
    [
        ("etatAdministratifEtablissement", "F", "closed"),
        ("statutDiffusionEtablissement", "P", "not_diffusible"),
        ("statutDiffusionEtablissement", "N", "not_diffusible"),
        ("activitePrincipaleEtablissement", "56.10A", "other_activity"),
        ("activitePrincipaleEtablissement", "", "other_activity"),
        ("nomenclatureActivitePrincipaleEtablissement", "NAF1993", "other_nomenclature"),
        ("coordonneeLambertAbscisseEtablissement", "[ND]", "unplaced"),
        ("coordonneeLambertAbscisseEtablissement", "", "unplaced"),
        ("codeCommuneEtablissement", "97411", "unplaced"),
    ],
)
def test_a_row_that_is_passed_over(column: str, value: str, passed: str) -> None:
    assert _read(**{column: value}) == passed


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("siret", "73282932000075"),
        ("siret", ""),
        ("coordonneeLambertAbscisseEtablissement", "here"),
        ("coordonneeLambertOrdonneeEtablissement", "nan"),
        ("coordonneeLambertOrdonneeEtablissement", "49.18"),
    ],
)
def test_a_row_that_is_wrong(column: str, value: str) -> None:
    fault = _read(**{column: value})
    assert isinstance(fault, Fault)
    assert column in fault.field
    assert value in str(fault.value)


def test_a_row_cut_short() -> None:
    fault = read_establishment(["73282932000074"], SireneColumns(HEADER), WANTED)
    assert isinstance(fault, Fault)
    assert "1 cells" in fault.message


def test_lambert_93_where_it_is_known() -> None:
    assert to_degrees(700_000, 6_600_000) == pytest.approx((46.5, 3), abs=1e-8)  # its origin
    # The Eiffel tower, as the IGN's map has it.
    assert to_degrees(648_237.3, 6_862_271.7) == pytest.approx((48.8584, 2.2945), abs=1e-5)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(half))


PLACES = st.tuples(st.floats(41.5, 51.2), st.floats(-5.5, 9.5))


@given(PLACES, PLACES, st.floats(1, 400))
def test_the_map_never_misses_what_is_near(
    here: tuple[float, float], there: tuple[float, float], radius_km: float
) -> None:
    coverage = Coverage()
    coverage.add("17.12", *here, radius_km)
    covered = coverage.covers("17.12", *there)
    if _km(here, there) <= radius_km:
        assert covered
    if _km(here, there) > radius_km + 40:
        assert not covered
    assert not coverage.covers("23.51", *here)
