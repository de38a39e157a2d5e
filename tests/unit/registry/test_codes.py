"""SIREN, SIRET (La Poste too), NAF, treatments; and drafts of flows."""

from collections.abc import Mapping
from typing import Any

import pytest

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import ActivityCode, QualityRange, Quantity
from boucle.platform.errors import Faulty
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.codes import (
    naf_doubts,
    naf_fault,
    normal_naf,
    operation_fault,
    siren_fault,
    siret_fault,
)

CATALOGUE = load_catalogue()


@pytest.mark.parametrize("value", ["73282932000074", "35600000000048", "35600000009075"])
def test_a_siret_passes_la_poste_included(value: str) -> None:
    assert siret_fault("siret", value) is None


@pytest.mark.parametrize(
    "value",
    ["73282932000075", "35600000000002", "7328293200007", "732829320 00074", "٧٣٢٨٢٩٣٢٠", ""],
)
def test_a_siret_fails_with_what_would_be_right(value: str) -> None:
    fault = siret_fault("siret", value)
    assert fault is not None
    assert (fault.field, fault.value) == ("siret", value)
    assert "14 digits" in fault.expected


def test_a_siren_naf_and_operation() -> None:
    assert siren_fault("siren", "241400514") is None
    assert siren_fault("siren", "241400515") is not None
    assert naf_fault("naf", ActivityCode("16.10A", "NAF rév. 2"), CATALOGUE) is None
    wrong = naf_fault("naf", ActivityCode("16.10Q", "NAF rév. 2"), CATALOGUE)
    assert wrong is not None
    assert wrong.field == "naf.code"
    assert operation_fault("o", "R3", CATALOGUE) is None
    assert operation_fault("o", "R14", CATALOGUE) is not None


@pytest.mark.parametrize(
    ("code", "version", "kept", "doubted"),
    [
        ("1712z", "NAF rév. 2", ActivityCode("17.12Z", "NAF rév. 2"), False),
        ("C17.12Z", "NAFRev2", ActivityCode("17.12Z", "NAF rév. 2"), False),
        ("17.12", "NACE rev. 2", ActivityCode("17.12", "NACE rev. 2"), False),
        ("3821Y", "NAF 2025", ActivityCode("38.21Y", "NAF 2025"), False),
        ("17.10", "NAF rév. 2", ActivityCode("17.1", "NAF rév. 2"), True),
        ("C17", "NAF rév. 2", ActivityCode("17", "NAF rév. 2"), True),
    ],
)
def test_a_sites_activity_is_kept_as_its_nomenclature_spells_it(
    code: str, version: str, kept: ActivityCode, doubted: bool
) -> None:
    naf = ActivityCode(code, version)
    assert naf_fault("naf", naf, CATALOGUE) is None
    assert normal_naf(naf, CATALOGUE) == kept
    assert [doubt.field for doubt in naf_doubts("naf", naf, CATALOGUE)] == ["naf.code"] * doubted


@pytest.mark.parametrize(
    ("code", "version", "field"),
    [
        ("C", "NAF rév. 2", "naf.code"),
        ("D", "NAF rév. 2", "naf.code"),
        ("17.99", "NAF rév. 2", "naf.code"),
        ("99.99Z", "NAF rév. 2", "naf.code"),
        ("17.12Z", "NAF 1993", "naf.version"),
    ],
)
def test_a_sites_activity_is_refused_where_it_says_too_little_or_is_none(
    code: str, version: str, field: str
) -> None:
    fault = naf_fault("naf", ActivityCode(code, version), CATALOGUE)
    assert fault is not None
    assert fault.field == field
    assert fault.expected


def _flow(**changes: Any) -> SentFlow:
    declared: Mapping[str, Any] = {
        "direction": "output",
        "nature": "material",
        "family": "wood_b",
        "quantity": Quantity("500", "t"),
        "certainty": "measured",
        **changes,
    }
    return SentFlow(**declared)


def test_a_draft_is_counted_in_base_units_and_knows_its_attributes_units() -> None:
    draft = drafted(_flow(qualities={"moisture": QualityRange(low="15")}), CATALOGUE)
    assert draft.base == 500_000_000
    assert draft.qualities["moisture"].unit == "%"


def test_text_or_code_tells_the_family() -> None:
    declared = drafted(_flow(family=None, text="bois de palettes traité classe B"), CATALOGUE)
    assert declared.family is not None
    coded = drafted(_flow(family=None, low="170201"), CATALOGUE)
    assert coded.low == "17 02 01"
    assert coded.legal_status == "waste"


@pytest.mark.parametrize(
    ("declared", "hazardous"),
    [
        ({"family": "asbestos"}, True),
        ({"family": None, "text": "plaques en amiante-ciment"}, True),
        ({"family": "batteries_lead"}, True),
        ({"family": None, "text": "batteries usagées"}, False),  # of any kind
        ({"family": None, "text": "fibrociment sans amiante"}, False),
        ({"family": "wood_b"}, False),
        ({"family": "wood_b", "hazardous": True}, True),
    ],
)
def test_what_is_always_hazardous_is_so_unsaid(declared: dict[str, Any], hazardous: bool) -> None:
    assert drafted(_flow(**declared), CATALOGUE).hazardous is hazardous


@pytest.mark.parametrize(
    ("direction", "low", "high", "family"),
    [
        ("output", "30", "35", "heat_low_grade"),
        ("output", "32", None, "heat_low_grade"),
        ("output", None, "90", "heat_hot_water"),
        ("output", "50", "90", "heat_hot_water"),
        ("input", "25", None, "heat_low_grade"),
        ("input", "25", "90", "heat_low_grade"),
        ("input", None, "90", "heat_hot_water"),
        ("input", "70", None, "heat_hot_water"),
    ],
)
def test_the_temperature_declared_tells_which_kind_of_heat_it_is(
    direction: str, low: str | None, high: str | None, family: str
) -> None:
    heat = _flow(
        direction=direction,
        nature="energy",
        family=None,
        text="chaleur fatale",
        quantity=Quantity("500", "MWh"),
        qualities={"temperature": QualityRange(low=low, high=high, unit="Cel")},
    )
    assert drafted(heat, CATALOGUE).family == family


def test_a_family_given_stays_whatever_its_temperature() -> None:
    heat = _flow(
        nature="energy",
        family="heat_hot_water",
        quantity=Quantity("500", "MWh"),
        qualities={"temperature": QualityRange(low="45")},
    )
    assert drafted(heat, CATALOGUE).family == "heat_hot_water"


def test_what_is_unknown_stays_unclassified() -> None:
    assert drafted(_flow(family=None, text="divers"), CATALOGUE).family is None


def test_an_input_without_statuses_keeps_none() -> None:
    assert drafted(_flow(direction="input"), CATALOGUE).accepts == ()
    assert drafted(_flow(direction="input", accepts=("waste",)), CATALOGUE).accepts == ("waste",)


def test_every_fault_is_found_at_once() -> None:
    with pytest.raises(Faulty) as caught:
        drafted(
            _flow(
                family="nope",
                low="99 99 99",
                quantity=Quantity("-1", "t"),
                qualities={"charm": QualityRange(low="1")},
            ),
            CATALOGUE,
        )
    assert [fault.field for fault in caught.value.faults] == [
        "low",
        "family",
        "qualities.charm",
        "quantity.value",
    ]
