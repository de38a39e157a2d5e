"""Numbers, units, dates and words as people and programs write them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import CONTAINERS, PERIODS, UNITS
from boucle.platform.translating import translated
from boucle.registry.domain.values.dates import read_day, read_months
from boucle.registry.domain.values.numbers import ReadNumber, read_amount, read_number, read_price
from boucle.registry.domain.values.qualities import read_range
from boucle.registry.domain.values.units import counted, read_unit
from boucle.registry.domain.values.words import DIRECTION, yes_or_no
from boucle.registry.domain.values.wrong import WrongValue

translated("", "fr")  # the catalogue is read before anything is timed

YEAR = tuple(range(1, 13))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 250,5", "1250.5"),
        ("1.250,5", "1250.5"),
        ("1,250.5", "1250.5"),
        ("1.250.000", "1250000"),
        ("1'250", "1250"),
        ("12,5", "12.5"),
        ("12,345", "12.345"),
        ("12.345", "12.345"),
        ("0.250", "0.250"),
        ("1250.500", "1250.500"),
    ],
)
def test_numbers(written: str, read: str) -> None:
    assert read_number(written) == read


@pytest.mark.parametrize(
    ("written", "either"),
    [("12.000", ("12", "12000")), ("1.250", ("1.25", "1250")), ("12,000", ("12", "12000"))],
)
def test_what_may_be_thousands_or_decimals_is_asked_for(
    written: str, either: tuple[str, str]
) -> None:
    with pytest.raises(WrongValue) as caught:
        read_number(written)
    assert all(each in caught.value.expected for each in either)
    assert either[1] in translated(caught.value.expected, "fr")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**12))
def test_a_number_is_read_alike_as_french_people_and_as_programs_write_it(number: Decimal) -> None:
    plain = f"{number:f}".rstrip("0").rstrip(".")
    assert read_number(plain) == plain
    french = f"{Decimal(plain):,f}".replace(",", "\u202f").replace(".", ",")
    assert read_number(french) == plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3 à 5 t/mois", ReadNumber("3", "5", "t/month")),
        ("3-5", ReadNumber("3", "5")),
        ("3..5", ReadNumber("3", "5")),
        ("entre 1 000 et 1 500,5 kg", ReadNumber("1000", "1500.5", "kg")),
        ("environ 12 t / an", ReadNumber("12", None, "t")),
        ("12 m³", ReadNumber("12", None, "m3")),
        ("-3,20", ReadNumber("-3.20")),
    ],
)
def test_amounts(written: str, read: ReadNumber) -> None:
    assert read_amount(written) == read


@pytest.mark.parametrize("written", ["5 à 3", "3 à", "12 lunes", "", "t", "3 à 5 à 7", "1e5", "<5"])
def test_what_is_no_amount(written: str) -> None:
    with pytest.raises(WrongValue) as caught:
        read_amount(written)
    assert caught.value.expected
    assert translated(caught.value.message, "fr") != caught.value.message
    assert translated(caught.value.expected, "fr") != caught.value.expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("85 €", ("85", None)),
        ("-8,50 € HT/t", ("-8.50", "t")),
        ("85 euros la tonne", ("85", "t")),
        ("1 250 €/big bag", ("1250", "big_bag")),
        ("12.5", ("12.5", None)),
    ],
)
def test_prices(written: str, read: tuple[str, str | None]) -> None:
    assert read_price(written) == read


@pytest.mark.parametrize("written", ["85 €/lune", "85 €/t/mois", "gratuit", "2 k€", "12.000 €"])
def test_what_is_no_price(written: str) -> None:
    with pytest.raises(WrongValue):
        read_price(written)


def test_a_unit_or_a_scale_that_is_not_known_is_what_is_told() -> None:
    """`users.md` #33."""
    for read, written, message in (
        (read_amount, "200 kWc", "a une unité inconnue ici : kWc"),
        (read_amount, "3 à 5 barquettes", "a une unité inconnue ici : barquettes"),
        (read_amount, "1e9", "n'est pas un nombre"),
        (read_amount, "3 USD", "est dans une autre monnaie"),
        (read_price, "3 k€", "est en milliers ou en millions d'euros"),
        (read_price, "1,2 M€/an", "est en milliers ou en millions d'euros"),
    ):
        with pytest.raises(WrongValue) as caught:
            read(written)
        assert translated(caught.value.message, "fr") == message
        assert caught.value.expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tonnes", "t"),
        ("t/an", "t"),
        ("m³ par mois", "m3/month"),
        ("mwh", "MWh"),
        ("kg / semaine", "kg/week"),
        ("m3/j", "m3/day"),
        ("t par jour ouvré", "t/working_day"),
        ("Palettes", "pallet"),
        ("palettes mensuelles", "pallet/month"),
        ("big-bags/mois", "big_bag/month"),
        ("GRV", "ibc"),
        ("fûts/trimestre", "drum/quarter"),
        ("stères", "stere"),
        ("bennes de 30 m³ par mois", "skip 30 m3/month"),
        ("sacs 25kg", "bag 25 kg"),
        ("tep", "toe"),
        ("lunes", None),
        ("t/lune", None),
        ("kg/m3", None),
        ("", None),
    ],
)
def test_units(written: str, read: str | None) -> None:
    assert read_unit(written) == read


