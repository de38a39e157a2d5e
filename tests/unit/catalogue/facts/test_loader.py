"""A data file that breaks its schema is refused, and the error names file, place and value."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from boucle.catalogue import CatalogueError
from boucle.catalogue.loading.loader import read_catalogue
from boucle.catalogue.loading.rows import ROOT


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(str(ROOT), copy)
    return copy


def _append(line: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with file.open("a", encoding="utf-8") as out:
            out.write(line + "\n")

    return change


def _replace(old: str, new: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _yield(told: str) -> Callable[[Path], None]:
    """Of the first route of the file."""

    def change(file: Path) -> None:
        lines = file.read_text(encoding="utf-8").splitlines()
        cells = lines[1].split(",")
        cells[lines[0].split(",").index("yield_")] = told
        file.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("factors.csv", _append("x,abc,t,1,5,a,b"), r"factors\.csv, line \d+: Expected `float`"),
        ("factors.csv", _append("x,1,kg,1,5,a,b"), r"factors\.csv, line \d+: per 'kg'"),
        ("factors.csv", _append("x,1"), r"factors\.csv, line \d+: number of cells"),
        (
            "made_factors.csv",
            _append("x,no_such,1,t,5,a,b,c"),
            r"made_factors\.csv, line \d+: 'x' of 'no_such'",
        ),
        (
            "made_factors.csv",
            _append("water_mains,electricity_fr,1,m3,5,a,b,c"),
            r"'water_mains' of 'electricity_fr'",
        ),
        ("made_factors.csv", _append("x,water_mains,1,kg,5,a,b,c"), r"per 'kg'"),
        ("routes/energy.csv", _replace("temperature>=110", "temp=>110"), r"limit 'temp=>110'"),
        ("routes/energy.csv", _replace("1..6", "6..1"), r"band '6\.\.1' is upside down"),
        *(
            (
                "routes/water.csv",
                _yield(told),
                rf"water\.csv, line 2: yield_ {told} should be above 0",
            )
            for told in ("0.0", "-1.5", "nan", "inf")
        ),
        (
            "families/water.toml",  # of the group
            _replace("reach_km = 5", "reach_km = -5"),
            r"water\.toml, family water_\w+: reach_km -5 should be above 0",
        ),
        (
            "families/water.toml",  # of one family
            _replace("reach_km = 30", "reach_km = 0"),
            r"water\.toml, family water_\w+: reach_km 0 should be above 0",
        ),
        ("families/water.toml", _replace('unit = "m3"', "unit = 3"), r"water\.toml, schema"),
        ("families/water.toml", _replace('unit = "m3"', "unit = "), r"water\.toml, syntax"),
        ("families/water.toml", _replace("synonyms", "sinonyms"), r"unknown field `sinonyms`"),
        (
            "receivers/water.csv",
            _append("water_cooling,,,,,20,5,,,"),
            r"water\.csv, line \d+: rank 5: 1, 2, 3 or 4",
        ),
        (
            "receivers/water.csv",
            _append("water_cooling,composting,,,,20,1,,,"),
            r"water\.csv, line \d+: no route uses 'water_cooling composting '",
        ),
        ("activities.csv", _append("17.12,out,steam,1..2,t"), r"direction 'out': output or input"),
        (
            "impossible.csv",
            _append("steam,waste,,,a,b"),
            r"impossible\.csv, line \d+: 'steam' is no",
        ),
        (
            "impossible.csv",
            _append("cold,liquid,,,a,b"),
            r"impossible\.csv, line \d+: Invalid enum",
        ),
        ("impossible.csv", _append("cold,hazardous,,99 99 99,a,b"), "'99 99 99' is not known"),
        ("impossible.csv", _append("wood_c,hazardous,,,a,b"), r"leads to 'wood_c', which cannot"),
        ("impossible.csv", _append("wood_b,harmless,,,a,b"), r"leads to 'wood_b', which cannot"),
        (
            "bounds.csv",
            _append("steam,,ph,7,,,a,b"),
            r"bounds\.csv, line \d+: 'steam' is no family",
        ),
        ("bounds.csv", _append("water,,acidity,7,,,a,b"), r"bounds\.csv, line \d+: 'acidity'"),
        ("bounds.csv", _append("water,,ph,,,,a,b"), r"bounds None to None"),
        ("bounds.csv", _append("water,,ph,9,7,,a,b"), r"bounds 9\.0 to 7\.0"),
        ("lexicon.csv", _append("11.02,output,wine,lie"), r"lexicon\.csv, lie: 'wine'"),
        ("lexicon.csv", _append("98.76,output,grape_marc,lie"), r"lexicon\.csv, lie: '98\.76'"),
        (
            "lexicon.csv",
            _append("11.02,out,grape_marc,lie"),
            r"lexicon\.csv, line \d+: Invalid enum",
        ),
    ],
)
def test_broken_files(data: Path, name: str, change: Callable[[Path], None], says: str) -> None:
    change(data / name)
    with pytest.raises(CatalogueError, match=says):
        read_catalogue(data)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("activities.csv", _append("17.12,output,steam,1..2,t"), "'steam'"),
        ("activities.csv", _append("17.99,output,heat_steam,1..2,MWh"), "'17.99'"),
        ("routes/energy.csv", _replace("natural_gas_fr", "nowhere"), "'nowhere'"),
        ("routes/energy.csv", _replace(",steam,,yes", ",bales,,yes"), "'bales'"),
        ("routes/energy.csv", _replace("natural_gas_fr", "steel_virgin"), "unit"),
        ("low.csv", _replace(",excavated_soil,", ",rubble,"), "'rubble'"),
        ("receivers/energy.csv", _append("cold,,cold,,,99.98,1,,,"), "'99.98'"),
        ("receivers/energy.csv", _append("cold,,cold,99.97,,20,1,,,"), "'99.97'"),
    ],
)
def test_dangling_references(
    data: Path, name: str, change: Callable[[Path], None], says: str
) -> None:
    change(data / name)
    with pytest.raises(CatalogueError, match=says):
        read_catalogue(data)


def test_a_pair_of_families_has_one_route(data: Path) -> None:
    file = data / "routes" / "energy.csv"
    _append(file.read_text(encoding="utf-8").splitlines()[1])(file)
    with pytest.raises(CatalogueError, match="heat_steam>heat_steam: appears twice"):
        read_catalogue(data)
