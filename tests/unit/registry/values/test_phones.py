"""A telephone number as people write it is kept as French people read it."""

import pytest

from boucle.platform.translating import translated
from boucle.registry.domain.values.phones import read_phone
from boucle.registry.domain.values.wrong import WrongValue


@pytest.mark.parametrize(
    "written",
    [
        "02 61 91 00 12",
        "02.61.91.00.12",
        "0261910012",
        "02-61-91-00-12",
        " 02 61 91 00 12 ",
        "02\u00a061\u202f91 00 12",
        "+33 2 61 91 00 12",
        "+33261910012",
        "+33 (0)2 61 91 00 12",
        "0033 2 61 91 00 12",
        "(+33) 2 61 91 00 12",
    ],
)
def test_one_number_in_many_forms(written: str) -> None:
    assert read_phone(written) == "02 61 91 00 12"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0639980011", "06 39 98 00 11"),
        ("+33 6 39 98 00 11", "06 39 98 00 11"),
        ("0262 20 20 20", "0262 20 20 20"),
        ("+590 590 20 20 20", "0590 20 20 20"),
        ("+49 30 901820", "+49 30 901820"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
    ],
)
def test_overseas_and_other_countries(written: str, kept: str) -> None:
    assert read_phone(written) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "appelez-moi",
        "02 61 91 00",
        "02 61 91 00 12 34",
        "+33",
        "12",
        "0800 BOUCLE",
        "+999 123456",
    ],
)
def test_what_is_none_is_said_in_both_languages(written: str) -> None:
    with pytest.raises(WrongValue, match="telephone number") as caught:
        read_phone(written)
    assert "02 61 91 00 12" in caught.value.expected
    assert "02 61 91 00 12" in translated(caught.value.expected, "fr")
