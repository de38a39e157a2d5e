"""Files as French spreadsheets write them: where the header is, what is a row, what is not."""

import pytest

from boucle.catalogue import load_catalogue
from boucle.platform.translating import translated
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.api.files.rows import sentence_of
from boucle.registry.files.columns import BILAN
from boucle.registry.files.headings import price_unit_noted, unit_noted, without_note
from boucle.registry.files.layout import layout_of
from boucle.registry.files.reading import read_table
from boucle.registry.files.table import UnreadableFile, column_letter

CATALOGUE = load_catalogue()
HEADER = "Site;Sens;Désignation;Quantité;Unité"
ROW = "Atelier;sortie;bois;12;t"


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    return [(row.line, list(row.cells)) for row in read_table(text.encode()).rows]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_titles_may_stand_above_the_header(separator: str) -> None:
    title = "Bilan, entrées et sorties ; 2026\n\nUsine d'Elbeuf;Site\nPériode, 2026;\n"
    table = read_table((title + f"{HEADER}\n{ROW}\n".replace(";", separator)).encode())
    assert table.header == HEADER.split(";")
    assert [(row.line, list(row.cells)) for row in table.rows] == [(6, ROW.split(";"))]


def test_a_header_further_down_is_not_looked_for() -> None:
    above = "".join(f"note {n}\n" for n in range(20))
    with pytest.raises(UnreadableFile, match="the header lacks"):
        layout_of(read_table(f"{above}{HEADER}\n{ROW}\n".encode()), BILAN)


def test_a_header_that_lacks_a_column_is_found_under_its_title() -> None:
    with pytest.raises(UnreadableFile, match="the header lacks: sens") as caught:
        layout_of(read_table("Bilan\nSite;Quantité;Unité\nA;1;t\n".encode()), BILAN)
    assert caught.value.value == "Site, Quantité, Unité"


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;;;\r\n", "\ufeffsep=;\n"])
def test_a_named_separator_is_no_row(first: str) -> None:
    """A spreadsheet does not show it either, so lines are counted without it."""
    assert rows_of(f"{first}{HEADER}\r\n{ROW}\r\n") == [(2, ROW.split(";"))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_as_excel_writes_it(encoding: str) -> None:
    text = f"{HEADER}\r\n{ROW}\r\n".replace(";", "\t")
    marked = text if encoding == "utf-16" else f"\ufeff{text}"
    assert read_table(marked.encode(encoding)).rows[0].cells == ROW.split(";")


def test_lines_are_those_that_a_spreadsheet_shows() -> None:
    text = f'{HEADER}\n"Ate\nlier";sortie;"bois\nsec";12;t\n;;;;\n{ROW};;;\n'
    assert [line for line, _ in rows_of(text)] == [2, 4]
    with pytest.raises(UnreadableFile, match="line 3 "):
        read_table(f'{HEADER}\n"a\nb";sortie\n"open;1\n'.encode())


@pytest.mark.parametrize(
    "total", ["TOTAL;;;1 246;t", ";;Total général;1246;t", "Sous-total;;;3;", "Totaux;;;;"]
)
def test_totals_are_left_aside_with_a_notice(total: str) -> None:
    table = read_table(f"{HEADER}\n{ROW}\n{total}\n".encode())
    assert len(table.rows) == 1
    [notice] = table.notices
    assert notice.line == 3
    assert "total" in notice.message


@pytest.mark.parametrize("row", ["Total Énergies;sortie;bois;1;t", "A;sortie;total;1;t"])
def test_a_row_with_a_direction_is_no_total(row: str) -> None:
    table = read_table(f"{HEADER}\n{row}\n".encode())
    assert (len(table.rows), list(table.notices)) == (1, [])


def test_columns_named_twice_are_both_named() -> None:
    with pytest.raises(UnreadableFile) as caught:
        layout_of(read_table("Site;Sens;Siret;Quantité (t);Unité\n".encode()), BILAN)
    assert "« Site » (A) et « Siret » (C)" in translated(caught.value.message, "fr")
    assert [column_letter(place) for place in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Quantité (t/an)", ("Quantité", "t/an")),
        ("QUANTITE [tonnes]", ("QUANTITE", "tonnes")),
        ("Quantité\n en MWh par an", ("Quantité", "MWh par an")),
        ("Coût €/t", ("Coût", "€/t")),
        ("Statuts acceptés", ("Statuts acceptés", "")),
    ],
)
def test_what_a_header_says_beside_its_name(header: str, said: tuple[str, str]) -> None:
    assert without_note(header) == said


def test_units_in_headers() -> None:
    assert [unit_noted(note) for note in ("t/an", "MWh par an", "m³ / year", "annuelle")] == [
        "t",
        "MWh",
        "m³",
        "",
    ]
    assert [price_unit_noted(note) for note in ("", "€", "€/unité", "€ HT / t", "k€", "€/an")] == [
        "",
        "",
        "",
        "t",
        None,
        None,
    ]


def said(header: str, row: str) -> list[str]:
    table = read_table(f"{header}\n{row}\n".encode())
    return [
        sentence_of(fault)
        for fault in checked_rows(table, layout_of(table, BILAN), CATALOGUE, "Atelier").faults
    ]


def test_the_unit_of_the_quantity_may_stand_in_its_header() -> None:
    header = "Sens;Famille;Quantité (tonnes/an)"
    table = read_table(f"{header}\nsortie;wood_b;12\n".encode())
    checked = checked_rows(table, layout_of(table, BILAN), CATALOGUE, "Atelier")
    assert checked.faults == []
    assert str(checked.good[0].draft.quantity.unit) == "t"
    [sentence] = said("Sens;Famille;Quantité (boîtes)", "sortie;wood_b;12")
    assert sentence.startswith("Quantité (boîtes) « boîtes » ")
    [sentence] = said(f"{header};Unité", "sortie;wood_b;12;kg")
    assert "est en tonnes d'après l'en-tête" in sentence
    assert said(f"{header};Unité", "sortie;wood_b;12;t") == []
    assert said(f"{header};Unité", "sortie;wood_b;12;") == []


def test_a_price_is_per_unit_of_the_row_or_of_its_header() -> None:
    header = "Sens;Famille;Quantité;Unité;Coût (€/t)"
    assert said(header, "sortie;wood_b;12;t;5") == []
    table = read_table(f"{header}\nsortie;wood_b;12;kg;5\n".encode())
    [row] = checked_rows(table, layout_of(table, BILAN), CATALOGUE, "Atelier").good
    assert row.draft.current_route is not None
    assert row.draft.current_route.cost_eur_per_unit == "0.005"
    [sentence] = said(header.replace("€/t", "€/lune"), "sortie;wood_b;12;t;5")
    assert sentence.startswith("Coût (€/lune) « 5 » est en lune d'après l'en-tête")
    with pytest.raises(UnreadableFile, match="€ per unit"):
        layout_of(read_table("Sens;Quantité;Unité;Coût (k€/an)\n".encode()), BILAN)


def test_headers_in_english() -> None:
    header = "Reference,Site,Direction,Waste code,Label,Annual quantity (t/year),Hazardous"
    table = read_table(f"{header}\na,Atelier,output,19 12 07,wood,12,non\n".encode())
    assert layout_of(table, BILAN).ignored == []
    assert checked_rows(table, layout_of(table, BILAN), CATALOGUE, "").faults == []
