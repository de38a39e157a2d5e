"""Each check of `compare` on a recording that is right, and on one that is wrong in one thing."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.ledger.compare import differences, run
from tests.reference.ledger.quantities import Month, exact
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.recording import Entry
from tests.reference.ledger.rules import members_of, reckon_group
from tests.reference.ledger.statement import disallowed, to_party, to_territory
from tests.unit.ledger.makers import entry, exactly, ident, organisation, sharing
from tests.unit.ledger.test_compare import (
    PAIR,
    TERRITORY,
    declared,
    figure,
    group,
    indicators,
    pair,
    producers,
    running,
    start,
)

Body = dict[str, Any]
AT = f"/v1/synergies/{PAIR}"


def world_of(log: list[Body]) -> World:
    world = World()
    for raw in log:
        world.fold(Entry.read(raw))
    return world


def result(first: str, last: str, value: str, eur: str | None = None, **more: Any) -> Body:
    amount = {"value": value, "unit": "MWh"}
    return {"period_start": first, "period_end": last, "quantity": amount, "eur": eur, **more}


def reported(*results: tuple[str, Body]) -> list[Body]:
    """Reports by companies; the answer lists all so far, each with a baseline."""
    log, listed = [], []
    for n, (company, body) in enumerate(results):
        listed.append(
            {
                **body,
                "result_id": ident(str(n)),
                "grade": "declared",
                "tco2e": None,
                "jobs": None,
                "organisation_id": company,
                "baseline": "gas",
            }
        )
        answer = {**running("3650")[0]["answer"], "results": list(listed), "disclosed": True}
        call = entry("2026-03-05", "POST", f"{AT}/results", answer, body=body)
        log.append({**call, "by": f"company:{company}"})
    return log


def whats(log: list[Body]) -> set[str]:
    return {d.what for d in differences(log)}


def test_reports_replace_what_was_agreed_in_a_territory() -> None:
    """31 MWh in January's 31 days: 365 a year; the eur reported is 310, 3,650 a year."""
    month = ("2026-02-01", "2026-02-28")
    log = start() + running("3650")
    log += reported((ident("Suez"), result(*month, "28", "280")))
    right = indicators(
        figure("running_energy", "365", unit="MWh/yr"),
        figure("running_eur", "3650"),
        figure("reported_eur", "280"),
        figure("reported_energy", "28", unit="MWh"),
    )
    assert whats([*log, right]) == set()
    assert "running_energy" in whats([*log, indicators(figure("running_energy", "3650"))])


def test_results_as_they_were_reported() -> None:
    month = ("2026-02-01", "2026-02-28")
    log = start() + running("3650") + reported((ident("Suez"), result(*month, "28", "280")))
    answer = {**running("3650")[0]["answer"], "eur": None, "tco2e": None, "results": []}
    assert "result" in whats([*log, entry("2026-03-06", "GET", AT, answer)])


def test_verified_needs_a_document() -> None:
    body = result("2026-02-01", "2026-02-28", "28", grade="verified")
    log = start() + running("3650") + reported((ident("Suez"), body))
    answer = {**log[-1]["answer"], "eur": None}
    log.append(entry("2026-03-06", "GET", AT, answer))
    assert "both sides alike, or a document" in {d.rule for d in differences(log)}


def test_stopped_and_opened_again() -> None:
    log = start() + running("3650")
    body = {"state": "stopped", "on": "2026-03-10"}
    log.append(entry("2026-03-10", "POST", f"{AT}/state", pair("stopped", eur=None), body=body))
    world = world_of(log)
    march = to_territory(world, TERRITORY, Month(2026, 3), date(2026, 12, 1))
    assert march["running_energy"] == exact(exactly("0"))
    assert march["month_eur"].bounds()[0] > 0
    body = {"state": "reopen"}
    log.append(entry("2026-03-11", "POST", f"{AT}/state", pair("qualified"), body=body))
    assert world_of(log).lives[PAIR].state == "qualified"


def test_a_flow_withdrawn_at_its_tools_address() -> None:
    log = start()
    flows = [raw for raw in log if raw["answer"] and "flow_id" in raw["answer"]]
    flows[0]["answer"]["sources"] = [{"source": "t", "external_id": "steam"}]
    log.append(entry("2026-01-03", "DELETE", "/v1/sources/t/flows/steam", None, status=204))
    assert len(world_of(log).flows) == 1


