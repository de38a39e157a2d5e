"""The communes of Normandy as the importer reads them, and real sites in them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from boucle.registry.app import SERVICE
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.domain.values.areas import FRANCE
from boucle.registry.parties.sites.places import place_faults
from boucle.registry.reference.communes.commune import Commune, CommuneFile, FoundCommune
from boucle.registry.reference.communes.decisions import doubts, territory_of
from boucle.registry.reference.communes.import_communes import import_communes
from boucle.registry.reference.communes.store import find_commune
from tests.kit import RunningWorker, ServiceDatabase

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILE = DATA / "communes_normandie.csv"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _communes() -> Iterator[Commune]:
    with FILE.open(encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        file = CommuneFile(next(rows))
        for line, row in enumerate(rows, start=2):
            read = file.read(line, row)
            assert isinstance(read, Commune), read
            yield read


COMMUNES = {commune.code: commune for commune in _communes()}
# Of the register's sites, two whose longitude lost its minus: 209 and 54 km from their communes.
MISPLACED = {"UNITHER NORMANDY", "ASSOCIATION R'PUR"}


def _site(row: dict[str, str]) -> DeclaredSite:
    return DeclaredSite(
        name=row["nom"],
        siret=None,
        naf=None,
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        location_precision="address",
        commune=None,
        commune_code=row["insee"],
        address=None,
        territory=None,
        treatments=(),
        networks=(),
        example=False,
    )


def test_every_row_is_a_commune_of_an_epci() -> None:
    assert len(COMMUNES) == 2644
    epcis = {row["epci_siren"]: int(row["n"]) for row in _rows("epci_normandie.csv")}
    assert {commune.epci for commune in COMMUNES.values()} == epcis.keys()
    for siren, count in epcis.items():
        assert sum(commune.epci == siren for commune in COMMUNES.values()) == count


def test_real_sites_are_placed_and_those_placed_wrongly_are_told() -> None:
    doubted = set()
    for row in _rows("irep_etablissements_normandie_2003_2017.csv"):
        site, commune = _site(row), COMMUNES[row["insee"]]
        assert place_faults(site, FRANCE) == []
        found = FoundCommune(commune, served=True)
        assert territory_of(site, found, any_known=True) == row["epci_siren"]
        if doubts(site.within(row["epci_siren"]), commune):
            doubted.add(row["nom"])
    assert doubted == MISPLACED


async def test_the_file_is_imported_twice_and_kept_once(
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE) as resources:
        for _ in range(2):
            await import_communes(resources, FILE)
            assert "2644 communes of 71 EPCIs imported" in capsys.readouterr().out
    async with database.read() as session:
        driver = await session.driver()
        assert await driver.fetchval("SELECT count(*) FROM commune") == 2644
        found = await find_commune(session, "14258")
    assert found == FoundCommune(COMMUNES["14258"], served=False)
