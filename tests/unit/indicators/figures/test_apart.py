"""What stands beside it is in no figure: the other direction, kind, nature, state."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import LifeBody
from boucle.indicators.figures.figure import Month, Scope
from boucle.indicators.figures.formulas import figures
from boucle.indicators.figures.running_groups import FEW_OTHERS
from tests.unit.indicators.figures import test_group_figures as of_groups
from tests.unit.indicators.figures.test_figures import (
    HAVRE,
    by_key,
    declared,
    event,
    facts,
    figures_of,
    ident,
    lived,
    side,
)
from tests.unit.indicators.figures.test_group_figures import group, post, to_itself


def test_offers_and_needs_are_counted_apart() -> None:
    known = facts(
        *(declared(f"offered {number}") for number in range(3)),
        *(declared(f"needed {number}", direction="input") for number in range(2)),
    )
    found = figures_of(known)
    assert found["flows_offered", "counted"].value == 3
    assert found["flows_needed", "counted"].value == 2
    assert found["flows_typical", "counted"].value == 0


def test_sharings_are_counted_by_kind_and_direction_apart() -> None:
    kinds = ("service", "equipment", "workforce")
    counts = {"need": 2, "offer": 1}
    known = facts(
        *(
            of_groups.declared(f"{kind} {direction} {number}", kind=kind, direction=direction)
            for place, kind in enumerate(kinds)
            for direction, count in counts.items()
            for number in range(count + 2 * place)
        )
    )
    found = figures_of(known)
    for place, kind in enumerate(("services", "equipment", "workforce")):
        assert found[f"{kind}_needed", "counted"].value == 2 + 2 * place
        assert found[f"{kind}_offered", "counted"].value == 1 + 2 * place


def runs(name: str, nature: str, state: Any = "running", **changes: Any) -> Any:
    unit = {"material": "t", "water": "m3", "energy": "MWh"}[nature]
    its = {"nature": nature, "running_since": date(2026, 11, 1), **changes}
    quantity = Quantity("100", unit)
    sides = side("offer", f"{name} o"), side("need", f"{name} n")
    return lived(name, state, *sides, agreed=quantity, potential=quantity, **its)


def test_quantities_of_each_nature_are_summed_apart() -> None:
    """One of materials, two of water, four of energy, 100 each."""
    natures = ["material", "water", "water", *["energy"] * 4]
    found = figures_of(facts(*(runs(f"{n}", nature) for n, nature in enumerate(natures))))
    assert found["running_material", "declared"].value == 100
    assert found["running_water", "declared"].value == 200
    assert found["running_energy", "declared"].value == 400


def test_only_what_runs_and_was_not_there_before_is_at_risk() -> None:
    known = facts(
        runs("at risk", "water", at_risk=True),
        runs("well", "water"),
        runs("well too", "energy"),
        runs("before", "water", at_risk=True, pre_existing=True),
        runs("proposed", "water", "introduced", at_risk=True),
        runs("talked of", "water", "studying", at_risk=True),
        runs("over", "water", "stopped", at_risk=True),
    )
    assert figures_of(known)["synergies_at_risk", "counted"].value == 1


def test_a_month_that_is_over_was_not_at_risk_by_what_befell_since() -> None:
    """Runs since 1 October, at risk since 9 November: October's count stays 0."""
    begun: dict[str, Any] = {"running_since": date(2026, 10, 1)}
    since = {"at_risk": True, "at_risk_since": date(2026, 11, 9)}
    later = dataclasses.replace(runs("it", "water", **begun, **since), entity_version=2)
    known = facts(runs("it", "water", **begun), later)
    october = Month.of(2026, 10, date(2026, 11, 24))
    before = by_key(figures(known, Scope(frozenset({HAVRE})), october))
    assert before["synergies_at_risk", "counted"].value == 0
    assert figures_of(known)["synergies_at_risk", "counted"].value == 1


def test_of_a_life_stored_without_places_all_companies_are_involved() -> None:
    """Facts of before name no territory of each company."""
    (fact,) = facts(runs("old", "water"))
    assert isinstance(fact.body, LifeBody)
    for body in (fact.body, replace(fact.body, places=())):
        old = dataclasses.replace(fact, body=body)
        assert figures_of([old])["companies_involved", "counted"].value == 2


def test_what_was_there_before_is_in_no_count_of_synergies() -> None:
    known = facts(
        runs("new", "water"),
        runs("talked of", "water", "studying"),
        runs("over", "water", "stopped"),
        runs("before", "water", pre_existing=True),
    )
    assert figures_of(known)["synergies", "counted"].value == 3


def test_a_pair_and_groups_of_two_kinds_are_summed_apart_and_together() -> None:
    """A pair saves 200 to 300 EUR, a pool 3,000 to 3,800, shared steam 500 to 700."""
    steam: dict[str, Any] = {
        "kind": "sharing",
        "subject": "steam",
        "figures": {"eur": Amount("EUR", "500", "700"), "use": Amount("1", "0.4", "0.5")},
        "synergy_id": ident("steam"),
    }
    shares = of_groups.lived("running", kind="sharing", agreed=None).data
    pair = runs("pair", "water", eur=Amount("EUR", "200", "300"))
    known = facts(
        pair,
        group("running"),
        of_groups.lived("running"),
        group("running", **steam),
        event(
            "life.running.v1", steam["synergy_id"], replace(shares, synergy_id=steam["synergy_id"])
        ),
    )
    found = figures_of(known)
    for key, low, high in (
        ("running_eur", 3700, 4800),
        ("running_eur_pooling", 3000, 3800),
        ("running_eur_sharing", 500, 700),
    ):
        assert found[key, "estimated"].low == low
        assert found[key, "estimated"].high == high
    use = found["running_use_sharing", "estimated"]
    assert (use.value, use.counted) == (Decimal("0.45"), 1)


def test_who_shares_a_post_with_few_reads_no_mean_of_firms() -> None:
    """Of two employers one reads nothing of the other; a territory reads two."""
    members = post("1 1 1 0 0 0 0 0 0 1 1 1", "0 0 0 1 1 1 1 1 1 0 0 0")
    its: dict[str, Any] = {
        "kind": "sharing",
        "subject": "H1502",
        "figures": {"fte": Amount("FTE", "1", "1")},
    }
    known = facts(
        group("running", members, **its), of_groups.lived("running", members, kind="sharing")
    )
    whole = figures_of(known)["firms_per_post", "counted"]
    assert (whole.value, whole.missing, whole.counted) == (Decimal(2), (), 1)
    own = to_itself(known, "a")["firms_per_post", "counted"]
    assert (own.value, own.missing, own.counted) == (None, (FEW_OTHERS,), 0)
