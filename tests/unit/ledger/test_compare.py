"""Whole recordings: users B1 and B3, figures.md 1, 3, 4 and 11."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.reference.ledger.compare import main, run
from tests.unit.ledger.makers import (
    HOME,
    entry,
    flow,
    ident,
    north,
    organisation,
    sharing,
    site,
)

Body = dict[str, Any]
TERRITORY = "200010999"
PAIR = ident("pair")
EUR = {"unit": "EUR", "low": "12870000", "high": "14520000", "missing": None}
CO2 = {"unit": "tCO2e", "low": "74926.5", "high": "82813.5", "missing": None}
ROUTE = {
    "key": "steam>steam",
    "needed_per_offered": "1",
    "cost": {"low": "1", "high": "6", "unit": "EUR/MWh"},
    "reach": {"km": 5, "hard_stop_km": 15, "network": True},
    "conditions": {},
}


def side(name: str, role: str, family: str, **more: Any) -> Body:
    body: Body = {
        "role": role,
        "territory": TERRITORY,
        "standing": "pending",
        "masked": False,
        "organisation_id": ident(name),
        "site_id": ident(f"site {name}"),
        "flow_id": ident(f"{family} {name}"),
        "sharing_id": None,
    }
    return {**body, **more}


def pair(state: str = "detected", **more: Any) -> Body:
    body: Body = {
        "synergy_id": PAIR,
        "kind": "substitution",
        "nature": "energy",
        "route": "steam>steam",
        "state": state,
        "found_by": "engine",
        "pre_existing": False,
        "disclosed": False,
        "at_risk": False,
        "masked": False,
        "sides": [side("Suez", "offer", "steam"), side("Tereos", "need", "steam")],
        "quantity": {"value": "330000", "unit": "MWh"},
        "distance_km": "3.0",
        "distance_band": "0-10 km",
        "eur": EUR,
        "tco2e": CO2,
        "agreed": None,
        "running_since": None,
        "results": [],
        "group": None,
    }
    return {**body, **more}


def start() -> list[Body]:
    """S01: 330,000 MWh; a price of 45 EUR a MWh less 1 to 6 are the 39 to 44 of users B1."""
    supply = {"price_eur_per_unit": "45"}
    things = [
        organisation("Suez"),
        organisation("Tereos"),
        site("Suez", HOME),
        site("Tereos", north(3)),
        flow("Suez", "output", "steam", "330000", "MWh", current_route={"cost_eur_per_unit": "0"}),
        flow("Tereos", "input", "steam", "330000", "MWh", current_supply=supply),
    ]
    log = [entry("2026-01-01T08:00", "GET", "/v1/routes", {"items": [ROUTE]})]
    log += [entry("2026-01-01T09:00", "PUT", "/v1/sources/t/x", thing) for thing in things]
    return [*log, entry("2026-01-01T10:00", "GET", f"/v1/synergies/{PAIR}", pair())]


def scaled(value: str) -> Body:
    """Euros and CO2 of so many of the 330,000 MWh."""
    found = {}
    for name, whole in (("eur", EUR), ("tco2e", CO2)):
        ends = {
            e: str(float(Fraction(str(whole[e])) * int(value) / 330000)) for e in ("low", "high")
        }
        found[name] = {**whole, **ends}
    return found


def running(value: str) -> list[Body]:
    body = {"state": "running", "quantity": {"value": value, "unit": "MWh"}, "since": "2026-02-01"}
    answer = pair("running", agreed={"value": value, "unit": "MWh"}, running_since="2026-02-01")
    path = f"/v1/synergies/{PAIR}/state"
    return [entry("2026-02-01T09:00", "POST", path, {**answer, **scaled(value)}, body=body)]


def figure(key: str, value: Any, low: Any = None, high: Any = None, unit: str = "EUR") -> Body:
    return {"key": key, "unit": unit, "value": value, "low": low, "high": high, "missing": []}


def indicators(*figures: Body) -> Body:
    answer = {"month": "2026-03", "as_of": "2026-03-31", "figures": list(figures)}
    return entry("2026-04-01T09:00", "GET", f"/v1/territories/{TERRITORY}/indicators", answer)


def test_the_pair_of_users_b1_is_as_told() -> None:
    assert run(start()).differences == []


def test_one_percent_agreed_at_a_hundred_percent_of_its_euros() -> None:
    """users B1: running_eur 12.87 to 14.52 MEUR with 1 % of the exchange agreed."""
    log = start() + running("3300")
    right = indicators(
        figure("running_energy", "3300", unit="MWh"),
        figure("running_eur", None, "128700", "145200"),
        figure("running_tco2e", None, "749.265", "828.135"),
    )
    assert run([*log, right]).differences == []
    wrong = indicators(figure("running_eur", None, "12870000", "14520000"))
    found = run([*log, wrong]).differences
    assert [d.what for d in found] == ["running_eur"]
    assert found[0].reckoned == "128700..145200"


def test_the_synergy_itself_scales_too() -> None:
    log = start() + running("3300")
    log[-1]["answer"].update({"eur": EUR, "tco2e": CO2})
    found = run(log).differences
    assert {d.what for d in found} == {"running eur", "running tco2e"}


def test_a_federation_counts_each_once_and_keys_that_are_unknown_are_listed() -> None:
    log = start() + running("3300")
    for siren, parent in ((TERRITORY, "200000000"), ("200000000", None)):
        body: Body = {"siren": siren, "policy": "animator", "parent": parent, "parameters": {}}
        log.append(entry("2026-02-02", "PUT", f"/v1/territories/{siren}", body))
    told = indicators(figure("synergies_substitution_running", "1"), figure("moon", "1"))
    told["path"] = "/v1/territories/200000000/indicators"
    assert run([*log, told]).unreckoned == {"moon": 1, "synergies_substitution_running": 1}
    log.append(
        entry("2026-04-01T08:00", "GET", "/v1/synergies", {"items": [running("3300")[0]["answer"]]})
    )
    result = run([*log, told])
    assert result.differences == []
    assert result.unreckoned == {"moon": 1}


def test_the_seller_is_not_told_that_there_is_nothing_to_gain() -> None:
    """users B3: mail, and the view of a company whose steam costs nothing today."""
    loss = {"unit": "EUR", "low": "-495100", "high": "-95100", "missing": None}
    view = entry("2026-01-02", "GET", f"/v1/synergies/{PAIR}", _of_suez(loss))
    view["by"] = "company:" + ident("Suez")
    mail = {
        "at": "2026-01-02T10:00",
        "organisation_id": ident("Suez"),
        "synergy_id": PAIR,
        "step": "introduction",
        "subject": "330 000 MWh/an de vapeur : un preneur possible",
        "text": "Pas d'économie sûre en €.",
        "html": "<h1>Pas d'économie sûre en €.</h1>",
    }
    found = run([*start(), view, mail]).differences
    assert {d.source for d in found} == {"issue 37.3, users B3"}


def _of_suez(eur: Body) -> Body:
    other = side("Tereos", "need", "steam", masked=True, organisation_id=None, flow_id=None)
    sides = [side("Suez", "offer", "steam"), other]
    return pair("introduced", sides=sides, eur=eur, masked=True)


def test_a_public_reference_value_or_what_is_missing_may_be_told() -> None:
    good = {"unit": "EUR", "low": "9", "high": "12", "missing": None, "source": "PEG, 2026-11"}
    lacking = {"unit": "EUR", "low": None, "high": None, "missing": "value of the steam"}
    for eur in (good, lacking):
        view = entry("2026-01-02", "GET", f"/v1/synergies/{PAIR}", _of_suez(eur))
        view["by"] = "company:" + ident("Suez")
        assert run([*start(), view]).differences == []


def test_a_failure_of_the_system_is_a_difference() -> None:
    """figures.md 1: a post cannot be qualified, 500."""
    broken = entry("2026-01-02", "POST", f"/v1/synergies/{PAIR}/qualification", None, status=500)
    assert [d.what for d in run([broken]).differences] == ["status"]


def group(state: str, synergy_state: str, members: list[Body], **more: Any) -> Body:
    lines = [
        {
            "role": "user",
            "sharing_id": m["sharing_id"],
            "organisation_id": m["organisation_id"],
            "alone": m["cost"],
            "saving": None,
            "joins_on": None,
        }
        for m in members
    ]
    body: Body = pair(synergy_state, kind="pooling", nature=None, route=None, quantity=None)
    body["sides"] = [
        side("x", "member", "x", organisation_id=m["organisation_id"], site_id=m["site_id"],
             flow_id=None, sharing_id=m["sharing_id"])
        for m in members
    ]  # fmt: skip
    body["group"] = {
        "subject": "waste_collection",
        "state": state,
        "members": lines,
        "figures": {},
        "missing": [],
        "risks": [],
        "fragile": False,
        "carrier": None,
        "amount": None,
        "territory": TERRITORY,
    }
    body["eur"] = body["tco2e"] = None
    return {**body, **more}


def producers(cost: str | None) -> list[Body]:
    figures = {"tonnes": "30", "pickups": "12"}
    choices = {"low": "15 01 06", "container": "bin"}
    return [
        sharing(f"firm {n}", "waste_collection", figures=figures, choices=choices, cost=cost)
        for n in range(5)
    ]


def declared(members: list[Body]) -> list[Body]:
    return [
        entry("2026-01-01T09:00", "PUT", "/v1/sources/t/x", thing)
        for n, body in enumerate(members)
        for thing in (organisation(f"firm {n}"), site(f"firm {n}", north(n / 2)), body)
    ]


def test_who_declares_no_cost_is_told_no_saving() -> None:
    """figures.md 3: undeclared: 6,806 EUR and viable."""
    members = producers(None)
    told = group("viable", "detected", members)
    told["group"]["members"][0].update({"alone": "3500", "saving": "1361"})
    told["eur"] = {"unit": "EUR", "low": "6806", "high": "6806", "missing": None}
    read = entry("2026-01-02", "GET", f"/v1/synergies/{PAIR}", told)
    found = run([*declared(members), read]).differences
    assert {d.rule for d in found} >= {"no cost, no saving", "no assumed cost"}
    assert "viable when all hold" in {d.rule for d in found}


def test_a_member_is_not_told_more_than_its_own_cost_allows() -> None:
    """figures.md 4: "up to 2,000 EUR" to who pays 3,930."""
    members = producers("3930")
    whole = entry(
        "2026-01-02T08:00", "GET", f"/v1/synergies/{PAIR}", group("near", "detected", members)
    )
    view = group("near", "introduced", members, masked=True)
    view["sides"] = view["sides"][:1]
    view["group"]["members"] = []
    view["group"]["companies"] = 3
    view["eur"] = {"unit": "EUR", "low": "0", "high": "2000", "missing": None}
    mine = entry("2026-01-02T09:00", "GET", f"/v1/synergies/{PAIR}", view)
    mine["by"] = "company:" + ident("firm 0")
    found = run([*declared(members), whole, mine]).differences
    assert "figures.md 4, issue 37.3" in {d.source for d in found}


def test_a_lost_group_is_not_counted_as_running() -> None:
    """figures.md 11."""
    members = producers("3930")
    body = {"state": "running", "since": "2026-02-01"}
    path = f"/v1/synergies/{PAIR}/state"
    told = group("lost", "running", members)
    log = declared(members)
    log.append(
        entry("2026-01-02", "GET", f"/v1/synergies/{PAIR}", group("near", "qualified", members))
    )
    log.append(entry("2026-02-01", "POST", path, told, body=body))
    found = run(log).differences
    assert "figures.md 11" in {d.source for d in found}
    log.append(entry("2026-03-31", "GET", "/v1/synergies", {"items": [told]}))
    log.append(entry("2026-04-01T08:00", "GET", "/v1/synergies", {"items": [told]}))
    counts = indicators(
        figure("synergies_pooling_running", "1", unit="1"),
        figure("synergies_pooling_lost", "0", unit="1"),
    )
    wrong = [d.what for d in run([*log, counts]).differences]
    assert {"synergies_pooling_running", "synergies_pooling_lost"} <= set(wrong)


def test_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in start()), encoding="utf-8")
    assert main([str(path)]) == 0
    assert main([]) == 2