@given(
    st.sampled_from([*UNITS, *CONTAINERS, *(f"{each} 1.5 m3" for each in CONTAINERS)]),
    st.sampled_from(list(PERIODS)),
)
def test_a_unit_as_it_is_kept_is_read_as_itself(thing: str, period: str) -> None:
    kept = read_unit(f"{thing}/{period}")
    assert kept == (thing if period == "year" else f"{thing}/{period}")
    assert read_unit(kept) == kept


def test_every_word_of_a_container_and_a_period_means_one_thing() -> None:
    for container in CONTAINERS.values():
        for word in (container.key, *container.fr, *container.en, *container.words):
            found = counted(word)
            assert found is not None, word
            assert found.container is container, word
    for period in PERIODS.values():
        for word in (period.key, period.fr, period.en, *period.words):
            found = counted(f"t/{word}")
            assert found is not None, word
            assert found.period is period, word


def test_every_container_and_period_is_in_the_reference() -> None:
    page = (Path(__file__).parents[4] / "docs/reference/values.md").read_text(encoding="utf-8")
    for container in CONTAINERS.values():
        assert f"`{container.key}{'`' if container.size else ' '}" in page, container.key
        if container.size:
            amount, unit = container.size
            row = next(line for line in page.splitlines() if f"| `{container.key}` |" in line)
            assert f"| {float(amount):g} {unit} |" in row
    for key in PERIODS.keys() - {"year"}:
        assert f"`/{key}`" in page, key


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        ("1.2.2026", "2026-02-01"),
        ("1er mars 2026", "2026-03-01"),
        ("31 déc. 2026", "2026-12-31"),
        ("31/01/2026 00:00", "2026-01-31"),
        ("2026-01-31T00:00:00", "2026-01-31"),
    ],
)
def test_days(written: str, read: str) -> None:
    assert read_day(written) == read


@pytest.mark.parametrize("written", ["31/01/26", "janvier 2026", "2026-01-31T12:00:00", "demain"])
def test_what_is_no_day(written: str) -> None:
    with pytest.raises(WrongValue):
        read_day(written)


@pytest.mark.parametrize("written", ["31/02/2026", "2026-13-01", "30 février 2026"])
def test_a_day_of_no_calendar_is_told_as_such(written: str) -> None:
    with pytest.raises(WrongValue, match="no day of the calendar"):
        read_day(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("toute l'année", YEAR),
        ("Toute l’année", YEAR),
        ("janvier à mars, octobre", (1, 2, 3, 10)),
        ("nov-fév", (1, 2, 11, 12)),
        ("1-3 et 10", (1, 2, 3, 10)),
        ("1 2|3", (1, 2, 3)),
    ],
)
def test_months(written: str, read: tuple[int, ...]) -> None:
    assert read_months(written) == read


def test_words() -> None:
    said = ("S", "sortie", "output", "E", "Entrée", "input")
    assert [DIRECTION(each) for each in said] == ["output"] * 3 + ["input"] * 3
    assert (yes_or_no("Oui"), yes_or_no("x"), yes_or_no("faux")) == (True, True, False)
    assert read_range("15..25 %") == {"low": "15", "high": "25", "unit": "%"}
    assert read_range("≥ 60 Cel") == {"low": "60", "unit": "Cel"}
    assert read_range("7") == {"low": "7", "high": "7"}


def what_is_wrong(read: Callable[[str], object], text: str) -> tuple[str, ...]:
    try:
        read(text)
    except WrongValue as wrong:
        said = (wrong.message, wrong.expected)
        return (*said, *(translated(each, "fr") for each in said))
    return ()


@given(st.text(max_size=30), st.sampled_from(["", "1", "3 à 5 ", "²", "٣ ", "1-", " " * 100_000]))
def test_whatever_is_written_is_read_or_refused(text: str, before: str) -> None:
    for read in (
        read_number,
        read_amount,
        read_price,
        read_day,
        read_months,
        read_range,
        read_unit,
    ):
        assert all(what_is_wrong(read, f"{before}{text}"))
