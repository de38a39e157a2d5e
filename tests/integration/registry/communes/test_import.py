"""A file of communes: read whole or not at all, again, and beside sites that are stored."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer

from boucle.registry.app import SERVICE
from boucle.registry.reference.communes.import_communes import import_communes
from tests.integration.registry.conftest import CAEN, FALAISE, Api
from tests.kit import RunningWorker

HEADER = "insee,nom,departement,epci_siren,lat,lon,anciens_codes"
ROWS = (
    f"14258,Falaise,14,{FALAISE},48.8956,-0.1954,14259 14260",
    f"14118,Caen,14,{CAEN},49.1829,-0.3707,",
    "85113,L'Île-d'Yeu,85,,46.7167,-2.35,",
)


@pytest.fixture
def imported(api: Api, running_worker: RunningWorker, tmp_path: Path) -> Any:
    async def read(*rows: str, header: str = HEADER) -> None:
        file = tmp_path / "communes.csv"
        file.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        async with running_worker(SERVICE) as resources:
            await import_communes(resources, file)

    return read


async def _kept(api: Api) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await api.fetch("SELECT * FROM commune ORDER BY code")]


async def _version(api: Api) -> str:
    return str((await api.get("/v1/communes"))["version"])


async def test_a_file_is_kept_and_the_next_one_replaces_it(
    api: Api, imported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported(*ROWS)
    told = capsys.readouterr().out
    assert "3 communes of 2 EPCIs imported, 2 codes of communes merged away" in told
    kept = await _kept(api)
    assert kept == [
        ("14118", "14118", "Caen", CAEN, 49.1829, -0.3707, "caen", False),
        *(
            (code, "14258", "Falaise", FALAISE, 48.8956, -0.1954, "falaise", code != "14258")
            for code in ("14258", "14259", "14260")
        ),
        ("85113", "85113", "L'Île-d'Yeu", None, 46.7167, -2.35, "l ile d yeu", False),
    ]
    version = await _version(api)
    await imported(*reversed(ROWS))
    assert (await _kept(api), await _version(api)) == (kept, version)
    await imported(ROWS[1])
    assert await _kept(api) == kept[:1]
    assert await _version(api) != version


async def test_a_file_with_a_wrong_row_leaves_all_as_it_was(
    api: Api, imported: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported(*ROWS)
    kept = await _kept(api)
    wrong = ("1400,Agy,14,241400556,49.2,-0.7,", ROWS[0], "14004,Ajon,14,,49,x", ROWS[0])
    with pytest.raises(typer.Exit) as caught:
        await imported(*wrong)
    assert caught.value.exit_code == 1
    *lines, last = capsys.readouterr().err.splitlines()
    assert [" ".join(line.split()[:4]) for line in lines] == [
        "line 2: insee '1400'",
        "line 2: epci_siren '241400556'",
        "line 4: row has",
        "line 5: insee '14258'",
        "line 5: anciens_codes '14259'",
        "line 5: anciens_codes '14260'",
    ]
    assert all("; expected " in line for line in lines)
    assert last.endswith("communes.csv: nothing was imported")
    assert await _kept(api) == kept


@pytest.mark.parametrize(
    ("header", "rows", "says"),
    [
        ("insee;nom;epci_siren;lat;lon", ROWS[:1], "insee or code_insee, nom or nom_standard"),
        ("insee,nom,lat,lon", (), "epci_siren or epci_code"),
        (HEADER, (), "file holds no commune"),
        (HEADER, ["x"] * 100, "line 21: row has 1 cells, the header 7"),
    ],
)
async def test_another_file_is_refused_with_what_would_be_right(
    api: Api,
    imported: Any,
    capsys: pytest.CaptureFixture[str],
    header: str,
    rows: Any,
    says: str,
) -> None:
    await imported(*ROWS)
    with pytest.raises(typer.Exit):
        await imported(*rows, header=header)
    told = capsys.readouterr().err
    assert says in told
    assert len(told.splitlines()) <= 21
    assert len(await _kept(api)) == 5


@pytest.mark.parametrize("archive", [False, True])
async def test_a_file_that_breaks_off_is_refused(
    api: Api, running_worker: RunningWorker, tmp_path: Path, archive: bool
) -> None:
    file, says = tmp_path / "communes.csv", "cannot be read to its end"
    file.write_bytes(f"{HEADER}\n{ROWS[0]}\n".encode() + b"\xff\xfe")
    if archive:
        whole, file, says = file, tmp_path / "communes.zip", "the archive is cut or damaged"
        with ZipFile(file, "w") as made:
            made.write(whole)
        file.write_bytes(file.read_bytes()[:100])
    async with running_worker(SERVICE) as resources:
        with pytest.raises(typer.BadParameter, match=says):
            await import_communes(resources, file)
    assert await _kept(api) == []


@pytest.mark.parametrize("cut", [1, 2, 9, 30])
async def test_a_row_that_breaks_off_is_refused_with_its_line(
    api: Api, running_worker: RunningWorker, tmp_path: Path, cut: int
) -> None:
    """Also within its last cell, where what is left could be read."""
    file = tmp_path / "communes.csv"
    file.write_text("\n".join((HEADER, ROWS[1], f"{ROWS[0]}\n"))[:-cut], encoding="utf-8")
    async with running_worker(SERVICE) as resources:
        with pytest.raises(typer.BadParameter, match="line 3 ends in the middle of a row"):
            await import_communes(resources, file)
    assert await _kept(api) == []
