"""Rejected rows come back as a file that is safe to open and can be sent again."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.files.reading import read_table
from boucle.registry.files.table import rejects_file

HEADER = "Site;Sens;Quantité;Unité"


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", '=HYPERLINK("http://x.example")'],
)
def test_a_spreadsheet_takes_no_rejected_cell_for_a_formula(cell: str) -> None:
    table = read_table(_one_row(cell))
    text = rejects_file(table, [(table.rows[0], "=non")]).decode("utf-8-sig")
    (row,) = list(csv.reader(StringIO(text), delimiter=";"))[1:]
    assert row == [f"'{cell}", "dehors", "1", "t", "2", "'=non"]


@pytest.mark.parametrize("cell", ["-12,5", "+33 2 31 00 00 00", "- bois", "bois", ""])
def test_numbers_and_words_come_back_without_a_guard(cell: str) -> None:
    table = read_table(_one_row(cell))
    text = rejects_file(table, [(table.rows[0], "non")]).decode("utf-8-sig")
    (row,) = list(csv.reader(StringIO(text), delimiter=";"))[1:]
    assert row[0].lstrip("'") == cell
    assert row[0].startswith("'") == (cell == "- bois")


@given(st.text(st.sampled_from("=+-@'\t1a ;\""), max_size=8))
def test_rejected_rows_are_read_again_as_they_were(cell: str) -> None:
    table = read_table(_one_row(cell))
    again = read_table(rejects_file(table, [(table.rows[0], "non")]))
    assert again.rows[0].cells[:4] == table.rows[0].cells[:4]


def _one_row(first: str) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([HEADER.split(";"), [first, "dehors", "1", "t"]])
    return out.getvalue().encode()
