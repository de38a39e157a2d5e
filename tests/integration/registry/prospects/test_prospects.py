"""INSEE's stock of establishments: read twice, kept once; shown to animators and operators only."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer

from boucle.registry.app import SERVICE
from boucle.registry.outlets.prospects.import_sirene import import_sirene
from tests.integration.registry.conftest import CAEN, FALAISE, Api, flow, organisation, site
from tests.kit import RunningWorker

# The real header has these among some fifty others, in another order.
HEADER = (
    *("siren", "nic", "siret", "statutDiffusionEtablissement", "dateCreationEtablissement"),
    *("trancheEffectifsEtablissement", "etablissementSiege", "codePostalEtablissement"),
    *("libelleCommuneEtablissement", "codeCommuneEtablissement"),
    *("coordonneeLambertAbscisseEtablissement", "coordonneeLambertOrdonneeEtablissement"),
    *("etatAdministratifEtablissement", "enseigne1Etablissement"),
    *("denominationUsuelleEtablissement", "activitePrincipaleEtablissement"),
    *("nomenclatureActivitePrincipaleEtablissement", "activitePrincipaleNAF25Etablissement"),
)
SIRETS = ("73282932000074", "35600000000048", "80380679300011", "30368786700026", "48089140700029")


def _row(siret: str, **changes: str) -> dict[str, str]:
    """An active board mill near Caen, diffusible."""
    return {
        "siret": siret,
        "statutDiffusionEtablissement": "O",
        "etatAdministratifEtablissement": "A",
        "activitePrincipaleEtablissement": "16.21Z",
        "nomenclatureActivitePrincipaleEtablissement": "NAFRev2",
        "coordonneeLambertAbscisseEtablissement": "454000.0",
        "coordonneeLambertOrdonneeEtablissement": "6904000.0",
        "codeCommuneEtablissement": "14118",
        "libelleCommuneEtablissement": "CAEN",
        "trancheEffectifsEtablissement": "21",
        **changes,
    }


def _file(folder: Path, *rows: dict[str, str], name: str = "stock.zip") -> Path:
    text = StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    if name.endswith(".zip"):
        with ZipFile(path, "w") as archive:
            archive.writestr("StockEtablissement_utf8.csv", text.getvalue())
    else:
        path.write_text(text.getvalue(), encoding="utf-8")
    return path


NEAR, CLOSED, HIDDEN, FAR, REGISTERED = SIRETS
ROWS = (
    _row(NEAR, enseigne1Etablissement="PANNEAUX DE CAEN"),
    _row(CLOSED, etatAdministratifEtablissement="F"),
    _row(HIDDEN, statutDiffusionEtablissement="P", enseigne1Etablissement="[ND]"),
    _row(FAR, coordonneeLambertAbscisseEtablissement="900000", codeCommuneEtablissement="13055",
         coordonneeLambertOrdonneeEtablissement="6250000"),
    _row(REGISTERED),
    _row("12345678901234"),
    _row(NEAR, activitePrincipaleEtablissement="86.10Z"),
)  # fmt: skip


@pytest.fixture
async def offer(declared: Api) -> str:
    """Wood offered at Falaise; one board mill is registered already. The flow's id."""
    await declared.put("/v1/sources/tyca/organisations/mill", organisation(siren=REGISTERED[:9]))
    mill = site(name="mill", siret=REGISTERED, organisation="mill")
    await declared.put("/v1/sources/tyca/sites/mill", mill)
    made = await declared.put("/v1/sources/tyca/flows/f", flow(family="wood_a"))
    return str(made["flow_id"])


async def _imported(api: Api, running_worker: RunningWorker, file: Path) -> None:
    async with running_worker(SERVICE) as resources:
        await import_sirene(resources, file)


async def _rows(api: Api) -> list[Any]:
    return await api.fetch("SELECT siret, name, commune, employees FROM prospect ORDER BY siret")


