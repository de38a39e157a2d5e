"""Rows of a file of communes: taken, or every fault of them named."""

import pytest

from boucle.registry.reference.communes.commune import Commune, CommuneFile

HEADER = ("insee", "nom", "population", "epci_siren", "lat", "lon", "anciens_codes")
AGY = ("14003", "Agy", "320", "241400555", "49.23747", "-0.77886", "")


def _row(**changes: str) -> list[str]:
    return list({**dict(zip(HEADER, AGY, strict=True)), **changes}.values())


def _faults(*rows: list[str]) -> list[tuple[str, object, str, str]]:
    """Of the last of the rows: field, value, message, what would be right."""
    file = CommuneFile(HEADER)
    *before, last = enumerate(rows, start=2)
    for line, row in before:
        assert isinstance(file.read(line, row), Commune)
    found = file.read(*last)
    assert isinstance(found, list)
    return [(fault.field, fault.value, fault.message, fault.expected) for fault in found]


def test_a_row_is_a_commune() -> None:
    row = _row(anciens_codes="14712 2A004")
    expected = Commune("14003", "Agy", "241400555", 49.23747, -0.77886, ("14712", "2A004"))
    assert CommuneFile(HEADER).read(2, row) == expected


def test_a_file_of_data_gouv_is_read_too() -> None:
    header = ("code_insee", "nom_standard", "epci_code", "latitude_centre", "longitude_centre")
    row = ("2A004", "Ajaccio", "242010056", "41.93", "8.70")
    assert CommuneFile(header).read(2, row) == Commune("2A004", "Ajaccio", "242010056", 41.93, 8.7)


def test_a_column_that_lacks_is_named_by_both_its_names() -> None:
    assert CommuneFile(("insee", "nom", "lat", "lon")).missing == ["epci_siren or epci_code"]
    assert CommuneFile(HEADER).missing == []


@pytest.mark.parametrize("epci", ["", "ZZZZZZZZZ"])
def test_an_island_is_in_no_epci(epci: str) -> None:
    found = CommuneFile(HEADER).read(2, _row(epci_siren=epci))
    assert isinstance(found, Commune)
    assert found.epci is None


def test_a_centre_may_be_untold() -> None:
    found = CommuneFile(HEADER).read(2, _row(lat="", lon=""))
    assert isinstance(found, Commune)
    assert (found.latitude, found.longitude) == (None, None)


def test_a_merged_commune_may_keep_the_code_of_one_of_those_it_was_made_of() -> None:
    found = CommuneFile(HEADER).read(2, _row(anciens_codes="14003 14712"))
    assert isinstance(found, Commune)
    assert found.former == ("14712",)


@pytest.mark.parametrize(
    ("column", "value", "message", "right"),
    [
        ("insee", "1400", "is not the INSEE code", "five digits such as 14118"),
        ("insee", "2C004", "is not the INSEE code", "2A or 2B"),
        ("insee", "2a004", "is not the INSEE code", "2A or 2B"),
        ("insee", "", "is not the INSEE code", "five digits"),
        ("nom", "", "is missing", "name"),
        ("epci_siren", "241400556", "is not a SIREN", "9 digits"),
        ("lat", "91", "is not a place's", "-90 to 90"),
        ("lat", "49,2", "is not a place's", "degrees with a point"),
        ("lat", "nan", "is not a place's", "-90 to 90"),
        ("lat", "", "is not a place's", "-90 to 90"),
        ("lon", "-180.5", "is not a place's", "-180 to 180"),
        ("anciens_codes", "1471", "is not the INSEE code", "five digits"),
    ],
)
def test_a_wrong_cell_is_named(column: str, value: str, message: str, right: str) -> None:
    [(field, told, said, expected)] = _faults(_row(**{column: value}))
    assert (field, told) == (column, value)
    assert message in said
    assert right in expected


def test_every_fault_of_a_row_is_named() -> None:
    assert [each[0] for each in _faults(_row(insee="x", nom="", lat="?", lon="?"))] == [
        *("insee", "nom", "lat", "lon")
    ]


def test_a_row_of_another_width_is_named() -> None:
    [(field, _, message, _)] = _faults(["14003", "Agy"])
    assert (field, message) == ("row", "has 2 cells, the header 7")


@pytest.mark.parametrize(
    "again",
    [
        {"insee": "14003"},
        {"insee": "14004", "anciens_codes": "14003"},
        {"insee": "14712"},
        {"insee": "14004", "anciens_codes": "14712"},
    ],
)
def test_a_code_told_twice_is_named_with_its_first_line(again: dict[str, str]) -> None:
    [(_, _, message, _)] = _faults(_row(anciens_codes="14712"), _row(**again))
    assert message == "stands in line 2 already"
