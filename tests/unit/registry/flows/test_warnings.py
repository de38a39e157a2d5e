"""What is plain and real is warned of for nothing; what may be wrong, by its field."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from boucle.catalogue import (
    BELIEVED,
    LARGE_SITE,
    NAF_REV_2,
    load_catalogue,
    most_usual,
    read_activity,
    understood,
)
from boucle.contract.events.registry import CurrentRoute, CurrentSupply, Nature, Quantity
from boucle.demo.declarations import declarations
from boucle.platform.translating import translated
from boucle.registry.api.schemas.declarations.flows import FlowPut
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.declarations.flows.warnings import kept_warnings, written_warnings
from boucle.registry.domain.entities import FlowDraft

CATALOGUE = load_catalogue()
TRAINING = sorted((Path(__file__).parents[2] / "catalogue" / "training").glob("*.csv"))
SAWDUST = SentFlow(
    direction="output",
    nature="material",
    quantity=Quantity("900", "t"),
    certainty="measured",
    text="sciure de bois",
)


def _fields(draft: FlowDraft, nace: str | None = None) -> list[str]:
    found = list(written_warnings(draft, nace, (), CATALOGUE))
    said = [text for each in found for text in (each.message, each.expected)]
    assert all(text and translated(text, "fr") != text for text in said)
    return [each.field for each in found]


def _of_demo() -> Iterator[tuple[FlowDraft, str | None]]:
    sent = declarations()
    naf = {each.external_id: each.body.get("naf") for each in sent.sites}
    for each in sent.flows:
        code = naf[each.body["site"]]
        nace = read_activity(CATALOGUE, code["code"], NAF_REV_2).nace if code else None
        yield drafted(declared_flow(FlowPut.model_validate(each.body), CATALOGUE), CATALOGUE), nace


def test_flows_of_the_demo_lack_treatments_at_most() -> None:
    for draft, nace in _of_demo():
        assert set(_fields(draft, nace)) <= {"site.treatments"}, draft


def test_texts_of_real_exchanges_are_understood() -> None:
    for file in TRAINING:
        with file.open(encoding="utf-8") as rows:
            missed = [
                r["text"] for r in csv.DictReader(rows) if not understood(CATALOGUE, r["text"])
            ]
        assert missed == [], file


@pytest.mark.parametrize("nace", ["16.10", "47", None])
def test_a_quantity_is_unlikely_beyond_a_large_site_of_the_activity_or_of_any(
    nace: str | None,
) -> None:
    line = most_usual(CATALOGUE, "sawdust", "output", nace)
    assert line is not None
    most = Decimal(str(line.high)) * LARGE_SITE
    for amount, doubted in ((most, []), (most + 1, ["quantity.value"])):
        declared = replace(SAWDUST, quantity=Quantity(format(amount, "f"), line.unit))
        assert _fields(drafted(declared, CATALOGUE), nace) == doubted


def test_so_much_that_it_is_in_no_total_is_said() -> None:
    line = most_usual(CATALOGUE, "sawdust", "output", None)
    assert line is not None
    most = Decimal(str(line.high)) * LARGE_SITE * BELIEVED
    for amount, said in ((most, False), (most + 1, True)):
        sent = replace(SAWDUST, quantity=Quantity(format(amount, "f"), line.unit))
        [fault] = written_warnings(drafted(sent, CATALOGUE), "16.10", (), CATALOGUE)
        assert ("dans aucun chiffre du territoire" in translated(fault.expected, "fr")) is said
        assert "(activité 16.10)" in translated(fault.message, "fr")


@pytest.mark.parametrize(
    ("unit", "price", "doubted"),
    [("t", "9000", True), ("kg", "9", True), ("kg", "0.09", False), ("t", "-30", False)],
)
def test_a_price_beyond_what_the_thing_costs_is_doubted(
    unit: str, price: str, doubted: bool
) -> None:
    """9000 EUR/t of sawdust, and 9 EUR/kg, are the same slip."""
    field = "current_route.cost_eur_per_unit"
    sent = replace(
        SAWDUST,
        quantity=Quantity("40", unit),
        current_route=CurrentRoute(cost_eur_per_unit=price),
    )
    found = list(written_warnings(drafted(sent, CATALOGUE), None, (), CATALOGUE))
    assert [one.field for one in found] == [field] * doubted
    for one in found:
        assert "9 000 €/t" in translated(one.message, "fr")
        assert translated(one.expected, "fr").startswith("d'ordinaire de -500 à 1 000 €/t")


@pytest.mark.parametrize(
    ("text", "nature", "unit", "cost", "price", "doubted"),
    [
        ("sciure de bois", "material", "t", "8000", None, True),  # 80.00
        ("sciure de bois", "material", "t", "80", None, False),
        ("carton", "material", "t", "-3000", None, True),
        ("carton", "material", "t", "-900", None, True),
        ("carton", "material", "t", "-180", None, False),  # as in 2021: public_prices.csv
        ("eau potable", "water", "m3", None, "45", True),  # 4.5
        ("eau potable", "water", "m3", None, "4.5", False),
        ("cuivre", "material", "t", "-9000", None, False),
        ("chose inconnue", "material", "t", "9000", None, False),  # of no group: the nature's range
    ],
)
def test_what_is_usual_depends_on_the_thing(
    text: str, nature: Nature, unit: str, cost: str | None, price: str | None, doubted: bool
) -> None:
    sent = replace(
        SAWDUST,
        direction="input" if price else "output",
        nature=nature,
        text=text,
        quantity=Quantity("100", unit),
        current_route=CurrentRoute(cost_eur_per_unit=cost) if cost else None,
        current_supply=CurrentSupply(price_eur_per_unit=price) if price else None,
    )
    fields = _fields(drafted(sent, CATALOGUE))
    told = "current_supply.price_eur_per_unit" if price else "current_route.cost_eur_per_unit"
    assert fields.count(told) == int(doubted)


def test_a_need_s_price_is_doubted_too() -> None:
    supply = CurrentSupply(price_eur_per_unit="55")
    heat = replace(
        SAWDUST,
        direction="input",
        nature="energy",
        text="eau chaude à 90 °C",
        quantity=Quantity("900", "kWh"),
        current_supply=supply,
    )
    field = "current_supply.price_eur_per_unit"
    assert field in _fields(drafted(heat, CATALOGUE))
    assert field not in _fields(drafted(replace(heat, quantity=Quantity("900", "MWh")), CATALOGUE))


def test_a_flow_read_again_warns_of_what_is_kept_only() -> None:
    heat = replace(SAWDUST, nature="energy", quantity=Quantity("9", "MWh"))
    for text, kept in (("xqzt", []), ("vapeur", ["qualities.temperature"])):
        draft = drafted(replace(heat, text=text), CATALOGUE)
        assert [each.field for each in kept_warnings(draft, CATALOGUE)] == kept
        assert set(kept) <= set(_fields(draft))