def test_pairs_that_differ() -> None:
    """More than is possible, other euros, other CO2, another distance, a sum of another price."""
    more = pair(quantity={"value": "400000", "unit": "MWh"})
    eur = pair(eur={"unit": "EUR", "low": "1", "high": "14520000", "missing": None})
    co2 = pair(tco2e={"unit": "tCO2e", "low": "1", "high": "2", "missing": None})
    assert "quantity" in whats([*start(), entry("2026-01-02", "GET", AT, more)])
    assert "eur" in whats([*start(), entry("2026-01-02", "GET", AT, eur)])
    assert "tco2e" in whats([*start(), entry("2026-01-02", "GET", AT, co2)])
    assert "distance_km" in whats([*start(), entry("2026-01-02", "GET", AT, pair(distance_km="9"))])


def test_a_loss_is_not_introduced_by_auto_and_warns_by_hand() -> None:
    """issue 37.3."""
    loss = {"unit": "EUR", "low": "-495100", "high": "-95100", "missing": None}
    log = [*start(), entry("2026-01-02", "GET", AT, pair("introduced", eur=loss))]
    assert "introduced by auto" in whats(log)
    hand = [*start(), entry("2026-01-02", "GET", AT, pair("detected", eur=loss))]
    hand.append(entry("2026-01-03", "POST", f"{AT}/qualification", pair("qualified", eur=loss)))
    assert "a loss warns" in {d.rule for d in differences(hand)}


def test_who_is_mailed_below_the_least_gain() -> None:
    """issue 37.3: 1,000 EUR a year; users 20: "Jusqu'à 900 € par an"."""
    members = producers("2000")
    log = declared(members)
    log.append(entry("2026-01-02", "GET", AT, group("near", "introduced", members)))
    mail = {
        "at": "2026-01-03",
        "organisation_id": ident("firm 0"),
        "synergy_id": PAIR,
        "step": "introduction",
        "subject": "Une collecte",
        "text": "Jusqu'à 900 € par an",
    }
    rules = {d.rule for d in differences([*log, mail])}
    assert "below 1000 € a year: listed only" in rules
    assert "no figure above what its own cost allows" in rules
    party = {"organisation_id": ident("firm 0"), "sent_at": "2026-01-03T09:00:00Z"}
    sent = {"introduction_id": ident("i"), "synergy_id": PAIR, "parties": [party]}
    called = entry("2026-01-03", "GET", "/v1/introductions", {"items": [sent]})
    assert "below 1000 € a year: listed only" in {d.rule for d in differences([*log, called])}


def test_a_mail_is_known_by_its_address() -> None:
    contact = {"contacts": [{"name": "C", "email": "c@suez.example"}]}
    put = entry("2026-01-01T11:00", "PUT", "/v1/x", organisation("Suez"), body=contact)
    mail = {
        "at": "2026-01-03",
        "mail": 1,
        "to": "C <c@suez.example>",
        "subject": "Vapeur",
        "text": "Pas d'économie sûre en €.",
    }
    found = list(differences([*start(), put, mail]))
    assert [d.who for d in found] == [ident("Suez")]


def test_a_right_group_of_collection_is_as_told() -> None:
    members = producers("6000")
    log = declared(members)
    world = world_of([*log, entry("2026-01-02", "GET", AT, group("viable", "detected", members))])
    life = world.lives[PAIR]
    right = reckon_group(world, life, members_of(world, life), world.parameters())
    told = group("viable", "detected", members)
    low, high = (str(float(end)) for end in right.eur.bounds())
    told["eur"] = {"unit": "EUR", "low": low, "high": high, "missing": None}
    tours = str(-float(right.stays.bounds()[1]))
    told["group"]["figures"] = {"eur": told["eur"] | {"fixed_low": tours, "fixed_high": None}}
    for line, saving in zip(told["group"]["members"], right.savings, strict=True):
        line["saving"] = str(float(saving.bounds()[0]))
    told["group"]["amount"] = "150"
    read = entry("2026-01-03", "GET", AT, told)
    assert list(differences([*log, read])) == []
    assert not disallowed(world, date(2026, 1, 3))
    party = to_party(world, life, ident("firm 0"), date(2026, 1, 3))
    assert party.before.holds(party.share.bounds()[0])
    assert party.joint == right.eur
    told["group"]["members"][0]["saving"] = "9000"
    told["group"]["fragile"] = True
    del told["group"]["figures"]["eur"]["fixed_low"]
    assert {"sum of savings", "fragile", "eur fixed"} <= whats([*log, read])


