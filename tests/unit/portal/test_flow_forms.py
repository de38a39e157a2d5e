"""A flow that is corrected sends what differs, and nothing else."""

from datetime import UTC, datetime

import pytest

from boucle.portal.figures import ShownQuantity
from boucle.portal.own_company.flow_forms import changed, months_in_words, shown_in_form
from boucle.portal.own_company.shapes import (
    CorrectedFlow,
    RouteToday,
    ShownMonths,
    Suggested,
)
from boucle.portal.pages import translator

_ = translator("fr")
_FLOW = CorrectedFlow(
    flow_id="f",
    organisation_id="o",
    site_id="s",
    direction="output",
    quantity=ShownQuantity("1200.5", "t"),
    quantity_as_declared=ShownQuantity("100", "t/month"),
    updated_at=datetime(2026, 1, 1, tzinfo=UTC),
    family="wood_clean",
    text="palettes",
    certainty="measured",
    nature="material",
    version=3,
    availability=ShownMonths((1, 2, 3, 5)),
    current_route=RouteToday("R3", "-12.5", "2027-01-31"),
)


def test_the_form_shows_the_flow_as_it_was_declared() -> None:
    shown = shown_in_form(_FLOW, _)
    assert (shown["quantite"], shown["unite"]) == ("100", "t/month")
    assert shown["mois"] == "janvier à mars, mai"
    assert (shown["destination"], shown["prix"], shown["contrat"]) == ("R3", "-12,5", "2027-01-31")


def test_an_unchanged_form_changes_nothing() -> None:
    assert changed(_FLOW, shown_in_form(_FLOW, _), (), None, _) == {}


@pytest.mark.parametrize(
    ("typed", "patch"),
    [
        ({"quantite": "1 300,5"}, {"quantity": {"value": "1300.5", "unit": "t/month"}}),
        ({"mois": ""}, {"availability": {"months": None}}),
        ({"mois": "mars à mai"}, {"availability": {"months": "mars à mai"}}),
        ({"certitude": "estimated"}, {"certainty": "estimated"}),
        ({"prix": ""}, {"current_route": {"cost_eur_per_unit": None}}),
        ({"destination": "R1"}, {"current_route": {"operation": "R1"}}),
    ],
)
def test_what_differs_is_sent(typed: dict[str, str], patch: dict[str, object]) -> None:
    assert changed(_FLOW, {**shown_in_form(_FLOW, _), **typed}, (), None, _) == patch


def test_another_text_brings_its_family_and_drops_the_others() -> None:
    suggested = [Suggested("steam", "vapeur", "steam", "energy")]
    form = {**shown_in_form(_FLOW, _), "quoi": "vapeur"}
    assert changed(_FLOW, form, suggested, "steam", _) == {
        "text": "vapeur",
        "family": "steam",
        "families": None,
        "nature": "energy",
    }


def test_all_months_are_the_whole_year() -> None:
    assert months_in_words(tuple(range(1, 13)), _) == "toute l'année"
    assert months_in_words((), _) == ""
