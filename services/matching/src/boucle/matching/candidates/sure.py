"""Tell whether a pair matches for any values behind the coarse copies of its sides. Pure. The
``auto`` policy introduces only such pairs. If exact limits decided, a pair that is *not* introduced
would tell on which side of a limit the other is: varying a flow step by step would reveal a place
or a quantity."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from boucle.matching.candidates.coarse import (
    LEAST_BEHIND,
    MOST_BEHIND,
    coarse,
    months_behind,
    step_below,
)
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import FlowInputs, Rules, assess
from boucle.matching.scoring.inputs import UNDECLARED
from boucle.matching.scoring.rules import STOP

_UNSOLD: Final = 0.1
"""Of a quantity, and by network of each month's, what deals with others leave at least: who sold
more may be found out."""
_QUARTER_DAYS: Final = 91
_SHORT_KM: Final = 32.0
"""Twice from the middle of a cell to its corner, for both sides."""


def is_sure(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether no hard limit fails, and it does not surely emit more CO2 than it avoids, for
    any values of both sides that look the same to the other. Never one side as it is beside a copy
    of the other: who varies that copy would read the side."""
    short = _is_short(inputs, rules)
    offer, need = (_farthest(row, short=short) for row in (inputs.offer, inputs.need))
    need = replace(need, months=months_behind(coarse(inputs.need).months, ~offer.months))
    return all(_passes(worst, rules) for worst in _worst(replace(inputs, offer=offer, need=need)))


def _passes(inputs: PairInputs, rules: Rules) -> bool:
    found = assess(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return found is not None and not found.tco2e.surely_costs


def _worst(copies: PairInputs) -> Iterator[PairInputs]:
    """Yield the worst values behind both copies: one pair for each limit."""
    offer, need = copies.offer, copies.need
    least, most = LEAST_BEHIND * _UNSOLD, MOST_BEHIND
    for one, other in (
        (_from_above(offer), _from_below(need)),
        (_from_below(offer), _from_above(need)),
    ):
        for ours, theirs in ((least, most), (most, least)):
            free = round(offer.quantity * ours), round(need.quantity * theirs)
            yield replace(copies, offer=one, need=other, free=free)


def _farthest(exact: FlowInputs, *, short: bool) -> FlowInputs:
    """Move the copy to the corner of its cell, with the fewest months, from the next quarter of a
    year on: beside such a day, of an end no more than its quarter counts."""
    copy = coarse(exact)
    near = replace(copy, x=exact.x, y=exact.y, z=exact.z, slack_km=exact.slack_km)
    return replace(
        near if short else replace(copy, slack_km=-copy.slack_km),
        months=months_behind(copy.months, UNDECLARED),
        start=(exact.start // _QUARTER_DAYS + 1) * _QUARTER_DAYS,
        end=exact.end,
    )


def _is_short(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether the reach is short beside a cell: there the exact distance decides."""
    rule = rules.between.get((inputs.offer.family, inputs.need.family))
    if rule is None:
        return False
    return min(STOP * rule.reach_km, *(one.max_km for one in inputs.settings)) <= _SHORT_KM


def _from_above(copy: FlowInputs) -> FlowInputs:
    """Lower the copy's upper bounds by a step."""
    return replace(
        copy,
        qualities=tuple(
            (attribute, low, _next_below(high)) for attribute, low, high in copy.qualities
        ),
    )


def _from_below(copy: FlowInputs) -> FlowInputs:
    """Raise the copy's lower bounds by a step."""
    return replace(
        copy,
        qualities=tuple(
            (attribute, -_next_below(-low), high) for attribute, low, high in copy.qualities
        ),
    )


def _next_below(step: float) -> float:
    """Return the step of 1-2-5 below a step; 0 and infinity stay."""
    if step in (0.0, float("inf"), float("-inf")):
        return step
    return step_below(step * (0.9 if step > 0 else 1.1))
