"""Figures of sharings are read with their units, as quantities of flows are."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.errors import Faulty
from boucle.platform.translating import translated
from boucle.registry.api.files.sharing_columns import sharing_columns
from boucle.registry.api.files.sharing_rows import checked_sharings
from boucle.registry.api.schemas.declarations.sharings import SharingRevise
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.sharings.sharing import SharingDraft
from boucle.registry.declarations.sharings.warnings import sharing_warnings
from boucle.registry.domain.values.measures import read_measure
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.layout import layout_of
from boucle.registry.files.table import FileTable, TableRow

CATALOGUE, SHARING = load_catalogue(), sharing_catalogue()
WASTE = {"kind": "service", "subject": "waste_collection", "choices": {"low": "20 03 01"}}


def _draft(**fields: Any) -> SharingDraft:
    body = {
        "site_id": "00000000-0000-0000-0000-000000000001",
        "direction": "need",
        "certainty": "estimated",
        **fields,
    }
    return drafted(declared_sharing(SharingRevise(**body)), CATALOGUE, SHARING)


def _waste(tonnes: object, container: str = "bin") -> SharingDraft:
    choices = {"low": "20 03 01", "container": container}
    return _draft(**{**WASTE, "choices": choices, "figures": {"tonnes": tonnes}})


@pytest.mark.parametrize(
    ("unit", "text", "number"),
    [
        ("t/a", "30 t/an", "30"),
        ("t/a", "2500 kg", "2.5"),
        ("t/a", "2,5 t par mois", "30"),
        ("t/a", "3 à 5 t", "4"),
        ("t/wk", "52 t/an", "1"),
        ("kW", "2 MW", "2000"),
        ("h/wk", "5h", "5"),
        ("h/wk", "5 h par semaine", "5"),
        ("1/a", "2 par semaine", "104"),
        ("1/wk", "33 palettes/semaine", "33"),
        ("1/d", "120 repas par jour", "120"),
        ("1", "50 %", "0.5"),
        ("%", "99,5 %", "99.5"),
        ("Cel", "-18 °C", "-18"),
        ("bar", "600 kPa", "6"),
        ("m2", "0,5 ha", "5000"),
        ("kg/m3", "0,08 t/m3", "80"),
        ("mg/L", "5 g/L", "5000"),
        ("m3/d", "3650 m3/an", "10"),
        ("EUR/t", "-20 €/t", "-20"),
        ("EUR/t", "131 euros la tonne", "131"),
        ("EUR/a", "1,5 k€", "1500"),
        ("kg", "3 t", "3000"),
    ],
)
def test_a_unit_is_turned_into_the_figures_own(unit: str, text: str, number: str) -> None:
    assert read_measure(f"{unit}|{text}") == number


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("t/a", "30 m3/an"),
        ("t/a", "5 h"),
        ("t", "19 t/an"),
        ("t/wk", "2 t/jour"),  # of how many days a week?
        ("m3/h", "200 m3/jour"),
        ("kW", "3 t/h"),
        ("EUR/t", "20 €/km"),
        ("m2", "500 choses"),
    ],
)
def test_what_measures_something_else_is_refused(unit: str, text: str) -> None:
    with pytest.raises(WrongValue):
        read_measure(f"{unit}|{text}")


def test_a_wrong_unit_is_one_line_that_says_the_right_one() -> None:
    with pytest.raises(Faulty) as error:
        _waste("30 m3/an")
    (fault,) = error.value.faults
    assert (fault.field, fault.value) == ("figures.tonnes", "30 m3/an")
    assert translated(fault.message, "fr") == "est en m3/an, qui ne mesure pas cela"
    assert translated(fault.expected, "fr") == "un nombre en t par an"


@pytest.mark.parametrize("tonnes", ["2500 kg", "2,5 t/an", "2,5", 2.5])
def test_what_is_kept_is_the_same_however_it_is_said(tonnes: object) -> None:
    assert _waste(tonnes).figures == {"tonnes": "2.5"}


@pytest.mark.parametrize("container", ["bin", "bac roulant", "Bac roulant", "wheeled bin"])
def test_a_choice_is_read_by_its_labels(container: str) -> None:
    assert _waste("1", container).choices["container"] == "bin"


def _steam(amount: str, subject: str | None = "steam") -> str:
    slots = [{"amount": amount}]
    return _draft(kind="equipment", subject=subject, slots=slots).slots[0].amount


def test_power_is_read_and_steam_by_the_tonne() -> None:
    """(2,777 - 419) kJ/kg x 3,000 kg/h / 3,600 s/h = 1,965 kW."""
    assert _steam("2 MW") == "2000"
    assert _steam("3 t/h") == "1965"
    assert _steam("3 t/h", "effluent") == "3"


def test_of_an_unknown_subject_the_unit_tells_enough_or_asks() -> None:
    assert _steam("2 MW", None) == "2000"
    with pytest.raises(Faulty) as error:
        _steam("3 t/h", None)
    assert error.value.faults[0].field == "slots[0].amount"


def test_what_is_no_number_is_refused_as_before() -> None:
    with pytest.raises(ValidationError, match="is not a decimal number"):
        _waste("beaucoup")


def test_months_and_costs_have_units_too() -> None:
    post = _draft(kind="workforce", subject="N1101", months=["0,5 ETP"] * 12, cost="2 400 €/an")
    assert (post.months, post.cost) == (("0.5",) * 12, "2400")


def test_a_file_reads_the_same() -> None:
    header = ["sens", "sujet", "tonnes", "contenant", "code déchet", "coût"]
    cells = ["besoin", "collecte de déchets", "2500 kg", "bac roulant", "20 03 01", "2 400 €/an"]
    table = FileTable(tuple(header), [TableRow(2, tuple(cells))])
    checked = checked_sharings(table, layout_of(table, sharing_columns()), CATALOGUE, "site")
    assert checked.faults == []
    (row,) = checked.good
    assert (row.draft.figures, row.draft.cost) == ({"tonnes": "2.5"}, "2400")
    assert row.draft.choices["container"] == "bin"


def test_the_middle_of_a_span_is_an_estimate() -> None:
    body = {**WASTE, "choices": {"low": "20 03 01", "container": "bin"}, "certainty": "measured"}
    assert _draft(**body, figures={"tonnes": "3 à 5 t"}).certainty == "estimated"
    assert _draft(**body, figures={"tonnes": "4 t"}).certainty == "measured"


def _unread(kind: str, description: str) -> tuple[str, str]:
    slots = [{"amount": "1"}] if kind == "equipment" else []
    draft = _draft(kind=kind, description=description, slots=slots)
    (fault,) = sharing_warnings(draft, None, date(2026, 3, 2))
    return translated(fault.message, "fr"), translated(fault.expected, "fr")


def test_what_is_not_shared_yet_or_of_another_kind_is_said() -> None:
    message, _ = _unread("service", "parking pour poids lourds")
    assert message == "se lit comme stationnement, qui ne se partage pas encore : dans aucun groupe"
    _, right = _unread("service", "salle de réunion de vingt places")
    assert right == "genre equipment, sujet room"
    message, _ = _unread("equipment", "bidule")
    assert "n'a pu être lu" in message


@pytest.mark.parametrize("said", ["0 t", "200 000 t", "0 kg par mois"])
def test_what_is_out_of_bounds_with_its_unit_is_a_fault(said: str) -> None:
    with pytest.raises(Faulty) as faulty:
        _waste(said)
    [fault] = faulty.value.faults
    assert (fault.field, fault.value) == ("figures.tonnes", said)
    assert translated(fault.expected, "fr") == "0,001 à 100000 t par an"


@pytest.mark.parametrize("said", ["4 $", "£4", "USD 4", "4 CHF", "4 zł", "4 livres sterling"])
def test_money_of_elsewhere_is_named(said: str) -> None:
    with pytest.raises(WrongValue, match="another currency"):
        read_measure(f"EUR/m3|{said}")


def test_hours_of_a_day_are_half_hours_too() -> None:
    creche = {"kind": "service", "direction": "offer", "subject": "childcare"}
    for said in ("7h30-18h", [7.5, 18]):
        draft = _draft(**creche, figures={"places": "12"}, hours=said)
        assert draft.hours == (7.5, 18)
        assert isinstance((draft.hours or (0, 0))[1], int)
    with pytest.raises(Faulty):
        _draft(**creche, figures={"places": "12"}, hours=[7.25, 18])


def _steam_paid(stand_alone: str) -> SharingDraft:
    slots = [{"amount": "2000"}]
    figures = {"stand_alone": stand_alone}
    return _draft(kind="equipment", subject="steam", slots=slots, figures=figures)


def test_a_price_is_by_the_unit_of_its_equipment() -> None:
    assert _steam_paid("45 €/MWh").figures == {"stand_alone": "0.045"}
    assert _steam_paid("0,09 €/kWh").figures == {"stand_alone": "0.09"}


def test_a_price_a_thousand_times_too_high_is_refused() -> None:
    """45 €/MWh, told as 45: 2,000 kW all year would cost 786 M€."""
    with pytest.raises(Faulty) as faulty:
        _steam_paid("45")
    [fault] = faulty.value.faults
    assert (fault.field, fault.value) == ("figures.stand_alone", "45")
    assert translated(fault.expected, "fr") == "0 à 2 €/kWh"


def test_what_is_wrong_with_each_month_is_told_once() -> None:
    with pytest.raises(Faulty) as faulty:
        _draft(kind="workforce", subject="N1101", months=["17 h"] * 12)
    assert [fault.field for fault in faulty.value.faults] == ["months[0]"]


def test_each_choice_of_the_catalogue_is_a_column() -> None:
    names = {one.path[-1] for one in sharing_columns().members}
    assert {"machine", "vehicule"} & names
