"""What is told of territories, federations and companies: indicators; and of possibilities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.ledger import masks
from tests.reference.ledger.findings import Difference, Told, same
from tests.reference.ledger.keys import Reading, reading
from tests.reference.ledger.quantities import Span, number
from tests.reference.ledger.recorded.declared import Body, day
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import read_span
from tests.reference.ledger.rules import declared_cost, own_bound
from tests.reference.ledger.territory import Scope


def _span(figure: Body) -> Span | None:
    """The range of a figure, or its one value."""
    low, high = number(figure.get("low")), number(figure.get("high"))
    value = number(figure.get("value"))
    if low is None or high is None:
        low = high = value
    return Span(low, high, tuple(str(m) for m in figure.get("missing") or []))


def indicators(
    world: World, scope: Scope, answer: Body, told: Told, now: date
) -> tuple[list[Difference], list[str]]:
    """Each figure against the ledger's; and the keys that the ledger does not know."""
    on = day(answer.get("as_of")) or date.max
    if scope.company is None:
        world = replace(world, lives={id_: life.as_on(on) for id_, life in world.lives.items()})
    found: list[Difference] = []
    strange: list[str] = []
    for figure in answer.get("figures") or []:
        key, unit = str(figure.get("key")), str(figure.get("unit") or "")
        grade = str(figure.get("grade") or "")
        right = reading(world, scope, key, unit, on, grade, now)
        if right is None:
            strange.append(key)
            continue
        found += _one(figure, right, told, key)
    return found, strange


def _one(figure: Body, right: Reading, told: Told, key: str) -> list[Difference]:
    """One figure: equal to a thousandth, or as rounded; unknown where the ledger knows nothing."""
    given = _span(figure)
    if _rounded(given, right.span, str(figure.get("unit") or "")):
        given = right.span
    value = number(figure.get("value"))
    if same(given, right.span):
        return [] if not right.span.missing or figure.get("missing") else _silent(right, told, key)
    if value is not None and right.span.holds(value) and given is not None and given.low == value:
        return []
    nothing = right.span.known and not any(right.span.bounds())
    if nothing and (given is None or not given.known):
        return []
    return [told.differs(key, given, right.span, right.rule, right.source, right.open)]


def _rounded(given: Span | None, right: Span, unit: str) -> bool:
    """Whether each end is told in whole euros or kilometres, else to two decimals: issue 37.6
    "never three decimals"."""
    if given is None or not given.known or not right.known:
        return False
    half = Fraction(1, 2 if unit.startswith(("EUR", "km")) else 200)
    ends = zip(given.bounds(), right.bounds(), strict=True)
    return all(abs(one - other) <= half for one, other in ends)


def _silent(right: Reading, told: Told, key: str) -> list[Difference]:
    """What is missing is named beside the figure (issue 37.2: null with `missing`)."""
    rule = "what is unknown is named in `missing`"
    return [
        told.differs(f"{key} missing", "[]", right.span.missing, rule, "issue 37.2", right.open)
    ]


def others_at_most(world: World, company: str) -> int:
    """Of the largest of a company's groups that it knows, how many others there are."""
    sizes = [0]
    for life in world.lives.values():
        inside = {p.organisation for p in life.parties}
        if life.group is not None and life.disclosed and company in inside:
            sizes.append(len(inside - {company, None}))
    return max(sizes)


def hidden_joint(answer: Body, others: int, told: Told) -> list[Difference]:
    """Joint figures of a group need at least three other companies (indicators.md)."""
    if others >= 3:
        return []
    found = []
    for figure in answer.get("figures") or []:
        joint = str(figure.get("key")) in ("running_km", "running_use")
        if joint and figure.get("value") is not None and number(figure["value"]):
            rule = "fewer than three other organisations: null"
            value = figure["value"]
            found.append(told.differs(str(figure["key"]), value, None, rule, "indicators.md"))
    return found


def flow_possibilities(world: World, answer: Body, told: Told) -> list[Difference]:
    """A flow's gains: at most what the flow costs today (issue 37.3)."""
    flow = world.flows.get(str(answer.get("flow_id")))
    if flow is None or flow.quantity is None:
        return []
    found = []
    for item in answer.get("possibilities") or []:
        gain = read_span(item.get("gain"))
        what = f"gain by {item.get('route')}"
        if flow.unit_cost is not None and flow.unit_cost > 0:
            bound = flow.unit_cost * flow.quantity
            found += told.faults(masks.at_most(gain, bound, what))
        elif not flow.output:
            found += told.faults(masks.no_assumed(gain, flow.unit_cost, what))
    return found


def sharing_possibilities(world: World, answer: Body, told: Told) -> list[Difference]:
    """A declaration's gains: at most its own bound, none without a cost (figures.md 4)."""
    sharing = world.sharings.get(str(answer.get("sharing_id")))
    if sharing is None or sharing.kind != "service":
        return []
    numbers = world.parameters(sharing.territory)
    found = []
    for item in answer.get("possibilities") or []:
        gain = read_span(item.get("gain"))
        what = f"gain of {item.get('subject')}"
        found += told.faults(masks.no_assumed(gain, declared_cost(sharing), what))
        found += told.faults(masks.at_most(gain, own_bound(sharing, numbers), what))
    return found


def coverage(answer: Body, told: Told) -> list[Difference]:
    """What a need's best offers cover: never more than wanted, and its share of it."""
    wanted, covered = (number((answer.get(k) or {}).get("value")) for k in ("wanted", "covered"))
    share = number(answer.get("share"))
    if wanted is None or covered is None or wanted == 0:
        return []
    found = []
    if covered > wanted:
        rule = "a need is covered once"
        found.append(told.differs("covered", float(covered), float(wanted), rule, "kinds 4 T1"))
    if share is not None and abs(share - covered / wanted) > Fraction(1, 100):
        rule = "covered / wanted"
        found.append(told.differs("share", share, float(covered / wanted), rule, "kinds 4 T1"))
    return found


def once(differences: Iterable[Difference]) -> list[Difference]:
    """The same difference told again of the same thing, once: when it was told first."""
    seen: dict[tuple[str, ...], Difference] = {}
    for one in differences:
        key = (one.who, one.where, one.what, one.told, one.reckoned, one.rule)
        seen.setdefault(key, one)
    return list(seen.values())
