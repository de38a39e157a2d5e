"""Who could take it: what an answer says, and how often it names the true taker.

`training/*.csv` are 2,840 exchanges of the literature with what was offered, by whom, and the
divisions that took it. Words, routes and ranks were tuned on them: what they measure can only tell
that something got worse. `tests/blind` is what nobody looked at. `measure.py` prints all figures.
"""

import csv
from pathlib import Path
from typing import Final

from boucle.catalogue import load_catalogue, outlets, sources

CATALOGUE = load_catalogue()
Case = dict[str, str]
COMMONEST: Final = frozenset({"20", "23", "35", "01", "24"})
"""Always naming these five is the first yardstick."""


def _read(file: Path) -> list[Case]:
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


SETS: Final = {
    file.stem: _read(file) for file in sorted((Path(__file__).parent / "training").glob("*.csv"))
}


def first_five(case: Case) -> list[str]:
    found = outlets(
        CATALOGUE, text=case["text"], low=case["low"] or None, from_naf=case["donor"], limit=5
    )
    return [outlet.division for outlet in found]


def _share_found(cases: list[Case]) -> float:
    found = (not set(case["receiver"].split()).isdisjoint(first_five(case)) for case in cases)
    return sum(found) / len(cases)


def test_answers_to_training_cases_do_not_get_worse() -> None:
    cases = [case for each in SETS.values() for case in each]
    assert len(cases) == 2840
    assert _share_found(cases) >= 0.85
    rare = [case for case in cases if COMMONEST.isdisjoint(case["receiver"].split())]
    assert _share_found(rare) >= 0.75


def test_an_outlet_says_by_which_route_and_class() -> None:
    best = outlets(CATALOGUE, family="cardboard", from_naf="47.11")[0]
    assert best.division == "17"
    assert "17.12" in best.classes
    assert best.via[0].family == "cardboard"
    assert CATALOGUE.route(best.via[0].route).output_family == "cardboard"


def test_sources_mirror_outlets() -> None:
    assert sources(CATALOGUE, family="cement_addition", to_naf="23.51")[0].division in {"35", "24"}
    givers = {o.division: o.classes for o in sources(CATALOGUE, text="calcin de verre", limit=5)}
    assert "38.32" in givers["38"]


def test_nothing_meant_gives_nothing() -> None:
    assert outlets(CATALOGUE, text="zzz") == []


def test_without_words_the_activity_speaks() -> None:
    assert outlets(CATALOGUE, from_naf="11.05")[0].division in {"01", "10"}


def test_a_hazardous_code_puts_routes_that_take_nothing_hazardous_last_and_deletes_none() -> None:
    plain = outlets(CATALOGUE, text="solvants usagés", limit=20)
    coded = outlets(CATALOGUE, text="solvants usagés", low="14 06 03", limit=20)
    assert {each.division for each in plain} <= {each.division for each in coded}
    assert CATALOGUE.route(coded[0].via[0].route).hazardous
    assert outlets(CATALOGUE, text="drêches", limit=1)[0].division == "01"
    grain = outlets(CATALOGUE, text="drêches", low="20 01 21")
    assert "spent_grains" in {via.family for outlet in grain for via in outlet.via}


def test_what_is_documented_follows_from_the_training_exchanges() -> None:
    from tests.unit.catalogue import documented

    assert documented.FILE.read_text(encoding="utf-8") == documented.written()
