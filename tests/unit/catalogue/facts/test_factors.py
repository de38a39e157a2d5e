"""Factors as they are read, and those that are made of others: reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import Factor, PublicPrice
from boucle.catalogue.loading.factors import read_factors, read_public_prices
from boucle.catalogue.loading.rows import VersionFile

VERSION = VersionFile("1", "23.4", "Base Carbone", "", {})
PUBLISHED = """key,value,per,id,uncertainty_pct,label_fr,label_en
a,100,t,7,30,un,one
b,200,MWh,8,40,deux,two
c,10,t.km,9,,trois,three
"""
MADE = "key,of,amount,per,uncertainty_pct,label_fr,label_en,why\n"
PRICES = "key,families,unit,low,high,date,label_fr,label_en,source\n"


def factors(root: Path, *made: str) -> dict[str, Factor]:
    (root / "factors.csv").write_text(PUBLISHED, encoding="utf-8")
    (root / "made_factors.csv").write_text(MADE + "\n".join(made), encoding="utf-8")
    return {factor.key: factor for factor in read_factors(root, VERSION)}


def test_a_published_factor_says_its_source(tmp_path: Path) -> None:
    found = factors(tmp_path)
    source = "Base Carbone 23.4 id 7"
    assert found["a"] == Factor("a", 100.0, "t", "23.4", source, 30, "un", "one")
    assert found["c"].uncertainty_pct is None
    assert [*found] == ["a", "b", "c"]


def test_a_factor_made_of_one_has_both_uncertainties(tmp_path: Path) -> None:
    """0.3 of 100; 30 % and 40 % are 50 %; of no uncertainty, its own."""
    found = factors(tmp_path, "m,a,0.3,m3,40,fait,made,why", "n,c,2,t,5,fait,made,why")
    source = "Base Carbone 23.4 id 7 × 0.3 t/m3 (why)"
    expected = Factor("m", 30.0, "m3", "23.4", source, 50, "fait", "made", made_of=("a",))
    assert found["m"] == expected
    assert (found["n"].value, found["n"].uncertainty_pct) == (20.0, 5)


def test_a_factor_of_several_lines_is_their_sum(tmp_path: Path) -> None:
    """30 and 0.5 of 200, of 50 % each: 130, the root of 15 and 50 squared is 40 %. With 20 of
    nothing unsure: 52 of 150, 35 %."""
    two = ["m,a,0.3,t,40,fait,made,x", "m,b,0.5,t,30,fait,made,y"]
    both = factors(tmp_path, *two)["m"]
    assert (both.value, both.uncertainty_pct, both.per) == (130.0, 40, "t")
    assert both.source == (
        "Base Carbone 23.4 id 7 × 0.3 t/t (x) + Base Carbone 23.4 id 8 × 0.5 MWh/t (y)"
    )
    three = factors(tmp_path, *two, "m,c,2,t,0,fait,made,z")["m"]
    assert (three.value, three.uncertainty_pct) == (150.0, 35)
    assert three.made_of == ("a", "b", "c")
    sure = ["m,c,2,t,0,fait,made,z"]
    assert factors(tmp_path, *sure)["m"].uncertainty_pct == 0
    assert factors(tmp_path, *sure, *sure)["m"].uncertainty_pct == 0
    first = factors(tmp_path, "m,c,2,t,0,fait,made,z", two[0])["m"]
    assert (first.value, first.uncertainty_pct) == (50.0, 30)


@pytest.mark.parametrize("line", ["a,b,1,t,5,x,x,x", "m,none,1,t,5,x,x,x", "a,none,1,t,5,x,x,x"])
def test_a_factor_is_published_or_made_of_published_ones(tmp_path: Path, line: str) -> None:
    with pytest.raises(CatalogueError):
        factors(tmp_path, line)


def prices(root: Path, low: str, high: str) -> list[PublicPrice]:
    line = f"gas,heat steam,MWh,{low},{high},2026-10,gaz,gas,there"
    (root / "public_prices.csv").write_text(PRICES + line, encoding="utf-8")
    return [*read_public_prices(root)]


def test_a_public_price_is_a_range_above_nothing(tmp_path: Path) -> None:
    assert prices(tmp_path, "0.5", "0.5") == [
        PublicPrice("gas", ("heat", "steam"), "MWh", 0.5, 0.5, "2026-10", "gaz", "gas", "there")
    ]
    assert prices(tmp_path, "0.5", "0.7")[0].high == 0.7
    for low, high in (("0", "1"), ("-1", "1"), ("2", "1")):
        with pytest.raises(CatalogueError, match="range above 0"):
            prices(tmp_path, low, high)
