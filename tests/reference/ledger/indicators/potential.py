"""What could still move: pairs found and not settled share what is left of their flows.

The rule is the API's own (rule as the product states it): "candidacies not settled, of flows in
force, take, best score first, what is left of their offer and need: no quantity is counted
twice; those with a typical flow once they have a life".
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.ledger.agreed import agreement_on, runs_on
from tests.reference.ledger.quantities import ZERO, number
from tests.reference.ledger.recorded.declared import Flow
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.territory import Scope, lives_in

SETTLED = {"running", "stopped", "refused", "already_done", "contract_until", "lost"}


def potential(world: World, scope: Scope, nature: str, on: date) -> Fraction:
    """The yearly quantity, in units of the offers, of what pairs here could still move."""
    left = _left(world, on)
    chosen = [one for one in lives_in(world, scope) if _open(world, one, nature, on)]
    found, inside = ZERO, [one for one in chosen if _is_inside(world, one, scope)]
    for life in sorted(inside, key=lambda one: (-(number(one.seen.get("score")) or ZERO), one.id)):
        found += _take(world, life, left, life.possible.value if life.possible else None)
    return found


def _is_inside(world: World, life: Life, scope: Scope) -> bool:
    """Whether both flows are here: what crosses the border counts in the federation
    (indicators.md)."""
    flows = _flows(world, life)
    return flows is not None and all(flow.territory in scope.territories for flow in flows)


def _flows(world: World, life: Life) -> tuple[Flow, Flow] | None:
    """Both flows of a pair as they are now, none where one is no longer in force."""
    by_role = {party.role: world.flows.get(party.flow or "") for party in life.parties}
    offer, need = by_role.get("offer"), by_role.get("need")
    if offer is None or need is None or offer.withdrawn or need.withdrawn:
        return None
    return offer, need


def _open(world: World, life: Life, nature: str, on: date) -> bool:
    """Whether a list still holds it and nobody has settled it."""
    flows = _flows(world, life)
    if flows is None or life.group is not None or life.seen.get("nature") != nature:
        return False
    typical = any(flow.typical for flow in flows) and life.state == "detected"
    listed = life.seen.get("candidacy") is not None
    return listed and not typical and life.state not in SETTLED and not runs_on(life, on)


def _left(world: World, on: date) -> dict[str, Fraction]:
    """What running pairs leave of each flow: they take what was agreed.

    One of which nobody told a quantity takes nothing: issue 37.2 "unknown quantity is null with
    `missing`, never the possible one". One whose other flow is withdrawn still runs, and takes
    (architecture.md: "deducted
    from offer and need for all other pairs").
    """
    left = {flow.id: flow.quantity for flow in world.flows.values() if flow.quantity is not None}
    for life in world.lives.values():
        agreed = agreement_on(life, on)
        if life.group is None and agreed is not None and agreed.amount is not None:
            shares = {"offer": Fraction(1), "need": _yield(world, life)}
            for party in life.parties:
                taken = agreed.amount.value * shares.get(party.role or "", ZERO)
                left[party.flow or ""] = max(ZERO, left.get(party.flow or "", ZERO) - taken)
    return left


def _take(world: World, life: Life, left: dict[str, Fraction], most: Fraction | None) -> Fraction:
    """Takes what is left of both flows, at most its own quantity; told in units of the offer."""
    flows = _flows(world, life)
    if flows is None:
        return ZERO
    yielded = _yield(world, life)
    offer, need = (flow.id for flow in flows)
    ends = [left.get(offer, ZERO), left.get(need, ZERO) / yielded]
    taken = max(ZERO, min(ends if most is None else [*ends, most]))
    left[offer] = left.get(offer, ZERO) - taken
    left[need] = left.get(need, ZERO) - taken * yielded
    return taken


def _yield(world: World, life: Life) -> Fraction:
    route = world.routes.get(life.subject or "", {})
    return number(route.get("needed_per_offered")) or Fraction(1)
