"""Bound the score of a pair from above, from what cells and lanes tell. In float32, and never below
the true rank: unknown values count as perfect, and a margin covers all roundings. ``weights`` are
shares of their sum: the need's territory's if the need is the flow at hand, else the least of all
territories."""

from math import sqrt
from typing import Any, Final, NamedTuple

import numpy as np

from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.matching.engine.compiled import inlined
from boucle.matching.engine.kernel import (
    MONTHS,
    co2_points,
    eur_points,
    in_doubt,
    months_asked,
)
from boucle.matching.engine.offers import offer_loss, quality_lost
from boucle.matching.engine.rows.exclusions import Gate
from boucle.matching.engine.value import CellLoss, ValueBound, cell_loss, loss_at, value_bound
from boucle.matching.engine.world import World
from boucle.matching.scoring.inputs import TYPICAL, UNDECLARED
from boucle.matching.scoring.rules import (
    DETOUR,
    EARTH_KM,
    FULL,
    LEAST_RATIO,
    MOST_SLACK_KM,
    PARTIAL_POINTS,
    STOP,
    UNKNOWN_POINTS,
)

_MARGIN: Final = 2.0
"""Points; with ``_NEARER_KM``, two millionths of the earth's radius: more than roundings take."""
_NEARER_KM: Final = 0.015
_UNKNOWN: Final = 10_000.0 - UNKNOWN_POINTS
_PARTIAL: Final = 10_000.0 - PARTIAL_POINTS
_CERTAINTY: Final = np.array([0.0, 2000.0, _UNKNOWN])
_ZERO: Final = np.float32(0.0)
_ONE: Final = np.float32(1.0)
_TWO: Final = np.float32(2.0)
_FIVE: Final = np.float32(5.0)
_TINY: Final = np.float32(1e-3)
_LEAST_ALIKE: Final = np.float32(sqrt(LEAST_RATIO) - 1e-3)
_NEVER: Final = np.float32(1e29)
_NO_BIT: Final = np.uint32(0)


Place = tuple[Any, Any, Any]


class ScoreBound(NamedTuple):
    """The bound of a flow on a route, all float32. ``top``: rank of the perfect pair on this route;
    ``full``: what the flow loses with any partner, ``part``: the same without what both sides tell
    (certainty, price), ``quality``: the part of these by an offer's qualities. ``step``: the cost
    of a reach of distance, ``whole``: of all of the quantity. ``per_km``: in reaches; ``near``:
    reaches that rounding may hide; ``far``: reaches that are too far. ``root``: of the free
    quantity, in the partner's unit. Then the place."""

    top: Any
    full: Any
    part: Any
    quality: Any
    step: Any
    whole: Any
    per_km: Any
    near: Any
    far: Any
    root: Any
    x: Any
    y: Any
    z: Any
    value: ValueBound


@inlined
def bound_of(world: World, flow: Any, route: int) -> ScoreBound:
    """Return the most that partners of the flow on a route may score."""
    rule = world.routes[route]
    weights = world.least[0] if flow.output else world.shares[flow.territory]
    reach = rule.reach
    if rule.network and flow.networks > 0:
        reach += _longest_network(world, flow.networks)
    root = sqrt(max(0.0, float(flow.quantity - flow.taken)))
    root *= sqrt(rule.yield_) if flow.output else 1.0 / sqrt(rule.yield_)
    top = 10_000.0 + _MARGIN - weights.route * (10_000.0 - rule.points)
    if np.isnan(rule.treatment) or np.isnan(rule.road):
        top -= weights.tco2e * _UNKNOWN
    if flow.certainty != TYPICAL:
        top += DECLARED_FIRST
    quality = part = 0.0
    if flow.output:
        quality = quality_lost(world, flow, route)
        part = offer_loss(flow, rule, quality, weights)
    far = (STOP * reach + float(flow.slack) + MOST_SLACK_KM) / reach
    return ScoreBound(
        np.float32(top),
        np.float32(part + unsure_loss(flow, weights)),
        np.float32(part),
        np.float32(weights.quality * quality),
        np.float32(weights.distance * 2000.0),
        np.float32(weights.quantity * 10_000.0),
        np.float32(EARTH_KM / reach),
        np.float32(_NEARER_KM / reach),
        np.float32(far),
        max(_TINY, np.float32(root)),
        np.float32(flow.x),
        np.float32(flow.y),
        np.float32(flow.z),
        value_bound(flow, rule, weights, reach),
    )


@inlined
def _longest_network(world: World, networks: int) -> float:
    """Return the longest network in km, the most that a shared one adds to the reach."""
    longest = 0.0
    for i in range(world.network_start[networks], world.network_start[networks + 1]):
        longest = max(longest, world.network_km[i])
    return longest


@inlined
def pair_loss(
    bound: ScoreBound, there: CellLoss, x: Any, y: Any, z: Any, root: Any
) -> tuple[Any, Any]:
    """Return the points lost by distance and unlike quantities, infinite if too far or too unlike;
    and by what depends on the distance, if the flow's cell is known."""
    dx, dy, dz = x - bound.x, y - bound.y, z - bound.z
    distance = max(_ZERO, np.sqrt(dx * dx + dy * dy + dz * dz) * bound.per_km - bound.near)
    steps = min(max(distance, _TWO * distance - _ONE), _FIVE)
    alike = min(root, bound.root) / max(root, bound.root)
    lost = bound.step * steps + bound.whole * (_ONE - alike)
    never = (distance > bound.far) | (alike < _LEAST_ALIKE)
    return _NEVER if never else lost, loss_at(there, distance)


