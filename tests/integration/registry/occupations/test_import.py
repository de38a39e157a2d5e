"""ROME's files: read whole or not at all; what the list of occupations then says."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
import typer

from boucle.registry.app import SERVICE
from boucle.registry.reference.occupations.import_rome import import_rome
from tests.integration.registry.conftest import Api
from tests.kit import RunningWorker

CODES = "code_rome,libelle_rome,transition_eco,code_rome_parent"
TITLES = "code_rome,libelle_appellation_long"
OCCUPATIONS = (
    "N1101,Cariste,,N1101",
    "N1103,Préparateur / Préparatrice de commandes,Emploi Blanc,N1103",
    "N1115,Aide-magasinier,Emploi Vert,N1103",
)
NAMES = ("N1101,Cariste de quai", "N1103,Préparateur de commandes", "N1115,Magasinier débutant")
Importer = Callable[..., Awaitable[None]]


@pytest.fixture
def imported(api: Api, running_worker: RunningWorker, tmp_path: Path) -> Importer:
    async def read(
        rows: Sequence[str] = OCCUPATIONS, names: Sequence[str] = NAMES, version: str = "460"
    ) -> None:
        codes, titles = tmp_path / f"codes_v{version}.csv", tmp_path / f"titles_v{version}.csv"
        codes.write_text("\n".join((CODES, *rows)) + "\n", encoding="utf-8")
        titles.write_text("\n".join((TITLES, *names)) + "\n", encoding="utf-8")
        async with running_worker(SERVICE) as resources:
            await import_rome(resources, codes, titles, None)

    return read


async def test_without_an_import_families_alone_have_names(api: Api) -> None:
    answer = await api.get("/v1/occupations?code=N1115")
    assert (answer["rome"], answer["next"]) == (None, None)
    assert "boucle import rome" in answer["hint"]["fr"]
    [shown] = answer["items"]
    assert (shown["label"], shown["parent"], shown["titles"]) == (None, "N1103", [])
    assert shown["family_fr"] == "magasinage et préparation de commandes"
    assert "N1101" in shown["neighbours"]


async def test_titles_are_searched_once_imported(
    api: Api, imported: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (await api.get("/v1/occupations"))["version"]
    await imported()
    assert "ROME 4.60: 3 occupations of 2 families, 3 titles" in capsys.readouterr().out
    answer = await api.get("/v1/occupations?q=quai caris")
    assert (answer["rome"], answer["hint"]) == ("4.60", None)
    assert answer["version"] != before
    [shown] = answer["items"]
    assert (shown["code"], shown["label"], shown["green"]) == ("N1101", "Cariste", False)
    assert [each["code"] for each in (await api.get("/v1/occupations?q=debutant"))["items"]] == [
        "N1115"
    ]
    family = await api.get("/v1/occupations?parent=N1103&fields=code")
    assert family["items"] == [{"code": "N1103"}, {"code": "N1115"}]


async def test_a_second_version_replaces_the_first(
    api: Api, imported: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported()
    first = (await api.get("/v1/occupations"))["version"]
    await imported()
    assert (await api.get("/v1/occupations"))["version"] == first
    assert "stands for itself" not in capsys.readouterr().out
    await imported(rows=(*OCCUPATIONS[:1], "N1999,Robot,,N1999"), names=NAMES[:1], version="461")
    assert "1 of them (N1999…) are not in ROME 4.60" in capsys.readouterr().out
    answer = await api.get("/v1/occupations")
    assert answer["rome"] == "4.61"
    assert [each["code"] for each in answer["items"]] == ["N1101", "N1999"]


async def test_a_file_with_a_fault_changes_nothing(
    api: Api, imported: Importer, capsys: pytest.CaptureFixture[str]
) -> None:
    await imported()
    with pytest.raises(typer.Exit):
        await imported(rows=["N1101,Cariste,,N9999"])
    assert "nothing was imported" in capsys.readouterr().err
    assert len((await api.get("/v1/occupations"))["items"]) == 3


async def test_what_is_asked_wrongly_is_named(api: Api) -> None:
    answer = await api.http.get("/v1/occupations?code=12131", headers=api.tool)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "query.code"
