"""Reckon what a pair saves at least, whatever stands behind the coarse copies of its sides. Pure.

The ``auto`` policy reads it, never the exact saving: whether it introduces a pair would tell the
other's price. Of both sides it reads the step of 1-2-5 below the price, the farthest corner of the
cell, and the least that quantity and months in common may be. Never one side as it is beside a copy
of the other: who varies that copy would read the side.
"""

from msgspec.structs import replace

from boucle.matching.candidates.coarse import (
    LEAST_BEHIND,
    coarse,
    months_behind,
    months_that_may_be,
    step_below,
)
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import Range, eur_per_base


def is_worth_a_mail(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether it saves the least gain of both territories, and loses nothing: at worst no more
    than it is likely to bring. Without both prices this is not known: then it is, unless the side
    that pays something today would read of less than the least gain."""
    least = max(0.0, *(one.least_gain for one in inputs.settings))
    saved = _least_saving(inputs, rules)
    if inputs.offer.eur is None or inputs.need.eur is None:
        is_known = max(inputs.offer.eur or 0.0, inputs.need.eur or 0.0) > 0.0
        return not is_known or saved.middle <= 0.0 or saved.middle >= least
    return saved.middle >= least and saved.low + saved.middle >= 0.0


def _least_saving(inputs: PairInputs, rules: Rules) -> Range:
    """Return EUR a year; a price that is not declared counts as nothing."""
    offer, need = _least_of(inputs.offer), _least_of(inputs.need)
    months, _ = months_that_may_be(coarse(inputs.need).months, offer.months)
    need = replace(need, months=months)
    free = offer.quantity, need.quantity
    pair = pairing_of(offer, need, rules, inputs.settings, free)
    if pair is None:
        return Range(0.0, 0.0, 0.0)
    found = eur_per_base(replace(pair, km=pair.km + offer.slack_km + need.slack_km))
    if not isinstance(found, Range):
        return Range(0.0, 0.0, 0.0)
    return Range(found.low * pair.moved, found.middle * pair.moved, found.high * pair.moved)


def _least_of(exact: FlowInputs) -> FlowInputs:
    """Return the copy, at the least of what may stand behind it: one month of each quarter."""
    copy = coarse(exact)
    return replace(
        copy,
        quantity=round(copy.quantity * LEAST_BEHIND),
        months=months_behind(copy.months, 0),
        eur=step_below(exact.eur or 0.0),
    )
