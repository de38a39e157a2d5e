"""Check values that a family, or any family in a given form, cannot have (`bounds.csv`)."""

from collections.abc import Iterator

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Contradiction, FlowAsDeclared, Interval
from boucle.catalogue.facts.model import Bound, Family
from boucle.catalogue.wording.phrases import span


def of_form(catalogue: Catalogue, flow: FlowAsDeclared) -> Iterator[Contradiction]:
    for bound in catalogue.bounds:
        if bound.families is None and _broken(flow, bound):
            yield _contradiction(catalogue, flow, bound, "form")


def of_family(
    catalogue: Catalogue, flow: FlowAsDeclared, family: Family
) -> Iterator[Contradiction]:
    by_form = {
        bound.attribute
        for bound in catalogue.bounds
        if bound.families is None and _broken(flow, bound)
    }
    for bound in catalogue.bounds:
        theirs = bound.families is not None and family.key in bound.families
        if theirs and bound.attribute not in by_form and _broken(flow, bound):
            yield _contradiction(catalogue, flow, bound, "family")


def _broken(flow: FlowAsDeclared, bound: Bound) -> bool:
    """Tell whether no declared value lies within the bound. An offer declared as one number has
    that value; a need declared as one number accepts values beyond it."""
    interval = flow.qualities.get(bound.attribute)
    if interval is None or bound.form not in (None, flow.form) or bound.unless in flow.qualities:
        return False
    least, most = interval.low, interval.high
    if flow.direction == "output":
        least, most = (most, most) if least is None else (least, least if most is None else most)
    too_low = bound.low is not None and most is not None and most < bound.low
    too_high = bound.high is not None and least is not None and least > bound.high
    return too_low or too_high


def _contradiction(
    catalogue: Catalogue, flow: FlowAsDeclared, bound: Bound, against: str
) -> Contradiction:
    attribute = catalogue.attribute(bound.attribute)
    by_form = _written(flow.qualities[bound.attribute])
    spans = (span(by_form, attribute.unit, "en"), span(by_form, attribute.unit, "fr"))
    return Contradiction(
        against,
        f"qualities.{bound.attribute}",
        f"{attribute.label_en} {spans[0]}: {bound.why_en}",
        f"{attribute.label_fr} {spans[1]} : {bound.why_fr}",
    )


def _written(interval: Interval) -> str:
    if interval.low is None:
        return f"≤ {interval.high}"
    if interval.high is None:
        return f"≥ {interval.low}"
    return (
        f"{interval.low}" if interval.low == interval.high else f"{interval.low}..{interval.high}"
    )
