"""Figures of running groups of one kind: tonnes, kilometres, use of capacity, firms per post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import at
from tests.reference.ledger.group_counts import group_figure
from tests.reference.ledger.lives import rate
from tests.reference.ledger.parts import FEW, LEFT, is_one_of_few, of_users
from tests.reference.ledger.quantities import Span, exact, total, unknown
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, read_span
from tests.reference.ledger.territory import Scope, counting, lives_in

POOLED = ("waste_collection", "freight")


def only(world: World, kind: str) -> World:
    """The world with the groups of one kind alone."""
    lives = {i: life for i, life in world.lives.items() if life.group and life.kind == kind}
    return replace(world, lives=lives)


def _inside(life: Life) -> set[str]:
    return {p.organisation for p in life.parties if p.organisation and p.standing not in LEFT}


def _shown(scope: Scope, lives: list[Life]) -> list[Life]:
    """A joint figure needs at least three other companies, none dominant (indicators.md)."""
    if scope.company is None:
        return lives
    return [life for life in lives if not is_one_of_few(life, scope.company)]


def firms_per_post(world: World, scope: Scope, on: date) -> Span:
    """Employers of running shared posts ÷ posts (rule as the product states it)."""
    here = [life for life in lives_in(world, scope) if counting(life, on) and _is_post(life)]
    shown = _shown(scope, here)
    if not shown:
        return unknown(FEW) if here else exact(Fraction(0))
    return exact(Fraction(sum(len(_inside(life)) for life in shown), len(shown)))


def _is_post(life: Life) -> bool:
    return life.kind == "sharing" and str(life.subject)[1:].isdigit()


def use(world: World, scope: Scope, on: date) -> Span:
    """The mean over running groups of equipment of capacity booked ÷ offered (the same)."""
    here = [
        life
        for life in lives_in(world, scope)
        if counting(life, on) and ((life.group or {}).get("figures") or {}).get("use")
    ]
    shown = _shown(scope, here)
    if not shown:
        return unknown(FEW) if here else exact(Fraction(0))
    whole = replace(world, lives={life.id: life for life in shown})
    return group_figure(whole, scope, on, "use").times(Fraction(1, len(shown)))


def _pooled(world: World, scope: Scope, on: date) -> list[Life]:
    lives = [life for life in lives_in(world, scope) if counting(life, on)]
    return [life for life in lives if life.group is not None and life.subject in POOLED]


def tonnes(world: World, scope: Scope, on: date) -> Span:
    """Tonnes that groups pool: as agreed, then as reported; to a company its part (indicators.md).

    Where nobody told a quantity they are unknown (issue 37.2: never the possible ones).
    """
    return total(rate(life, on, scope.company).amount for life in _pooled(world, scope, on))


def heat(world: World, scope: Scope, on: date) -> Span:
    """MWh of shared plants: as agreed, then as reported (hour of a user: "10 000 MWh of running
    steam are in no quantity figure"); a company's part by what it takes, of three others."""
    here = [
        life
        for life in lives_in(world, scope)
        if counting(life, on) and ((life.group or {}).get("figures") or {}).get("mwh")
    ]
    shown = _shown(scope, here)
    if here and not shown:
        return unknown(FEW)
    if scope.company is None:
        return total(rate(life, on).amount for life in shown)
    return total(of_users(life, rate(life, on).amount, scope.company) for life in shown)


def kilometres(world: World, scope: Scope, on: date) -> Span:
    """Kilometres avoided: the computed ones × tonnes that run ÷ tonnes declared (indicators.md:
    "computed × agreed ÷ possible"; what a result leaves out follows its quantity)."""
    here = _pooled(world, scope, on)
    shown = _shown(scope, here)
    if here and not shown:
        return unknown(FEW)
    found = [(life, _kilometres(life, on)) for life in shown]
    if scope.company is None:
        return total(km for _, km in found)
    return total(of_users(life, km, scope.company) for life, km in found)


def _kilometres(life: Life, on: date) -> Span:
    figure = read_span(((life.group or {}).get("figures") or {}).get("km"))
    amount = rate(life, on).amount
    if figure is None or not amount.known:
        return unknown("km") if figure is None else amount
    if life.basis is None or not life.basis.value:
        return unknown("declared quantity")
    share = min(amount.bounds()[0] / life.basis.value, Fraction(1))
    return at(figure, share, life.fixed.get("km"))