async def test_prospects_of_a_flow(
    declared: Api,
    offer: str,
    running_worker: RunningWorker,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    api = declared
    nothing_yet: dict[str, Any] = {"items": [], "passed_over": None, "imported_at": None}
    assert (await api.get(f"/v1/prospects?flow_id={offer}")) == nothing_yet
    await _imported(api, running_worker, _file(tmp_path, *ROWS))
    said = capsys.readouterr().out
    assert "7 rows: 2 prospects kept, 1 wrong" in said
    assert "line 7: siret '12345678901234' is not a SIRET" in said
    assert "1 far from every flow" in said
    assert "1 not diffusible" in said

    for by in (api.operator, api.tokens.animator(FALAISE)):
        shown = await api.get(f"/v1/prospects?flow_id={offer}", by=by)
        (prospect,) = shown["items"]
        assert (prospect["siret"], prospect["name"]) == (NEAR, "PANNEAUX DE CAEN")
        assert prospect["naf"] == {"code": "16.21Z", "version": "NAF rév. 2"}
        assert 30 < float(prospect["distance_km"]) < 40
        assert shown["imported_at"]
    await api.get(f"/v1/prospects?flow_id={offer}", by=api.tokens.animator(CAEN), expect=404)
    for nobody in (api.tokens.company(), api.tool):
        await api.get(f"/v1/prospects?flow_id={offer}", by=nobody, expect=403)
    await api.get("/v1/prospects", expect=422)


async def test_the_same_file_twice_and_a_newer_one(
    declared: Api, offer: str, running_worker: RunningWorker, tmp_path: Path
) -> None:
    api = declared
    await _imported(api, running_worker, _file(tmp_path, *ROWS, name="stock.csv"))
    first = await _rows(api)
    assert [row["siret"] for row in first] == sorted((NEAR, REGISTERED))
    api.clock.advance(timedelta(minutes=1))
    await _imported(api, running_worker, _file(tmp_path, *ROWS))
    assert await _rows(api) == first
    api.clock.advance(timedelta(minutes=1))
    await _imported(api, running_worker, _file(tmp_path, _row(NEAR, enseigne1Etablissement="B")))
    assert [(row["siret"], row["name"]) for row in await _rows(api)] == [(NEAR, "B")]


@pytest.mark.parametrize("name", ["stock.csv", "stock.zip"])
async def test_a_file_that_was_cut_leaves_the_former_one(
    declared: Api, offer: str, running_worker: RunningWorker, tmp_path: Path, name: str
) -> None:
    """In the middle of its last row; damaged inside its archive."""
    api = declared
    await _imported(api, running_worker, _file(tmp_path, *ROWS, name=name))
    before = await _rows(api), await _companies(api)
    api.clock.advance(timedelta(minutes=1))
    file = _file(tmp_path, _row(NEAR), _row(REGISTERED), name=name)
    whole = file.read_bytes()
    damaged = whole[:-40] if name == "stock.csv" else whole.replace(b"NAFRev2", b"NAFRev1", 1)
    file.write_bytes(damaged)
    said = r"(?s)in the middle of a row.*line 3|cannot be read to its end"
    with pytest.raises(typer.BadParameter, match=said):
        await _imported(api, running_worker, file)
    assert (await _rows(api), await _companies(api)) == before


async def test_a_file_without_a_right_row_leaves_the_former_one(
    declared: Api, offer: str, running_worker: RunningWorker, tmp_path: Path
) -> None:
    """Its header alone; two rows of three without a place in the world."""
    api = declared
    await _imported(api, running_worker, _file(tmp_path, *ROWS))
    before = await _rows(api), await _companies(api)
    api.clock.advance(timedelta(minutes=1))
    nowhere = {"coordonneeLambertAbscisseEtablissement": "x"}
    wrong = _row(NEAR, **nowhere), _row(REGISTERED, **nowhere), _row(NEAR)
    for rows, said in (((), "holds no establishment"), (wrong, "most rows are wrong.*2 of 3")):
        with pytest.raises(typer.BadParameter, match=f"(?s){said}"):
            await _imported(api, running_worker, _file(tmp_path, *rows))
        assert (await _rows(api), await _companies(api)) == before


async def _companies(api: Api) -> list[Any]:
    return await api.fetch("SELECT * FROM establishments_cell ORDER BY north, east")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("stock.parquet", b"PAR1", "Parquet is not read"),
        ("stock.csv", b"siret,nic\n1,2\n", "these columns are missing"),
        ("stock.csv", b"", "these columns are missing"),
        ("stock.csv", b"\xff\xfe\x00", "cannot be read to its end"),
        (None, b"", "No such file"),
    ],
)
async def test_another_file_is_refused_with_what_would_be_right(
    api: Api,
    running_worker: RunningWorker,
    tmp_path: Path,
    name: str | None,
    content: bytes,
    says: str,
) -> None:
    file = tmp_path / (name or "absent.csv")
    if name:
        file.write_bytes(content)
    with pytest.raises(typer.BadParameter, match=says):
        await _imported(api, running_worker, file)
