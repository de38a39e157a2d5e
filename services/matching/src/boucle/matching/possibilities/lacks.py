"""What a flow does not say that would settle more of its possibilities. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from boucle.matching.scoring import Assessment, FlowInputs, Rules
from boucle.matching.scoring.criteria.substance import TREATMENTS_UNDECLARED
from boucle.matching.scoring.inputs import TYPICAL, UNDECLARED

_PRICE_OF_OUTPUT = "current_route.cost_eur_per_unit"
_PRICE_OF_INPUT = "current_supply.price_eur_per_unit"


class Lack(NamedTuple):
    """``field``: as registry's API names it; ``settles``: in how many of the pairs looked at a
    criterion is unknown for want of it."""

    field: str
    settles: int


def lacks_of(own: FlowInputs, fits: Sequence[Assessment], rules: Rules) -> list[Lack]:
    """What would settle most first."""
    found: Counter[str] = Counter()
    for fit in fits:
        found.update(set(_lacking(own, fit, rules)))
    return [Lack(*each) for each in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


def _lacking(own: FlowInputs, fit: Assessment, rules: Rules) -> Iterator[str]:
    yield from _plain(own, {one.name for one in fit.criteria if one.verdict == "unknown"})
    if not own.output and TREATMENTS_UNDECLARED in {one.limit for one in fit.criteria}:
        yield "site.treatments"
    if own.output:
        declared = {attribute for attribute, _, _ in own.qualities}
        for attribute, _, _ in fit.rule.limits:
            if attribute not in declared:
                yield f"qualities.{rules.catalogue.attributes[attribute].key}"


def _plain(own: FlowInputs, unknown: set[str]) -> Iterator[str]:
    if "season" in unknown and own.months == UNDECLARED:
        yield "availability.months"
    if "form" in unknown and own.form == 0:
        yield "form"
    if "legal" in unknown and own.output and own.status == UNDECLARED:
        yield "legal_status"
    if "legal" in unknown and not own.output and own.accepts == UNDECLARED:
        yield "accepts"
    if own.eur is None:
        yield _PRICE_OF_OUTPUT if own.output else _PRICE_OF_INPUT
    if "certainty" in unknown and own.certainty == TYPICAL:
        yield "certainty"
    if own.slack_km > 0.0:
        yield "site.location_precision"
