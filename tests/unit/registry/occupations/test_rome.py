"""The official files of ROME: read whole, or each fault with its file, line and column."""

from collections.abc import Iterator, Sequence

import pytest

from boucle.platform.errors import Faulty
from boucle.registry.reference.occupations.rome import Rome, RomeOccupation, read_rome, version_of

CODES = ["code_rome", "x", "libelle_rome", "transition_eco", "code_rome_parent"]
TITLES = ["libelle_appellation_long", "code_rome"]
RIGHT = (
    ["N1101", "", "Cariste", "", "N1101"],
    ["N1103", "", "Préparateur de commandes", "", "N1103"],
    ["N1115", "", "Aide-magasinier", "Emploi Vert", "N1103"],
)


def _read(
    rows: Sequence[Sequence[str]] = RIGHT,
    titles: Sequence[Sequence[str]] = (["Cariste", "N1101"],),
    header: Sequence[str] = CODES,
) -> Rome:
    def lines(first: Sequence[str], below: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
        yield first
        yield from below

    return read_rome("4.60", lines(header, rows), lines(TITLES, titles))


def _faults(*args: object, **named: object) -> list[tuple[str, object]]:
    with pytest.raises(Faulty) as raised:
        _read(*args, **named)  # type: ignore[arg-type]
    return [(fault.field, fault.value) for fault in raised.value.faults]


def test_both_files_are_read() -> None:
    rome = _read()
    assert rome.version == "4.60"
    assert rome.occupations[2] == RomeOccupation("N1115", "Aide-magasinier", "N1103", green=True)
    assert [each.title for each in rome.titles] == ["Cariste"]


def test_what_is_wrong_names_its_place() -> None:
    assert _faults(header=["code_rome"]) == [
        ("codes: header", "libelle_rome, code_rome_parent, transition_eco")
    ]
    assert _faults([["N11", "", "A", "", "N1101"]])[0] == ("codes, line 2: code_rome", "N11")
    assert _faults([*RIGHT, RIGHT[0]])[0] == ("codes, line 5: code_rome", "N1101")
    assert _faults([["N1101", "", "", "", "N1101"]])[0] == ("codes, line 2: libelle_rome", "")
    assert _faults([["N1101", "A"]])[0] == ("codes, line 2: row", None)
    assert _faults([["N1101", "", "A", "", "N1102"]]) == [("codes: N1101", "N1102")]
    assert _faults([]) == [("codes", None)]
    assert _faults(titles=[["Pilote", "N9999"]]) == [("titles, line 2: code_rome", "N9999")]


def test_no_more_than_twenty_faults_are_named() -> None:
    assert len(_faults([["?", "", "A", "", "?"]] * 100)) == 20


@pytest.mark.parametrize(
    ("name", "given", "version"),
    [
        ("unix_referentiel_code_rome_v460_utf8.csv", None, "4.60"),
        ("rome_460_codes.csv", None, "4.60"),
        ("codes-v461.zip", None, "4.61"),
        ("codes.csv", "4.61", "4.61"),
    ],
)
def test_the_version_is_in_the_name_or_given(name: str, given: str | None, version: str) -> None:
    assert version_of(name, given) == version


@pytest.mark.parametrize(("name", "given"), [("codes.csv", None), ("codes.csv", "four")])
def test_without_a_version_nothing_is_read(name: str, given: str | None) -> None:
    with pytest.raises(Faulty):
        version_of(name, given)
