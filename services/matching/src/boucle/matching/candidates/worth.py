"""Reckon what a pair saves at least, whatever stands behind the coarse copies of its sides. Pure.

The ``auto`` policy reads it, never the exact saving: whether it introduces a pair would tell the
other's price. Of the other it reads the step of 1-2-5 below its price, the farthest corner of its
cell, and the least that its quantity and the months in common may be.
"""

from typing import Final

from msgspec.structs import replace

from boucle.contract.events.matching import Role
from boucle.matching.candidates.coarse import (
    LEAST_BEHIND,
    coarse,
    months_that_may_be,
    step_below,
)
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import Range, eur_per_base
from boucle.matching.scoring.pairing import open_months

_BOTH: Final[tuple[Role, Role]] = ("offer", "need")


def is_worth_a_mail(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether it saves the least gain of both territories, and loses nothing, for both sides
    together: at worst no more than it is likely to bring. Without both prices this is not known:
    then it is, unless the side that pays something today would read of less than the least gain."""
    least = max(0.0, *(one.least_gain for one in inputs.settings))
    if inputs.offer.eur is None or inputs.need.eur is None:
        alone = _of_one_price(inputs, rules)
        return alone is None or alone.middle <= 0.0 or alone.middle >= least
    saved = [_least_saving(inputs, hidden, rules) for hidden in _BOTH]
    return all(one.middle >= least and one.low + one.middle >= 0.0 for one in saved)


def _of_one_price(inputs: PairInputs, rules: Rules) -> Range | None:
    """Return what the side whose price is known would read; None without a price above 0."""
    known = inputs.offer.eur or inputs.need.eur
    if known is None or known <= 0.0:
        return None
    hidden: Role = "offer" if inputs.offer.eur is None else "need"
    offer, need = (replace(row, eur=row.eur or 0.0) for row in (inputs.offer, inputs.need))
    return _least_saving(replace(inputs, offer=offer, need=need), hidden, rules)


def _least_saving(inputs: PairInputs, hidden: Role, rules: Rules) -> Range:
    """Return EUR a year."""
    exact = inputs.offer if hidden == "offer" else inputs.need
    own = inputs.need if hidden == "offer" else inputs.offer
    copy = _least_of(exact, own)
    if hidden == "offer":
        inputs = replace(inputs, offer=copy, free=(copy.quantity, inputs.free[1]))
    else:
        inputs = replace(inputs, need=copy, free=(inputs.free[0], copy.quantity))
    pair = pairing_of(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    found = None if pair is None else eur_per_base(replace(pair, km=pair.km + copy.slack_km))
    if pair is None or not isinstance(found, Range):
        return Range(0.0, 0.0, 0.0)
    moved = pair.moved
    return Range(found.low * moved, found.middle * moved, found.high * moved)


def _least_of(exact: FlowInputs, own: FlowInputs) -> FlowInputs:
    """Return the copy, at the least of what may stand behind it."""
    copy = coarse(exact)
    eur = None if exact.eur is None else step_below(exact.eur)
    months, _ = months_that_may_be(copy.months, open_months(own))
    quantity = round(copy.quantity * LEAST_BEHIND)
    return replace(copy, quantity=quantity, months=months, eur=eur)
