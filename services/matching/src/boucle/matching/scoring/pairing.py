"""Join one offer and one need on one route, the input of every criterion."""

from math import sqrt

import msgspec

from boucle.matching.scoring.inputs import UNDECLARED, FlowInputs, ScoringSettings
from boucle.matching.scoring.rules import DETOUR, EARTH_KM, RouteRule, Rules


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
    def served_in_time(self) -> float:
        """Return what of ``served`` comes in months of both; at most what is needed in them where
        the need has others too."""
        ours, theirs = self.in_common_months
        served = self.served * ours
        return served if theirs == 1.0 else min(served, float(self.need_free) * theirs)

    @property
    def moved(self) -> float:
        """Return what could move in a year, in the offer's base units: the lesser side."""
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


def chord_km(offer: FlowInputs, need: FlowInputs) -> float:
    """Return the distance along the chord (1 m less than the great circle at 100 km)."""
    dx = offer.x - need.x
    dy = offer.y - need.y
    dz = offer.z - need.z
    return EARTH_KM * sqrt(dx * dx + dy * dy + dz * dz)
