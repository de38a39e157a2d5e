"""Files of rows: bytes, separators, words, numbers; and what is wrong with them."""

import pytest

from boucle.catalogue import load_catalogue
from boucle.platform.translating import translated
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.api.files.rows import sentence_of
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.cells import (
    FORM,
    STATUS,
    read_amount,
    read_date,
    read_family,
    read_months,
    read_qualities,
    read_unit,
    read_yes_no,
)
from boucle.registry.files.columns import BILAN, completed, read_row
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import TableRow, UnreadableFile, rejects_file

CATALOGUE = load_catalogue()
HEADER = "Site;Sens;Quantité;Unité"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_encoding_separator_and_line_end(encoding: str, separator: str, end: str) -> None:
    text = f"Quantité;Désignation{end}12;à{end}{end}13;é{end}".replace(";", separator)
    table = read_table(text.encode(encoding))
    assert table.header == ["Quantité", "Désignation"]
    assert [(row.line, list(row.cells)) for row in table.rows] == [
        (2, ["12", "à"]),
        (4, ["13", "é"]),
    ]


def test_a_cell_may_hold_separators_quotes_and_lines() -> None:
    table = read_table(b'a;b\n"1;2";"say ""yes""\nagain"\n3;4\n')
    assert table.rows[0].cells == ["1;2", 'say "yes"\nagain']
    assert [row.line for row in table.rows] == [2, 3]


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"PK\x03\x04....", "form", "endommagé"),
        (b"%PDF-1.4", "media", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "media", "XLS"),
        (b"\x1f\x8b\x08", "media", "gzip"),
        ("Quantité;Unité".encode("utf-16")[:-1], "media", "UTF-16"),
        (b"a;b\x00", "media", "binaires"),
        (b"a;\x81\x90", "media", "UTF-8"),
        (b"", "form", "vide"),
        (b"a;b\n" + b"1;2\n" * 5001, "size", "lignes"),
        (b'a;b\n"1;2\n', "form", "ligne"),
        (b"x" * 10_000_001, "size", "gros"),
    ],
)
def test_what_is_no_bilan_says_what_it_is(content: bytes, kind: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_table(content)
    assert caught.value.kind == kind
    assert said in translated(caught.value.message, "fr")
    assert caught.value.expected


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Site;Sens;Unité", "quantité"),
        ("Site;Sens;Quantitée;Unité", "Quantitée"),
        ("Site;Siret;Sens;Quantité;Unité", "deux fois"),
    ],
)
def test_a_header_that_lacks_or_repeats_a_column(header: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        layout_of(read_table(f"{header}\n".encode()), BILAN)
    assert said in translated(caught.value.message, "fr")


def test_headers_are_read_whatever_case_accent_or_punctuation() -> None:
    layout = layout_of(
        read_table("ENTREE/SORTIE;quantite annuelle;Unité;Code R/D;Notes\n".encode()), BILAN
    )
    assert [column.name if column else None for column in layout.columns] == [
        "sens",
        "quantité",
        "unité",
        "opération",
        None,
    ]
    assert layout.ignored == ["Notes"]
    assert folded(" Quantité (t/an) ") == "quantite_t_an"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u202f234\u00a0567", "1234567"),
        ("-3,20", "-3.20"),
    ],
)
def test_numbers_as_people_write_them(written: str, read: str) -> None:
    assert read_amount(written, CATALOGUE) == read


