"""Victims: companies of Normandy that need one thing each, and the offer of whoever looks for them.

What a victim keeps for itself is drawn from what anybody would expect of it (the prior): an
adversary knows the prior, the code and the public register, and none of the values drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from functools import cache

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from boucle.matching.scoring import FlowInputs, RouteRule
from boucle.matching.scoring.inputs import ALWAYS, Network
from tests.unit.matching.worlds import one_of_each, rules, unit_vector

Array = npt.NDArray[np.float64]

SOUTH, NORTH, WEST, EAST = 48.2, 50.0, -1.9, 1.8
TONNE = 1_000_000
"""Base units (g)."""
QUANTITIES = 3.0, 300_000.0
"""Tonnes a year."""
PRICES = 5.0, 500.0
"""EUR a tonne."""
BOUNDS = 1.0, 80.0
"""What is accepted at most of a quality."""
SHARES = 0.1, 0.9
"""Of a quantity, what a third party has."""
CODES = tuple(f"reseau-{number}" for number in range(10))
_SEASONS = tuple(
    sum(1 << (start + month) % 12 for month in range(length))
    for start in range(12)
    for length in range(1, 12)
)
_ROUTE = "flat_glass>glass_cullet"
_SHORT = "green_waste>green_waste"
QUALITY = "moisture"
_GOLDEN = 0.618033988749895


@dataclass(frozen=True)
class Victim:
    """``need``: its exact row; ``sold``: what it has from a third party, base units."""

    need: FlowInputs
    latitude: float
    longitude: float
    sold: int

    def needing(self, need: FlowInputs) -> Victim:
        return dataclass_replace(self, need=need)


@dataclass(frozen=True)
class Secrets:
    """Draws of everything a victim keeps for itself."""

    latitude: Array
    longitude: Array
    tonnes: Array
    price: Array
    bound: Array
    share: Array
    months: npt.NDArray[np.int64]
    code: npt.NDArray[np.int64]


def prior(rng: np.random.Generator, count: int) -> Secrets:
    """Places scattered over the whole region, quantities and prices log-uniform."""

    def log_uniform(bounds: tuple[float, float]) -> Array:
        low, high = np.log(bounds)
        return np.exp(rng.uniform(low, high, count))

    return Secrets(
        latitude=rng.uniform(SOUTH, NORTH, count),
        longitude=rng.uniform(WEST, EAST, count),
        tonnes=log_uniform(QUANTITIES),
        price=log_uniform(PRICES),
        bound=log_uniform(BOUNDS),
        share=rng.uniform(*SHARES, count),
        months=rng.choice(np.array(_SEASONS), count),
        code=rng.integers(0, len(CODES), count),
    )


def expected(low: float, high: float, count: int) -> Array:
    """Log-uniform as the prior has them, evenly: no luck of a draw in it."""
    return np.asarray(low * (high / low) ** ((np.arange(count) + 0.5) / count), np.float64)


def expected_shares(count: int) -> Array:
    """The same, uniform, apart from the order of others."""
    low, high = SHARES
    return np.asarray(low + (high - low) * (np.arange(count) * _GOLDEN % 1.0), np.float64)


def seasons() -> tuple[int, ...]:
    """Every season that a victim may have, each as likely as any other."""
    return tuple(sorted({*_SEASONS}))


def victims(seed: int, count: int) -> list[Victim]:
    drawn = prior(np.random.default_rng(seed), count)
    return [_victim(drawn, index) for index in range(count)]


def _victim(drawn: Secrets, index: int) -> Victim:
    latitude, longitude = float(drawn.latitude[index]), float(drawn.longitude[index])
    base = round(float(drawn.tonnes[index]) * TONNE)
    x, y, z = unit_vector(latitude, longitude)
    network: tuple[Network, ...] = ((CODES[int(drawn.code[index])], 10.0),)
    need = replace(
        _of(route(), output=False),
        flow=2 * index + 1,
        organisation=1000 + index,
        x=x,
        y=y,
        z=z,
        quantity=base,
        months=int(drawn.months[index]),
        networks=network,
        eur=float(drawn.price[index]) / TONNE,
        qualities=((quality(), float("-inf"), float(drawn.bound[index])),),
    )
    return Victim(need, latitude, longitude, round(float(drawn.share[index]) * base))


@cache
def route() -> RouteRule:
    """By road, of a wide reach: all of Normandy is within it."""
    return next(rule for rule in rules().routes if rule.key == _ROUTE)


@cache
def pipe() -> RouteRule:
    """By network, of the widest reach there is."""
    return max((rule for rule in rules().routes if rule.network), key=lambda rule: rule.reach_km)


@cache
def short() -> RouteRule:
    """By road, of a short reach: its hard stop is within Normandy."""
    return next(rule for rule in rules().routes if rule.key == _SHORT)


def quality() -> int:
    return rules().catalogue.attribute_index[QUALITY]


def offer(organisation: int = 1) -> FlowInputs:
    """What the adversary declares to begin with: it suits whatever the victim is."""
    plain = _of(route(), output=True)
    x, y, z = unit_vector((SOUTH + NORTH) / 2, (WEST + EAST) / 2)
    return replace(
        plain,
        flow=10**6 + organisation,
        organisation=organisation,
        x=x,
        y=y,
        z=z,
        quantity=1000 * TONNE,
        months=ALWAYS,
        qualities=(*plain.qualities, (quality(), 0.0, 0.0)),
    )


def on(rule: RouteRule, row: FlowInputs) -> FlowInputs:
    """The same flow, of what another route takes or makes."""
    plain = _of(rule, output=row.output)
    qualities = plain.qualities
    return replace(row, family=plain.family, qualities=qualities, form=plain.form, eur=None)


@cache
def _of(rule: RouteRule, *, output: bool) -> FlowInputs:
    family = rule.output if output else rule.input
    return next(row for row in one_of_each() if (row.family, row.output) == (family, output))


def at(row: FlowInputs, latitude: float, longitude: float) -> FlowInputs:
    x, y, z = unit_vector(latitude, longitude)
    return replace(row, x=x, y=y, z=z)