def test_possibilities_within_the_own_bound() -> None:
    """figures.md 4."""
    members = producers("3930")
    gain = {"unit": "EUR", "low": "0", "high": "2000", "missing": None}
    body = {
        "sharing_id": members[0]["sharing_id"],
        "possibilities": [{"subject": "w", "gain": gain}],
    }
    found = list(differences([*declared(members), entry("2026-01-02", "GET", "/v1/p", body)]))
    assert [d.source for d in found] == ["figures.md 4, issue 37.3"]
    flow_id = ident("steam Tereos")
    high = {"unit": "EUR", "low": "0", "high": "20000000", "missing": None}
    flows = {"flow_id": flow_id, "possibilities": [{"route": "r", "gain": high}]}
    found = list(differences([*start(), entry("2026-01-02", "GET", "/v1/p", flows)]))
    assert [d.source for d in found] == ["figures.md 4, issue 37.3"]


def test_coverage_and_ranges() -> None:
    wanted, covered = ({"value": v, "unit": "t"} for v in ("100", "120"))
    body = {"wanted": wanted, "covered": covered, "share": "0.5", "offers": []}
    assert whats([entry("2026-01-02", "GET", "/v1/c", body)]) == {"covered", "share"}
    tariff = {"figures": {"tariff": {"low": "0.045", "high": "0.04"}}}
    assert "figures.md 18" in {
        d.source for d in differences([entry("2026-01-02", "GET", "/v1/t", tariff)])
    }
    silent = {"eur": {"unit": "EUR", "low": None, "high": None, "missing": None}}
    assert "null with `missing`" in {
        d.rule for d in differences([entry("2026-01-02", "GET", "/v1/t", silent)])
    }


def test_a_creche_that_carries_two_groups_has_one_capacity() -> None:
    """figures.md 5."""
    offer = sharing("nursery", "childcare", direction="offer", figures={"places": "10"})
    log, groups = declared([]), []
    log.append(entry("2026-01-01", "PUT", "/v1/x", offer))
    for n in range(2):
        need = sharing(f"firm {n}", "childcare", figures={"places": "8"})
        log.append(entry("2026-01-01", "PUT", "/v1/x", need))
        told = group("near", "detected", [need], synergy_id=ident(f"g{n}"))
        told["group"].update(
            {"subject": "childcare", "carrier": {"sharing_id": offer["sharing_id"]}}
        )
        groups.append(told)
    log.append(entry("2026-01-02", "GET", "/v1/synergies", {"items": groups}))
    assert "capacity is never exceeded" in {d.rule for d in differences(log)}


def test_parameters_show_source_and_range() -> None:
    """issue 37.7."""
    items = [{"key": "moon", "default": "3", "least": "0", "most": "2", "unit": "1", "source": "x"}]
    found = run([entry("2026-01-01", "GET", "/v1/parameters", {"items": items})])
    assert {d.what for d in found.differences} == {
        "moon: 3 outside 0..2",
        "moon: a source without a date",
    }
    assert found.unreckoned == {"parameter moon": 1}


def test_names_that_differ() -> None:
    """A recording may say which of the API's keys are the ledger's."""
    need = sharing("firm", "waste_collection", figures={"weight": "30"})
    names = {"names": {"figures": {"weight": "tonnes"}}}
    world = World()
    world.figure_names.update(names["names"]["figures"])
    world.fold(Entry.read(entry("2026-01-01", "PUT", "/v1/x", need)))
    assert next(iter(world.sharings.values())).figures == {"tonnes": exactly("30")}
    assert run([names, entry("2026-01-01", "PUT", "/v1/x", need)]).differences == []
