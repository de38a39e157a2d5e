"""Tell whether a pair matches for any values behind the coarse copies of its sides. Pure. The
``auto`` policy introduces only such pairs. If exact limits decided, a pair that is *not* introduced
would tell on which side of a limit the other is: varying a flow step by step would reveal a place
or a quantity."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from boucle.contract.events.matching import Role
from boucle.matching.candidates.coarse import (
    LEAST_BEHIND,
    MOST_BEHIND,
    coarse,
    months_behind,
    step_below,
)
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import FlowInputs, Rules, assess
from boucle.matching.scoring.inputs import EVER_SINCE, FOR_EVER
from boucle.matching.scoring.pairing import open_months
from boucle.matching.scoring.rules import STOP

_UNSOLD: Final = 0.1
"""Of a quantity, what deals with others leave at least: who sold more may be found out."""
_SEASON_DAYS: Final = 91
_SHORT_KM: Final = 32.0
"""Twice from the middle of a cell to its corner, for both sides."""


def is_sure(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether no hard limit fails, and it does not surely emit more CO2 than it avoids, for
    any values of either side that look the same to the other."""
    roles: tuple[Role, ...] = ("offer", "need")
    short = _is_short(inputs, rules)
    return all(
        _passes(worst, rules) for role in roles for worst in _worst(inputs, role, short=short)
    )


def _passes(inputs: PairInputs, rules: Rules) -> bool:
    found = assess(inputs.offer, inputs.need, rules, inputs.settings, inputs.free)
    return found is not None and not found.tco2e.surely_costs


def _worst(inputs: PairInputs, hidden: Role, *, short: bool) -> Iterator[PairInputs]:
    """Yield the pair with the worst values behind the copy of one side: one for each limit."""
    own, other = inputs.offer, inputs.need
    if hidden == "offer":
        own, other = other, own
    copy = _farthest(other, own, short=short)
    for row in (_from_above(copy), _from_below(copy)):
        for share in (LEAST_BEHIND * _UNSOLD, MOST_BEHIND):
            left = round(copy.quantity * share)
            moved = replace(row, quantity=left)
            if hidden == "offer":
                yield replace(inputs, offer=moved, free=(left, inputs.free[1]))
            else:
                yield replace(inputs, need=moved, free=(inputs.free[0], left))


def _farthest(exact: FlowInputs, own: FlowInputs, *, short: bool) -> FlowInputs:
    """Move the copy to the corner of its cell, with the worst months and the fewest days."""
    copy = coarse(exact)
    near = replace(copy, x=exact.x, y=exact.y, z=exact.z, slack_km=exact.slack_km)
    return replace(
        near if short else replace(copy, slack_km=-copy.slack_km),
        months=months_behind(copy.months, ~open_months(own)),
        start=_from_quarter(exact.start, EVER_SINCE, 1),
        end=_from_quarter(exact.end, FOR_EVER, -1),
    )


def _from_quarter(day: int, undeclared: int, later: int) -> int:
    """Return the first day of the next quarter of a year, or the last of the one before."""
    quarter = day // _SEASON_DAYS + (later > 0)
    return day if day == undeclared else quarter * _SEASON_DAYS


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
