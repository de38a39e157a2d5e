"""Figures of running groups of one kind, reckoned by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.ledger.indicators.by_kind import firms_per_post, kilometres, only, tonnes, use
from tests.reference.ledger.keys import reading
from tests.reference.ledger.quantities import Span, exact
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Amount, Life, Party
from tests.reference.ledger.territory import Scope
from tests.unit.ledger.makers import exactly

HERE = Scope(frozenset({"200010999"}))
ON = date(2026, 4, 30)


def running(name: str, subject: str, members: str, agreed: str | None = None, **more: Any) -> Life:
    """A group that runs since March; `figures` are its own as told."""
    kind = "pooling" if subject in ("waste_collection", "freight") else "sharing"
    figures = {k: {"low": v, "high": v} for k, v in more.pop("figures", {}).items()}
    sides = [Party(one, None, None, one, "member", "200010999", "consented") for one in members]
    rows = [{"organisation_id": one, "amount": "25", "role": "user"} for one in members]
    group = {"state": "running", "subject": subject, "figures": figures, "members": rows}
    life = Life(
        name, kind=kind, subject=subject, parties=sides, group=group, disclosed=True, **more
    )
    life.begin(date(2026, 3, 1), Amount(exactly(agreed), "t") if agreed else None)
    return life


def world(*lives: Life) -> World:
    return World(lives={life.id: life for life in lives})


def collected(agreed: str | None, members: str = "abcd") -> Life:
    """100 t a year of four companies, 500 km avoided, 2,000 EUR saved."""
    figures = {"km": "500"}
    life = running("waste", "waste_collection", members, agreed, figures=figures)
    life.basis = Amount(exactly("100"), "t")
    life.eur = exact(exactly("2000"))
    return life


def test_forty_of_a_hundred_tonnes_avoid_two_hundred_of_five_hundred_kilometres() -> None:
    found = world(collected("40"))
    assert tonnes(found, HERE, ON) == exact(exactly("40"))
    assert kilometres(found, HERE, ON) == exact(exactly("200"))


def test_with_less_waste_at_worst_the_same_tours_are_driven() -> None:
    """Alone 800 km, together 300: of 40 t, 320 less 300."""
    life = collected("40")
    life.fixed = {"km": exact(exactly("-300"))}
    assert kilometres(world(life), HERE, ON) == exact(exactly("20"))


def test_untold_tonnes_are_unknown_and_so_are_kilometres() -> None:
    for untold in (collected(None), running("freight", "freight", "ab")):
        assert not tonnes(world(untold), HERE, ON).known
        assert not kilometres(world(untold), HERE, ON).known


def test_a_company_with_three_others_reads_its_part_of_kilometres() -> None:
    """25 of 100 t of 200 km."""
    company = Scope(frozenset(), "a")
    assert kilometres(world(collected("40")), company, ON) == exact(exactly("50"))
    told = kilometres(world(collected("40", "abc")), company, ON)
    assert told.missing == ("fewer than three other organisations, or one of more than 70 %",)


def test_use_is_the_mean_of_the_groups() -> None:
    lives = [
        running("1", "storage", "ab", figures={"use": "0.2"}),
        running("2", "washing", "cd", figures={"use": "0.6"}),
    ]
    assert use(world(*lives), HERE, ON) == exact(exactly("0.4"))


def test_firms_per_post() -> None:
    """A post of two employers and one of three: 5 ÷ 2."""
    found = world(running("1", "H2502", "ab"), running("2", "N1101", "cde"))
    assert firms_per_post(found, HERE, ON) == exact(exactly("2.5"))
    assert not firms_per_post(found, Scope(frozenset(), "a"), ON).known


def test_euros_of_a_kind_are_of_its_groups_alone() -> None:
    """Pooling: 2,000 EUR × 40 ÷ 100 = 800; storage: 300 to 500."""
    store = running("1", "storage", "ab")
    store.eur = Span(exactly("300"), exactly("500"))
    found = world(collected("40"), store)
    pooled = reading(found, HERE, "running_eur_pooling", "EUR/yr", ON)
    shared = reading(found, HERE, "running_eur_sharing", "EUR/yr", ON)
    assert pooled is not None
    assert shared is not None
    assert pooled.span == exact(exactly("800"))
    assert shared.span == store.eur
    assert set(only(found, "sharing").lives) == {"1"}