@pytest.mark.parametrize("written", ["douze", "1.23,5", "1e5", "--1", "1,2,3"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(WrongValue) as caught:
        read_amount(written, CATALOGUE)
    assert "1234,5" in translated(caught.value.expected, "fr")


@pytest.mark.parametrize(
    ("written", "read"),
    [("1-3, 10", [1, 2, 3, 10]), ("11-2", [1, 2, 11, 12]), ("5", [5]), ("1 2|3", [1, 2, 3])],
)
def test_months(written: str, read: list[int]) -> None:
    assert read_months(written, CATALOGUE) == read


@pytest.mark.parametrize("written", ["0", "13", "vendémiaire", "1-", "1-13"])
def test_wrong_months(written: str) -> None:
    with pytest.raises(WrongValue):
        read_months(written, CATALOGUE)


def test_words_of_the_field() -> None:
    assert FORM("Plaquettes", CATALOGUE) == "chips"
    assert FORM("hot_water", CATALOGUE) == "hot_water"
    assert STATUS("Sous-produit", CATALOGUE) == "by_product"
    assert read_yes_no("Oui", CATALOGUE) is True
    assert read_unit("Tonnes/an", CATALOGUE) == "t"
    assert read_unit("m³", CATALOGUE) == "m3"
    assert read_unit("mwh", CATALOGUE) == "MWh"
    assert read_date("31/01/2026", CATALOGUE) == "2026-01-31"
    family = CATALOGUE.families[0]
    assert read_family(family.label_fr.upper(), CATALOGUE) == family.key


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("humidité = 15..25 %", {"moisture": {"low": "15", "high": "25", "unit": "%"}}),
        ("moisture <= 12,5", {"moisture": {"high": "12.5"}}),
        ("température ≥ 60 Cel", {"temperature": {"low": "60", "unit": "Cel"}}),
        ("pH = 7", {"ph": {"low": "7", "high": "7"}}),
        (
            "pH: 6 à 8 | humidité < 10 %",
            {"ph": {"low": "6", "high": "8"}, "moisture": {"high": "10", "unit": "%"}},
        ),
    ],
)
def test_qualities(written: str, read: dict[str, object]) -> None:
    assert read_qualities(written, CATALOGUE) == read


def test_a_row_tells_every_cell_at_fault() -> None:
    layout = layout_of(read_table(f"{HEADER}\n".encode()), BILAN)
    row = TableRow(7, ["A", "dehors", "douze", "t", "de trop"])
    _, faults = read_row(row, layout, CATALOGUE)
    assert [(fault.line, fault.field, fault.value) for fault in faults] == [
        (7, "Sens", "dehors"),
        (7, "Quantité", "douze"),
        (7, "n° 5", "de trop"),
    ]


WIDE = (
    "Référence;Sens;Famille;Quantité;Unité;Forme;Mois;Qualités;Dangereux;Code déchet;Désignation;"
    "Fin de contrat;Coût"
)


def said(row: str, header: str = WIDE) -> dict[str, tuple[object, str]]:
    """By column of the file: the cell shown, and the sentence that comes back."""
    table = read_table(f"{header}\n{row}\n".encode())
    faults = checked_rows(table, layout_of(table, BILAN), CATALOGUE, "Atelier").faults
    assert len({fault.field for fault in faults}) == len(faults)
    return {fault.field: (fault.value, sentence_of(fault)) for fault in faults}


def test_all_that_is_wrong_with_a_row_is_reported_at_once() -> None:
    row = "a;sorti;cardboard;-3;lunes;balles;13;x=3;peut-être;99 99 99;carton;31/02/2026;cher"
    reported = said(row)
    cells = dict(zip(WIDE.split(";"), row.split(";"), strict=True))
    right = {"Référence", "Famille", "Forme", "Désignation"}
    assert list(reported) == [column for column in cells if column not in right]
    assert {column: value for column, (value, _) in reported.items()} == {
        column: cell for column, cell in cells.items() if column not in right
    }


def test_a_cell_in_which_something_is_not_seen_is_named() -> None:
    row = "a;sortie;;3;t;balles;;;;;car\u200bton;;"
    assert {column: sentence for column, (_, sentence) in said(row).items()} == {
        "Désignation": "Désignation « car\u200bton » contient un caractère invisible, U+200B, "
        "au caractère 4 ; attendu : le même texte sans ce caractère"
    }


