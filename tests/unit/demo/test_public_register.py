"""The demo's made-up register: read as INSEE's own, a crowd wherever the demo has a site."""

from collections.abc import Iterator

import pytest
from stdnum.fr import siret as stdnum_siret

from boucle.catalogue import crowd_classes, load_catalogue
from boucle.contract.cells import cell_of
from boucle.demo.declarations import DemoPlace, all_places, declarations
from boucle.demo.public_register import HEADER, OF_EACH, activities, lambert93, rows
from boucle.registry.outlets.prospects.lambert93 import to_degrees
from boucle.registry.outlets.prospects.sirene import (
    Establishment,
    SireneColumns,
    read_establishment,
)
from boucle.registry.reference.establishments.counting import Companies

CLASSES = crowd_classes(load_catalogue())


def _read() -> Iterator[Establishment]:
    columns = SireneColumns(HEADER)
    for row in rows():
        read = read_establishment(row, columns, CLASSES)
        assert isinstance(read, Establishment), read
        yield read


def test_every_site_of_the_demo_has_a_crowd_of_every_activity_in_its_cell() -> None:
    companies = Companies()
    for one in _read():
        companies.add(one.siret[:9], one.nace, one.latitude, one.longitude)
    for site in declarations().sites:
        place = all_places()[site.body["commune"]]
        assert place.code == site.body["commune_code"]
        cell = cell_of(place.latitude, place.longitude)
        classes = companies.of(cell).companies
        assert set(classes) == {naf[:5] for naf in activities()}
        assert all(len(sirens) >= OF_EACH for sirens in classes.values()), site.external_id


def test_it_is_the_same_every_time_and_names_no_company_of_the_demo() -> None:
    made = list(rows())
    assert made == list(rows())
    sirets = {row[0] for row in made}
    assert len(sirets) == len(made)
    assert all(stdnum_siret.is_valid(siret) and siret.startswith("299") for siret in sirets)
    assert not sirets & {site.body.get("siret") for site in declarations().sites}


@pytest.mark.parametrize("place", all_places().values(), ids=lambda place: place.commune)
def test_a_place_is_where_it_was(place: DemoPlace) -> None:
    found = to_degrees(*lambert93(place))
    assert found == pytest.approx((place.latitude, place.longitude), abs=1e-8)