@inlined
def box_bound(cell: Any, flow: Any, weights: Any, bound: ScoreBound, gate: Gate) -> tuple[Any, Any]:
    """Return the best rank of anybody in the cell, and the most points above the floor of their own
    list."""
    dx = max(_ZERO, max(cell.low[0] - bound.x, bound.x - cell.high[0]))
    dy = max(_ZERO, max(cell.low[1] - bound.y, bound.y - cell.high[1]))
    dz = max(_ZERO, max(cell.low[2] - bound.z, bound.z - cell.high[2]))
    distance = max(_ZERO, np.sqrt(dx * dx + dy * dy + dz * dz) * bound.per_km - bound.near)
    steps = min(max(distance, _TWO * distance - _ONE), _FIVE)
    root = min(max(bound.root, cell.low[3]), cell.high[3])
    alike = min(root, bound.root) / max(root, bound.root)
    passes = np.uint32(cell.one & gate.first) != _NO_BIT
    passes &= np.uint32(cell.two & gate.months) != _NO_BIT
    passes &= np.uint32(cell.two & gate.statuses) != _NO_BIT
    if not passes or distance > bound.far or alike < _LEAST_ALIKE:
        return -_NEVER, -_NEVER
    top = bound.top - bound.step * steps - bound.whole * (_ONE - alike)
    top -= loss_at(cell_loss(cell, flow, bound.value, weights), distance)
    best = top - max(bound.full + cell.lost, bound.part + cell.all)
    return best, top - max(bound.full + cell.bar, bound.part + cell.bar_all)


@inlined
def passes_closely(
    world: World, flow: Any, facts: Any, route: int, bound: ScoreBound, place: Place, margin: Any
) -> bool:
    """Tell whether a pair may lose at most ``margin`` points by other criteria than distance and
    quantity, except for their effect on money and carbon. ``place``: of the other."""
    rule, worse = world.routes[route], max(flow.certainty, facts.certainty)
    dx, dy, dz = place[0] - bound.x, place[1] - bound.y, place[2] - bound.z
    chord = dx * dx + dy * dy + dz * dz
    if flow.output:
        weights = world.least[0]
        left = margin - bound.quality - np.float32(weights.certainty * _CERTAINTY[worse])
        return _passes(flow, facts, rule, weights, chord, left)
    weights = world.shares[flow.territory]
    lost = weights.certainty * _CERTAINTY[worse] + weights.quality * facts.quality
    return _passes(facts, flow, rule, weights, chord, margin - np.float32(lost))


@inlined
def _passes(ours: Any, theirs: Any, rule: Any, weights: Any, chord: Any, left: Any) -> bool:
    """Tell the same of an offer and a need, with ``left`` of the margin; most fail before money and
    carbon are computed."""
    lost = _declared_loss(ours, theirs, rule, weights)
    if lost < 0.0 or np.float32(lost) > left:
        return False
    km = EARTH_KM * sqrt(float(chord)) - _NEARER_KM
    tkm = rule.tonnes * (max(0.0, km) * DETOUR)
    return bool(np.float32(lost + _value_loss(ours, theirs, rule, weights, tkm)) <= left)


@inlined
def _value_loss(ours: Any, theirs: Any, rule: Any, weights: Any, tkm: float) -> float:
    """Return the points lost by money and carbon, with the operations of the score. They never fall
    with more money or carbon, or with fewer kilometres. ``top`` includes what is unknown."""
    lost = weights.eur * (FULL - eur_points(ours, theirs, rule, tkm))
    if not (np.isnan(rule.treatment) or np.isnan(rule.road)):
        lost += weights.tco2e * (FULL - co2_points(ours, theirs, rule, tkm))
    return float(lost)


@inlined
def _declared_loss(ours: Any, theirs: Any, rule: Any, weights: Any) -> float:
    """Return the points lost by season, form and status; negative if these exclude the pair."""
    required = months_asked(ours, theirs)
    comparable = ours.months != UNDECLARED and required != UNDECLARED
    shared, wanted = MONTHS[required & ours.months], MONTHS[required]
    if comparable and shared == 0.0:
        return -1e9
    lost = weights.season * (10_000.0 * (1.0 - shared / wanted) if comparable else _UNKNOWN)
    if ours.form == 0:
        lost += weights.form * _UNKNOWN
    elif theirs.form != 0 and (ours.form & theirs.form) == 0 and not rule.transformed:
        lost += weights.form * _PARTIAL
    if in_doubt(ours, theirs, rule):
        lost += weights.legal * _UNKNOWN
    return float(lost)


@inlined
def unsure_loss(flow: Any, weights: Any) -> float:
    """Return the points a flow loses by its own certainty and a missing price."""
    lost = weights.certainty * _CERTAINTY[flow.certainty]
    if np.isnan(flow.eur):
        lost += weights.eur * _UNKNOWN
    return float(lost)
