"""Groups as a territory, a federation or a company counts them, and their own figures."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import runs_on
from tests.reference.ledger.parts import LEFT
from tests.reference.ledger.quantities import Span, exact, number, total
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.territory import Scope, counting, lives_in


def state_of_group(life: Life, on: date) -> str:
    """As what a group counts: near or viable while nobody acts on it, then proposed, running.

    groups.md (rule as the product's docs state it); at risk and lost as such (figures.md 11). It
    runs from its first day on (issue 37.2), whenever that was told.
    """
    told = str((life.group or {}).get("state"))
    if told in ("at_risk", "lost") or life.state == "detected":
        return told
    return "running" if runs_on(life, on) else "proposed"


def count_groups(world: World, scope: Scope, state: str, kind: str | None, on: date) -> int:
    """Groups by their own state; those that ended or were refused are none any more, nor to a
    company those that it left (indicators.md: "A member that left sees nothing")."""
    ended = {"stopped", "refused", "already_done", "contract_until"}
    return sum(
        life.group is not None
        and not _left(life, scope.company)
        and life.state not in ended
        and state_of_group(life, on) == state
        and (kind is None or life.kind == kind)
        for life in lives_in(world, scope)
    )


def _left(life: Life, company: str | None) -> bool:
    return any(p.organisation == company and p.standing in LEFT for p in life.parties)


def _own_share_of_a_post(group: Body, company: str) -> Span:
    """A company is told its own part of a post, not all of it (kinds 2: "each share >= 0.1")."""
    own = [m for m in group.get("members") or [] if m.get("organisation_id") == company]
    return total([exact(number(one.get("amount")) or Fraction(0)) for one in own])


def group_figure(world: World, scope: Scope, on: date, name: str) -> Span:
    """A figure of running groups: kilometres, posts, use; a lost one has none (indicators.md)."""
    spans = []
    for life in lives_in(world, scope):
        if life.group is None or not counting(life, on):
            continue
        figure = (life.group.get("figures") or {}).get(name)
        if figure and name == "fte" and scope.company is not None:
            spans.append(_own_share_of_a_post(life.group, scope.company))
        elif figure:
            spans.append(Span(number(figure.get("low")), number(figure.get("high"))))
    return total(spans)


def running_posts(world: World, scope: Scope, on: date) -> int:
    """Posts that employers share, running (kinds 4, H2)."""
    lives = [life for life in lives_in(world, scope) if counting(life, on)]
    return sum(life.kind == "sharing" and str(life.subject)[1:].isdigit() for life in lives)
