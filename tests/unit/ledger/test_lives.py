"""users B1, issue 37.2: running figures follow what was agreed, then what was reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.reference.ledger.agreed import agreed_rate, runs_on
from tests.reference.ledger.group_counts import count_groups, group_figure
from tests.reference.ledger.kinds.pairs import moving_months
from tests.reference.ledger.lives import averaged, counted_state, in_month, rate, twelve_months
from tests.reference.ledger.quantities import Month, Span, exact
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Amount, Life, Party, Report
from tests.reference.ledger.reports import believed, grade, part_that_ran, too_much
from tests.reference.ledger.territory import Scope, involved, reported, running_eur
from tests.unit.ledger.makers import exactly, flow, read_flow

POSSIBLE = Amount(exactly("330000"), "MWh")


def steam() -> Life:
    """users B1: 330,000 MWh possible, 12.87 to 14.52 MEUR, 74,926.5 to 82,813.5 t."""
    return Life(
        "s",
        basis=POSSIBLE,
        eur=Span(exactly("12870000"), exactly("14520000")),
        tco2e=Span(exactly("74926.5"), exactly("82813.5")),
    )


def report(by: str | None, first: date, last: date, value: str | None, **more: str) -> Report:
    amount = Amount(exactly(value), "MWh") if value is not None else None
    eur = exactly(more["eur"]) if "eur" in more else None
    carbon = exactly(more["tco2e"]) if "tco2e" in more else None
    graded = more.get("grade", "declared")
    return Report("", by, first, last, graded, amount, eur, carbon, None, more.get("document"))


def test_one_percent_of_steam_is_one_percent_of_its_euros() -> None:
    life = steam()
    life.begin(date(2026, 1, 1), Amount(exactly("3300"), "MWh"))
    found = agreed_rate(life, date(2026, 6, 30))
    assert found.amount == exact(exactly("3300"))
    assert found.eur == Span(exactly("128700"), exactly("145200"))
    assert found.tco2e == Span(exactly("749.265"), exactly("828.135"))


def test_told_again_the_new_quantity_holds() -> None:
    life = steam()
    life.begin(date(2026, 1, 1), Amount(exactly("300000"), "MWh"))
    life.begin(date(2026, 7, 1), Amount(exactly("3300"), "MWh"))
    assert rate(life, date(2026, 6, 30)).amount == exact(exactly("300000"))
    assert rate(life, date(2026, 7, 1)).amount == exact(exactly("3300"))


def test_without_quantity_nothing_is_known_and_the_possible_never_told() -> None:
    life = steam()
    life.begin(date(2026, 1, 1), None)
    found = rate(life, date(2026, 6, 30))
    assert not found.amount.known
    assert found.amount.missing == ("agreed",)
    assert not found.eur.known
    assert not found.tco2e.known


def test_a_month_counts_from_the_day_it_runs_to_the_day_it_ends() -> None:
    life = steam()
    life.begin(date(2026, 6, 16), Amount(exactly("365"), "MWh"))
    life.stop(date(2026, 7, 10))
    assert in_month(life, Month(2026, 5)).amount == exact(exactly("0"))
    assert in_month(life, Month(2026, 6)).amount == exact(exactly("15"))
    assert in_month(life, Month(2026, 7)).amount == exact(exactly("9"))
    assert averaged(life, Month(2026, 6)).amount == exact(exactly("365") / 2)
    assert twelve_months(life, Month(2026, 12)).amount == exact(exactly("24"))
    assert runs_on(life, date(2026, 7, 9))
    assert not runs_on(life, date(2026, 7, 10))


def test_what_was_reported_replaces_what_was_agreed() -> None:
    life = steam()
    life.begin(date(2026, 1, 1), Amount(exactly("3650"), "MWh"))
    life.report(report("a", date(2026, 1, 1), date(2026, 1, 31), "31"))
    assert rate(life, date(2026, 1, 15)).amount == exact(exactly("365"))
    assert rate(life, date(2026, 3, 1)).amount == exact(exactly("365"))
    assert in_month(life, Month(2026, 1)).amount == exact(exactly("31"))


def test_what_goes_by_pipe_brings_its_year_in_the_months_of_both() -> None:
    """Heat of January to June meets a need of May to August: 200 MWh a year in 61 days. Hour of a
    user: 17 MWh of January, and 300 a year once all 200 of the season were reported."""
    offer = read_flow(
        flow("o", "output", "heat_hot_water", "900", "MWh", availability={"months": [*range(1, 7)]})
    )
    need = read_flow(
        flow("n", "input", "heat_hot_water", "1200", "MWh", availability={"months": [5, 6, 7, 8]})
    )
    life = Life("h", basis=Amount(exactly("300"), "MWh"), eur=exact(exactly("17850")))
    life.months = moving_months(offer, need, {"reach": {"network": True}})
    assert life.months == {5, 6}
    assert not moving_months(offer, need, {"reach": {}})
    life.begin(date(2026, 1, 1), Amount(exactly("200"), "MWh"))
    assert in_month(life, Month(2026, 1)).amount == exact(exactly("0"))
    assert in_month(life, Month(2026, 5)).amount == exact(exactly("200") * 31 / 61)
    assert twelve_months(life, Month(2026, 12)).amount == exact(exactly("200"))
    told = report(None, date(2026, 5, 1), date(2026, 6, 30), "200", eur="11000")
    life.report(told)
    assert believed(life, told)
    assert rate(life, date(2026, 6, 30)).amount == exact(exactly("200"))
    assert twelve_months(life, Month(2026, 12)).eur == exact(exactly("11000"))
    assert not believed(life, report(None, date(2026, 1, 1), date(2026, 1, 31), None, eur="1"))


def test_a_report_is_judged_by_the_months_of_its_days() -> None:
    """Agreed for January to June; from December on for April to November."""
    life = steam()
    life.begin(date(2026, 1, 1), Amount(exactly("1200"), "MWh"))
    spring, later = frozenset(range(1, 7)), frozenset(range(4, 12))
    life.agreements[-1] = replace(life.agreements[-1], months=spring)
    life.begin(date(2026, 12, 1), Amount(exactly("700"), "MWh"))
    life.agreements[-1] = replace(life.agreements[-1], months=later)
    life.months = later
    told = report(None, date(2026, 1, 1), date(2026, 3, 31), "500", eur="30000")
    assert believed(life, told)
    assert part_that_ran(life, told) == 1
    assert not believed(life, report(None, date(2026, 8, 1), date(2026, 8, 31), "90"))


def test_two_sides_that_differ_count_the_lesser() -> None:
    life = steam()
    life.begin(date(2026, 1, 1), Amount(exactly("3650"), "MWh"))
    life.report(report("a", date(2026, 1, 1), date(2026, 1, 31), "310"))
    life.report(report("b", date(2026, 1, 1), date(2026, 1, 31), "31"))
    assert rate(life, date(2026, 1, 15)).amount == exact(exactly("365"))
    assert rate(life, date(2026, 1, 15)).grade == "declared"


def test_verified_is_both_alike_or_a_document() -> None:
    life = steam()
    alone = report("a", date(2026, 1, 1), date(2026, 1, 31), "31", grade="verified")
    life.report(alone)
    assert grade(life, alone) == "declared"
    shown = report("a", date(2026, 2, 1), date(2026, 2, 28), "28", document="bon 17")
    assert grade(life, shown) == "verified"
    life.report(report("b", date(2026, 1, 1), date(2026, 1, 31), "31"))
    assert grade(life, alone) == "verified"


def test_what_is_verified_is_a_rate_above_what_is_declared() -> None:
    """Hour of a user: 62 t of 31 days, 365 declared: 730 a year, where a document shows it."""
    life = Life("v", basis=Amount(exactly("365"), "MWh"))
    life.begin(date(2026, 1, 1), Amount(exactly("365"), "MWh"))
    month = date(2026, 5, 1), date(2026, 5, 31)
    life.report(report(None, *month, "62"))
    assert rate(life, date(2026, 5, 31)).amount == exact(exactly("365"))
    life.reports.clear()
    life.report(report(None, *month, "62", grade="verified", document="facture 12"))
    assert rate(life, date(2026, 5, 31)).amount == exact(exactly("730"))


def test_of_a_reported_period_the_days_on_which_it_ran_count() -> None:
    """Hour of a user: 3,000 EUR of October, stopped on the 15th: 3,000 x 14 / 31."""
    told = report(None, date(2026, 10, 1), date(2026, 10, 31), "40", eur="3000")
    whole, life = steam(), steam()
    for one in (whole, life):
        one.begin(date(2026, 9, 15), Amount(exactly("400"), "MWh"))
        one.report(told)
        assert part_that_ran(one, told) == 1
    whole.stop(date(2026, 10, 31))
    assert part_that_ran(whole, told) == 1
    life.stop(date(2026, 10, 15))
    life.parties.append(Party("a", None, None, "a", "offer", "200010700", "consented"))
    world, october = World(lives={"s": life}), date(2026, 10, 31)
    found = reported(world, Scope(frozenset({"200010700"})), october, lambda r: r.eur)
    assert found == exact(exactly("3000") * 14 / 31)


def test_fifteen_tonnes_of_co2_a_tonne_are_not_believed() -> None:
    """facts C08: 765,000 kg CO2e avoided for 50 t: implausible."""
    life = Life("p")
    told = Report("", "a", date(2014, 1, 1), date(2014, 12, 31), "declared",
                  Amount(exactly("50"), "t"), None, exactly("765"), None, None)  # fmt: skip
    assert too_much(life, told, exactly("5"))


def test_a_lost_group_is_lost_and_one_at_risk_at_risk() -> None:
    """figures.md 11."""
    life = Life("g", kind="pooling", group={"state": "lost"})
    life.begin(date(2026, 1, 1), None)
    assert counted_state(life, date(2026, 6, 1)) == "lost"
    life.group = {"state": "at_risk"}
    assert counted_state(life, date(2026, 6, 1)) == "at_risk"


def test_who_left_a_group_is_involved_in_it_no_more() -> None:
    life = Life("g", kind="pooling", group={"state": "proposed"}, disclosed=True)
    life.enter("introduced", date(2026, 3, 2))
    for name, standing in (("a", "consented"), ("b", "pending"), ("c", "refused")):
        life.parties.append(Party(name, None, None, name, "member", "200010700", standing))
    world = World(lives={"g": life})
    assert involved(world, Scope(frozenset({"200010700"})), date(2026, 3, 31)) == 2


def test_a_lost_group_brought_what_it_did_until_a_member_left() -> None:
    """3,650 EUR a year are 10 a day; the member left on 20 May: 19 days, 190 EUR; June nothing."""
    life = Life("g", kind="sharing", subject="storage", group={"state": "running"})
    life.parties.append(Party("a", None, None, "a", "member", "200010700", "consented"))
    life.eur = exact(exactly("3650"))
    life.begin(date(2026, 4, 27), None)
    life.read_group(date(2026, 5, 18))
    life.left_on, life.group = date(2026, 5, 20), {"state": "lost"}
    life.read_group(date(2026, 5, 21))
    world, scope = World(lives={"g": life}), Scope(frozenset({"200010700"}))
    assert life.lost_on == date(2026, 5, 20)
    assert running_eur(world, scope, date(2026, 5, 31), "month") == exact(exactly("190"))
    assert running_eur(world, scope, date(2026, 6, 30), "month") == exact(exactly("0"))
    assert running_eur(world, scope, date(2026, 5, 31)) == exact(exactly("0"))


def test_a_month_before_a_group_was_lost_counts_it_with_who_left() -> None:
    """Lost on 1 June as one of two left: on 31 May both ran it."""
    both = [Party(one, None, None, one, "user", "x", "consented") for one in ("a", "b")]
    life = Life("g", state="running", parties=both, group={"state": "running"})
    life.begin(date(2026, 3, 11), None)
    life.before_left, life.left_on = replace(life), date(2026, 6, 1)
    life.parties, life.group = [replace(both[0], standing="refused"), both[1]], {"state": "lost"}
    life.read_group(date(2026, 6, 1))
    may, june = date(2026, 5, 31), date(2026, 6, 1)
    assert counted_state(life.as_on(may), may) == "running"
    assert life.as_on(may).parties == both
    assert counted_state(life.as_on(june), june) == "lost"


def test_of_posts_alone_a_company_has_a_part() -> None:
    """It stores 880 m2 with others, and shares half a post."""
    its: list[Body] = [{"organisation_id": "a", "role": "user", "amount": "880"}]
    half: list[Body] = [{"organisation_id": "a", "role": "user", "amount": "0.5"}]
    fte = {"fte": {"low": "1", "high": "1"}}
    store = Life("s", kind="sharing", group={"state": "running", "members": its})
    post = Life("p", kind="sharing", group={"state": "running", "members": half, "figures": fte})
    for life in (store, post):
        life.parties.append(Party("a", None, None, "a", "member", "200010700", "consented"))
        life.disclosed = True
        life.begin(date(2026, 4, 10), None)
    world = World(lives={"s": store, "p": post})
    own = Scope(frozenset({"200010700"}), "a")
    assert group_figure(world, own, date(2026, 5, 31), "fte") == exact(exactly("0.5"))


def test_a_company_counts_no_group_that_it_left() -> None:
    life = Life("g", kind="pooling", state="running", group={"state": "at_risk"}, disclosed=True)
    for name, standing in (("a", "consented"), ("b", "refused")):
        life.parties.append(Party(name, None, None, name, "member", "200010700", standing))
    world, here = World(lives={"g": life}), frozenset({"200010700"})
    counts = [
        count_groups(world, Scope(here, company), "at_risk", None, date(2026, 5, 31))
        for company in (None, "a", "b")
    ]
    assert counts == [1, 1, 0]
