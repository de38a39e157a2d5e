"""Does an offer respect a route's conditions? And does what is declared contradict itself?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.errors import UnknownKeyError
from boucle.catalogue.model import Attribute, Family, Form, LegalStatus, Limit, LowEntry, Route

Direction = Literal["output", "input"]
Outcome = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of a quality: between `low` and `high`, in the attribute's own unit."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """The part of a flow that conditions and contradictions look at."""

    family: str
    direction: Direction = "output"
    nature: str | None = None
    form: Form | None = None
    hazardous: bool | None = None
    low: str | None = None
    legal_status: LegalStatus | None = None
    qualities: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a route against one offer."""

    criterion: str
    outcome: Outcome
    value: str | None
    limit: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two fields of one flow that cannot both be right."""

    field_a: str
    field_b: str
    message: str


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


def contradictions(catalogue: Catalogue, flow: Declared) -> list[Contradiction]:
    """Pairs of fields that disagree. The family must exist; an unknown LoW code is ignored here."""
    family = catalogue.family(flow.family)
    entry = _entry(catalogue, flow.low)
    return [
        *_nature(flow, family),
        *_form(flow, family),
        *_hazard(flow, family, entry),
        *_code(family, entry),
        *_required(flow, family),
        *_steam(flow),
    ]


def quality_fault(catalogue: Catalogue, key: str, known: Interval, unit: str | None) -> str | None:
    """What is wrong with one declared quality, and what would be right; None when it is sound."""
    try:
        attribute = catalogue.attribute(key)
    except UnknownKeyError as error:
        return str(error)
    if unit is not None and unit != attribute.unit:
        return f"{key} is told in {attribute.unit!r}, not in {unit!r}"
    if known.low is None and known.high is None:
        return f"{key} needs a low or a high value in {attribute.unit}"
    if known.low is not None and known.high is not None and known.low > known.high:
        return f"{key} goes from {known.low:g} down to {known.high:g}: low must not exceed high"
    return _out_of_bounds(attribute, known)


def _out_of_bounds(attribute: Attribute, known: Interval) -> str | None:
    for value in (known.low, known.high):
        if value is not None and not attribute.low <= value <= attribute.high:
            return (
                f"{attribute.key} {value:g} {attribute.unit} is not plausible: "
                f"expected {attribute.low:g} to {attribute.high:g}"
            )
    return None


def _entry(catalogue: Catalogue, low: str | None) -> LowEntry | None:
    if low is None:
        return None
    try:
        return catalogue.low(low)
    except UnknownKeyError:
        return None


def _nature(flow: Declared, family: Family) -> Iterator[Contradiction]:
    if flow.nature is not None and flow.nature != family.nature:
        yield Contradiction(
            "nature",
            "family",
            f"nature is {flow.nature!r} but family {family.key!r} is {family.nature!r}",
        )


def _form(flow: Declared, family: Family) -> Iterator[Contradiction]:
    if flow.form is not None and flow.form not in family.forms:
        yield Contradiction(
            "form",
            "family",
            f"form {flow.form!r} does not exist for family {family.key!r}: "
            f"use one of {', '.join(family.forms)}",
        )


def _hazard(flow: Declared, family: Family, entry: LowEntry | None) -> Iterator[Contradiction]:
    if entry is not None and flow.hazardous is not None and entry.hazardous != flow.hazardous:
        twins = f"; its counterparts: {', '.join(entry.twins)}" if entry.twins else ""
        marked = "hazardous" if entry.hazardous else "not hazardous"
        yield Contradiction(
            "hazardous",
            "low",
            f"hazardous is {str(flow.hazardous).lower()} but code {entry.code} is {marked}{twins}",
        )
    if family.food and entry is not None and entry.hazardous:
        yield Contradiction(
            "low",
            "family",
            f"code {entry.code} is hazardous, family {family.key!r} ends up as food or feed",
        )
    if family.food and flow.hazardous:
        yield Contradiction(
            "hazardous",
            "family",
            f"the flow is hazardous, family {family.key!r} ends up as food or feed",
        )


def _code(family: Family, entry: LowEntry | None) -> Iterator[Contradiction]:
    if entry is not None and family.nature == "energy":
        yield Contradiction(
            "low",
            "family",
            f"family {family.key!r} is energy: it has no waste code, leave {entry.code} out",
        )


def _required(flow: Declared, family: Family) -> Iterator[Contradiction]:
    if flow.direction == "input" and family.nature != "energy":
        return
    for key in family.required:
        if key not in flow.qualities:
            yield Contradiction(
                "family",
                f"qualities.{key}",
                f"family {family.key!r} means nothing without its {key}: give qualities.{key}",
            )


_BOILING: Final = 100.0


def _steam(flow: Declared) -> Iterator[Contradiction]:
    known = flow.qualities.get("temperature")
    if flow.form == "steam" and known is not None and known.high is not None:
        pressure = flow.qualities.get("pressure")
        if known.high < _BOILING and pressure is None:
            yield Contradiction(
                "form",
                "qualities.temperature",
                f"steam at no more than {known.high:g} Cel: declare hot_water, or the pressure",
            )
