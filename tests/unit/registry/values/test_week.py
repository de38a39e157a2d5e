"""Days, hours, amounts of a week and months, as people write them in cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.domain.values.week import read_hours, read_slots, read_weekdays, read_year
from boucle.registry.domain.values.wrong import WrongValue

NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("lun-ven", (1, 2, 3, 4, 5)),
        ("lundi à mercredi", (1, 2, 3)),
        ("mon, Wed", (1, 3)),
        ("1-5", (1, 2, 3, 4, 5)),
        ("sam-lun", (1, 6, 7)),
        ("tous les jours", (1, 2, 3, 4, 5, 6, 7)),
    ],
)
def test_days(text: str, days: tuple[int, ...]) -> None:
    assert read_weekdays(text) == days


@given(st.sets(st.integers(1, 7), min_size=1))
def test_any_days_are_read_by_their_names(days: set[int]) -> None:
    assert read_weekdays(", ".join(NAMES[day - 1] for day in days)) == tuple(sorted(days))


@pytest.mark.parametrize("text", ["", "demain", "lun-mar-mer", "8"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(WrongValue):
        read_weekdays(text)


@pytest.mark.parametrize("text", ["6-14", "6h-14h", "6 h à 14 h", "de 6 à 14", "06:00-14:00"])
def test_hours(text: str) -> None:
    assert read_hours(text) == (6, 14)


@pytest.mark.parametrize("text", ["6h30-14h", "6:30-14:00", "de 6 h30 à 14", "6h30-14"])
def test_half_hours(text: str) -> None:
    assert read_hours(text) == (6.5, 14)


@pytest.mark.parametrize("text", ["6", "matin", "6-14-22", "6h15-14h"])
def test_what_is_no_hour(text: str) -> None:
    with pytest.raises(WrongValue):
        read_hours(text)


def test_amounts_by_season_and_hour() -> None:
    assert read_slots("1 500") == [{"season": None, "first": 0, "end": 168, "amount": "1500"}]
    assert read_slots("hiver = 800 | été = 200,5") == [
        {"season": 1, "first": 0, "end": 168, "amount": "800"},
        {"season": 3, "first": 0, "end": 168, "amount": "200.5"},
    ]
    assert read_slots("hiver lun-mar 6-20 = 8") == [
        {"season": 1, "first": 6, "end": 20, "amount": "8"},
        {"season": 1, "first": 30, "end": 44, "amount": "8"},
    ]
    assert read_slots("lun 8h30-12 = 8") == [
        {"season": None, "first": 8.5, "end": 12, "amount": "8"}
    ]
    assert read_slots("sam-dim = 3") == [{"season": None, "first": 120, "end": 168, "amount": "3"}]


@pytest.mark.parametrize("text", ["beaucoup", "hiver = ", "pluie = 3", "hiver lun 6 = 3"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(WrongValue):
        read_slots(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("hiver été = 3", "says twice when"),
        ("lun mar = 3", "says twice when"),
        ("6-14 14-20 = 3", "says twice when"),
        ("lun 6-30 = 3", "are no hours of one day"),
        ("20-6 = 3", "are no hours of one day"),
    ],
)
def test_an_amount_says_when_once_and_within_a_day(text: str, wrong: str) -> None:
    with pytest.raises(WrongValue, match=wrong):
        read_slots(text)


@given(st.lists(st.integers(0, 99), min_size=12, max_size=12), st.sampled_from([" | ", " ", "|"]))
def test_twelve_months(year: list[int], between: str) -> None:
    text = between.join(f"{one // 10},{one % 10}" for one in year)
    assert [float(one) for one in read_year(text)] == [one / 10 for one in year]


def test_months_by_span() -> None:
    assert read_year("0,5") == ["0.5"] * 12
    year = read_year("octobre à mars = 1 | avril = 0,5")
    assert year == ["1", "1", "1", "0.5", "0", "0", "0", "0", "0", "1", "1", "1"]
    assert len(read_year("1 2 3")) == 3
