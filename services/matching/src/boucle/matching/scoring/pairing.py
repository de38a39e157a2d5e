"""Join one offer and one need on one route, the input of every criterion."""

from functools import reduce
from math import sqrt
from operator import add

import msgspec

from boucle.matching.scoring.inputs import MONTHS_OF_YEAR, UNDECLARED, FlowInputs, ScoringSettings
from boucle.matching.scoring.rules import DETOUR, EARTH_KM, LEAST_LEFT, RouteRule, Rules


class Pairing(msgspec.Struct, frozen=True, gc=False):
    """``offer_free``, ``need_free``: base units a year that running synergies leave."""

    rules: Rules
    rule: RouteRule
    offer: FlowInputs
    need: FlowInputs
    offer_settings: ScoringSettings
    need_settings: ScoringSettings
    offer_free: int
    need_free: int
    km: float

    @property
    def nearest_km(self) -> float:
        """Return the least possible distance, given how precise both places are."""
        nearest = self.km - (self.offer.slack_km + self.need.slack_km)
        return max(0.0, nearest)

    @property
    def network_km(self) -> float:
        """Return the length of the network that joins both sites and carries the flow, 0 without
        one. Of each shared network, the shorter of the declared lengths (``NETWORK_KM`` for a side
        that declares none); of several networks, the longest."""
        if not self.rule.network:
            return 0.0
        theirs = dict(self.need.networks)
        shared = [min(km, theirs[code]) for code, km in self.offer.networks if code in theirs]
        return max(shared, default=0.0)

    @property
    def joined(self) -> bool:
        return self.network_km > 0.0

    @property
    def reach_km(self) -> float:
        """Return the family's reach plus, once, the network's length; the hard stop is a multiple
        of the sum."""
        return self.rule.reach_km + self.network_km

    @property
    def served(self) -> float:
        """Return what all of the offer would serve, in the need's base units."""
        return float(self.offer_free) * self.rule.yield_

    @property
    def in_common_months(self) -> tuple[float, float]:
        """Return which part of offer and need falls in months of both; all of it where a side
        declares none, or where no network is needed: what goes by road is stored meanwhile."""
        shared = common_months(self.rule, self.offer, self.need)
        if shared is None:
            return 1.0, 1.0
        part = float(shared.bit_count())
        return part / float(self.offer.months.bit_count()), part / float(
            self.need.months.bit_count()
        )

    @property
    def by_month(self) -> list[float] | None:
        """Return what could move in each month: the least that running synergies leave of both.
        None where they take nothing by months."""
        taken = self.offer.taken_by_month or self.need.taken_by_month
        if not taken or common_months(self.rule, self.offer, self.need) is None:
            return None
        ours = left_by_month(self.offer, self.offer_free)
        theirs = left_by_month(self.need, self.need_free)
        both = zip(ours, theirs, strict=True)
        return [min(one, other / self.rule.yield_) for one, other in both]

    @property
    def months(self) -> int | None:
        """Return the months in which it could move, as bits; None where any may do."""
        by_month = self.by_month
        if by_month is None:
            return common_months(self.rule, self.offer, self.need)
        return sum(1 << at for at, moved in enumerate(by_month) if moved >= LEAST_LEFT)

    @property
    def is_taken(self) -> bool:
        """Tell whether running synergies take all that could move."""
        return self.by_month is not None and self.months == 0

    @property
    def served_in_time(self) -> float:
        """Return what of ``served`` comes in months of both; at most what is needed in them where
        the need has others too."""
        if self.by_month is not None:
            wanted, served = float(self.need_free), self.moved * self.rule.yield_
            return served if served < wanted - LEAST_LEFT else wanted
        ours, theirs = self.in_common_months
        served = self.served * ours
        return served if theirs == 1.0 else min(served, float(self.need_free) * theirs)

    @property
    def moved(self) -> float:
        """Return what could move in a year, in the offer's base units: the lesser side."""
        by_month = self.by_month
        if by_month is not None:
            return reduce(add, by_month)
        ours, theirs = self.in_common_months
        wanted = float(self.need_free) / self.rule.yield_ * theirs
        offered = float(self.offer_free) * ours
        return min(offered, wanted)

    @property
    def line(self) -> tuple[float, float] | None:
        """Return EUR of line for one base unit of offer, the least and the most: 0 where none is
        to be laid; None if nobody has priced it."""
        line, moved = self.rule.line, self.moved
        if line is None or self.joined or self.km <= 0.0 or moved <= 0.0:
            return 0.0, 0.0
        prices = line.of(moved)
        return (
            None if prices is None else (prices[0] * self.km / moved, prices[1] * self.km / moved)
        )

    @property
    def freight_tkm(self) -> float:
        """Return tonne-kilometres on the road for one base unit of offer."""
        return self.rule.tonnes * (self.km * DETOUR)


def common_months(rule: RouteRule, offer: FlowInputs, need: FlowInputs) -> int | None:
    """Return the months of both, as bits; None where a side declares none, or where no network is
    needed."""
    if not rule.network or UNDECLARED in (offer.months, need.months):
        return None
    return offer.months & need.months


def open_months(row: FlowInputs) -> int:
    """Return the flow's months of which runs do not take all."""
    taken, each = (
        row.taken_by_month or (0,) * MONTHS_OF_YEAR,
        row.quantity / (row.months.bit_count() or 1),
    )
    whole = sum(
        1 << at for at in range(MONTHS_OF_YEAR) if each - taken[at] < LEAST_LEFT and taken[at]
    )
    return row.months & ~whole


def left_by_month(row: FlowInputs, free: int) -> list[float]:
    """Return what runs leave of the flow in each month: it comes the same in each of its own, and
    they take what they do of some. Runs of unknown months take of all. ``free``: left in all."""
    taken = row.taken_by_month or (0,) * MONTHS_OF_YEAR
    each = (float(free) + float(sum(taken))) / float(row.months.bit_count())
    return [
        max(0.0, each - float(taken[at])) if row.months >> at & 1 else 0.0
        for at in range(MONTHS_OF_YEAR)
    ]


def chord_km(offer: FlowInputs, need: FlowInputs) -> float:
    """Return the distance along the chord (1 m less than the great circle at 100 km)."""
    dx = offer.x - need.x
    dy = offer.y - need.y
    dz = offer.z - need.z
    return EARTH_KM * sqrt(dx * dx + dy * dy + dz * dz)
