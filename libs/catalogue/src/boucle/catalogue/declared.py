"""Does an offer respect a route's conditions?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.model import Form, LegalStatus, Limit, Nature, Route

Direction = Literal["output", "input"]
Outcome = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of a quality: between `low` and `high`, in the attribute's own unit."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """The part of a flow that conditions and contradictions look at; `family` None: not known,
    `likely` are then those that its text may mean; `read`: no family was declared, the one that is
    known was read in text or code."""

    family: str | None
    direction: Direction = "output"
    nature: Nature | None = None
    form: Form | None = None
    hazardous: bool | None = None
    low: str | None = None
    legal_status: LegalStatus | None = None
    qualities: Mapping[str, Interval] = field(default_factory=dict)
    likely: tuple[str, ...] = ()
    text: str | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two fields of one flow that cannot both be right."""

    field_a: str
    field_b: str
    message: str
    message_fr: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a route against one offer."""

    criterion: str
    outcome: Outcome
    value: str | None
    limit: str


def conditions(catalogue: Catalogue, route: Route, offer: Declared) -> list[Condition]:
    """Each condition of the route with its outcome; what is not declared is `unknown`, no pass."""
    found = [
        _limit_condition(limit, offer.qualities.get(limit.attribute)) for limit in route.limits
    ]
    forms = route.forms or catalogue.family(route.output_family).forms
    found.append(_member("form", offer.form, forms))
    if route.operations:
        found.append(_member("legal_status", offer.legal_status, route.statuses))
    if not route.hazardous:
        outcome: Outcome = "fail" if offer.hazardous else "pass"
        found.append(Condition("hazardous", outcome, str(bool(offer.hazardous)).lower(), "false"))
    return found


def fails(limit: Limit, known: Interval) -> bool:
    """Whether what is known rules the limit out."""
    return _limit_condition(limit, known).outcome == "fail"


def _limit_condition(limit: Limit, known: Interval | None) -> Condition:
    wanted = _bounds(limit.low, limit.high)
    if known is None:
        return Condition(limit.attribute, "unknown", None, wanted)
    value = _bounds(known.low, known.high)
    sides = (
        _side(known.low, limit.low, known.high, above=True),
        _side(known.high, limit.high, known.low, above=False),
    )
    outcome: Outcome = "pass"
    if "fail" in sides:
        outcome = "fail"
    elif "unknown" in sides:
        outcome = "unknown"
    return Condition(limit.attribute, outcome, value, wanted)


def _side(
    nearest: float | None, bound: float | None, farthest: float | None, above: bool
) -> Outcome:
    """One side of a limit: the whole known interval must lie within it."""
    if bound is None:
        return "pass"
    if nearest is not None:
        return "pass" if (nearest >= bound if above else nearest <= bound) else "fail"
    if farthest is not None and (farthest < bound if above else farthest > bound):
        return "fail"
    return "unknown"


def _member(criterion: str, value: str | None, allowed: tuple[str, ...]) -> Condition:
    outcome: Outcome = "unknown" if value is None else "pass" if value in allowed else "fail"
    return Condition(criterion, outcome, value, " | ".join(allowed))


def _bounds(low: float | None, high: float | None) -> str:
    return f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"
