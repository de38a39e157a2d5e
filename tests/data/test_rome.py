"""ROME 4.60 beside the product's own families, and titles that nobody made its words for."""

import csv
from pathlib import Path

from boucle.catalogue.sharing import settled_sharing, sharing_catalogue
from boucle.catalogue.sharing.names import text_words

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CASES = DATA.parent / "facts" / "real_cases_of_other_kinds.csv"
OCCUPATIONS = sharing_catalogue().occupations
LEAST_PRECISE = 0.75
MOST_WRONG = 0.01
MOST_APART = 0.008


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_every_code_has_the_parent_that_the_file_says() -> None:
    rows = _rows(DATA / "rome_460_codes.csv")
    assert OCCUPATIONS.parents == {row["code_rome"]: row["code_rome_parent"] for row in rows}


def test_a_title_that_is_read_is_seldom_read_wrongly() -> None:
    """Of 13,120 official titles few are read: those that say no more than an occupation's name."""
    titles = _rows(DATA / "rome_460_titles.csv")
    right = wrong = 0
    for row in titles:
        title, parent = row["libelle_appellation_long"], OCCUPATIONS.parent(row["code_rome"])
        found = settled_sharing(title, "workforce")
        right += found == parent
        wrong += found not in (None, parent)
    assert right / (right + wrong) >= LEAST_PRECISE
    assert wrong / len(titles) <= MOST_WRONG


def test_both_genders_of_every_title_are_the_same_words() -> None:
    """A title is `masculine / feminine`, with what both have in common at the end. Others have two
    words (`steward`, `hôtesse`) or another number of them."""
    pairs = [
        (one, " ".join(other.split()[: len(one.split())]))
        for row in _rows(DATA / "rome_460_titles.csv")
        if " / " in row["libelle_appellation_long"]
        for one, _, other in [row["libelle_appellation_long"].partition(" / ")]
    ]
    apart = [pair for pair in pairs if text_words(pair[0]) != text_words(pair[1])]
    assert len(apart) <= MOST_APART * len(pairs)


def test_real_cases_are_never_read_as_another_service() -> None:
    cases = [row for row in _rows(CASES) if row["seed_item"] == "S2"]
    read = [(row["subtype"], settled_sharing(row["what"], "service")) for row in cases]
    names = {"waste": "waste_collection"}
    wrong = [pair for pair in read if pair[1] not in (None, names.get(pair[0], pair[0]))]
    assert wrong == []
    assert sum(found is not None for _, found in read) >= len(read) // 2