@pytest.mark.parametrize("sens", ["sorti", "", "sortie", "entrée"])
@pytest.mark.parametrize("quantity", ["douze", "", "12"])
@pytest.mark.parametrize("unit", ["", "t"])
@pytest.mark.parametrize("months", ["13", "1-3"])
def test_what_is_right_is_never_blamed_for_what_is_wrong(
    sens: str, quantity: str, unit: str, months: str
) -> None:
    """Among them a cost, which only an output has: its cell may be right while the side is not."""
    cost = "" if sens == "entrée" else "5"
    reported = said(f"a;{sens};cardboard;{quantity};{unit};balles;{months};;;;carton;;{cost}")
    wrong = {"Sens": sens in ("sorti", ""), "Quantité": quantity != "12", "Unité": not unit}
    wrong["Mois"] = months == "13"
    assert set(reported) == {column for column, is_wrong in wrong.items() if is_wrong}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("a;sortie;;12;m3;;13;;;;eau de pluie;;", {"Mois"}),
        ("a;sortie;;12;;;13;;;;eau de pluie;;", {"Unité", "Mois"}),
        ("a;;;12;;;;;;;eau de pluie;;", {"Sens", "Unité"}),
        ("a;sortie;;;MWh;;13;;;;chaleur fatale;;", {"Quantité", "Mois"}),
        ("a;sortie;;1;MWh;;;chaud;;;chaleur fatale;;", {"Qualités"}),
    ],
)
def test_a_nature_that_nothing_tells_yet_is_held_against_no_cell(row: str, wrong: set[str]) -> None:
    assert set(said(row)) == wrong


def test_a_fault_of_the_catalogue_shows_the_cell_in_french() -> None:
    reported = said("a;sortie;cardboard;1;t;balles;;humidité = 150,5 %;non;15 01 10*;;;")
    assert set(reported) == {"Qualités"}
    assert reported["Qualités"][0] == "humidité = 150,5 %"
    assert "150,5 %" in reported["Qualités"][1]
    assert "99,9" in reported["Qualités"][1]
    value, sentence = said("a;sortie;cardboard;1;t;balles;;;non;15 01 10*;;;")["Dangereux"]
    assert value == "non"
    assert sentence.startswith("Dangereux « non » ne s'accorde pas avec Code déchet : ")
    reported = said("a;sortie;cardboard;1;t;vapeur;;;;;;;")
    assert {value for value, _ in reported.values()} <= {"vapeur", "cardboard"}
    assert "telle que" in said("a;sortie;cardbord;1;t;;;;;;;;")["Famille"][1]


def test_an_empty_cell_and_a_part_of_a_field_are_named_by_their_column() -> None:
    reported = said("a;entrée;cardboard;;;;;;;;;;5")
    assert reported["Unité"] == (None, "Unité manque ; attendu : une valeur")
    assert set(reported) == {"Quantité", "Unité", "Coût"}


def test_a_purchase_in_the_column_of_costs_is_sent_to_its_own() -> None:
    """`users.md` #34."""
    reported = said("a;entrée;cardboard;1;t;;;;;;;;5")
    assert "un achat va dans prix et approvisionnement" in reported["Coût"][1]


def test_an_end_of_contract_is_the_supplys_or_the_routes() -> None:
    end = {"contract_end": "2027-01-01"}
    assert completed({"direction": "input", **end})["current_supply"] == end
    assert completed({"direction": "output", **end})["current_route"] == end


def test_rejected_rows_come_back_as_they_were() -> None:
    table = read_table(f"{HEADER}\nA;dehors;1;t\n".encode())
    text = rejects_file(table, [(table.rows[0], "Sens « dehors » : non")]).decode("utf-8-sig")
    assert text.splitlines() == [
        f"{HEADER};ligne;erreur",
        "A;dehors;1;t;2;Sens « dehors » : non",
    ]
