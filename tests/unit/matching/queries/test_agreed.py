"""Who reads an agreed quantity beside euros reads which quantity they are of."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.views import GroupView, SideView, SynergyView
from boucle.matching.queries.agreed import brought

STEAM = SynergyView(
    synergy_id=UUID(int=1),
    kind="substitution",
    sides=(SideView(role="offer", territory=None), SideView(role="need", territory=None)),
    nature="energy",
    state="running",
    running_since=date(2026, 11, 3),
    quantity=Quantity("330", "GWh"),
    agreed=Quantity("3300", "MWh"),
    eur=Amount("EUR", "12870000", "14520000"),
    tco2e=Amount("tCO2e", "74926.5", "82813.5", factor="gas"),
)


def shown(**changes: Any) -> tuple[str, Amount | None, Amount | None]:
    return brought(replace(STEAM, **changes))


def test_once_it_runs_figures_are_of_the_agreed_quantity() -> None:
    """A hundredth of the possible 330 GWh."""
    expected = Amount("tCO2e", "749.265", "828.135", factor="gas")
    assert shown() == ("agreed", Amount("EUR", "128700", "145200"), expected)
    assert shown(state="stopped")[0] == "agreed"


def test_before_and_to_who_may_not_know_the_agreed_they_are_of_the_possible() -> None:
    for changes in ({"masked": True}, {"state": "studying", "running_since": None}):
        assert shown(**changes) == ("possible", STEAM.eur, STEAM.tco2e)


def test_a_quantity_that_nobody_told_has_no_figures() -> None:
    none = Amount("EUR", missing="agreed"), Amount("tCO2e", missing="agreed")
    assert shown(agreed=None) == ("agreed", *none)
    assert shown(agreed=None, eur=None) == ("agreed", None, none[1])


def test_a_groups_are_a_part_of_what_its_members_declare() -> None:
    tonnes = GroupView(subject="waste_collection", figures={"tonnes": Amount("t", "400", "400")})
    group: dict[str, Any] = {
        "kind": "pooling",
        "nature": None,
        "quantity": None,
        "eur": Amount("EUR", "0", "3800"),
    }
    quarter = shown(**group, group=tonnes, agreed=Quantity("100000", "kg"))
    assert quarter[:2] == ("agreed", Amount("EUR", "0", "950"))
    assert shown(**group, group=tonnes, agreed=Quantity("9", "kt"))[1] == group["eur"]
    none = GroupView(subject="security", figures={})
    assert shown(**group, group=none, agreed=None)[1] == group["eur"]
