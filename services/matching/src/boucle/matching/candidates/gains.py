"""Reckon what a side of a pair may gain, as far as it can know it. Pure.

What it pays today, less freight and preparation; what the other pays is left out. The range holds
whatever stands behind the copy of the other, and never exceeds what the side pays today. Where
nothing of it is sure to remain, an offer is shown its public price: that says nothing of the
other. The line at the nearest of the band of distance shown is deducted from it; where one at its
dearest, to the farthest, may cost as much, it is not shown.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import inf
from typing import Final

from msgspec.structs import replace

from boucle.catalogue import PublicPrice
from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount
from boucle.contract.rounding import distance_band, ends_of_band, rounded_outwards
from boucle.matching.candidates.coarse import LEAST_BEHIND, MOST_BEHIND, months_that_may_be
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import LINE_PRICE, PRICES, eur_before_line
from boucle.matching.scoring.pairing import Pairing, open_months
from boucle.matching.scoring.rules import per_base

_OTHER: Final[Mapping[Role, Role]] = {"offer": "need", "need": "offer"}
_NO_PLACE: Final = "the place is not shown"


def gain_shown(coarse_pair: PairInputs, to: Role, rules: Rules, *, placed: bool) -> Amount:
    """Return EUR a year, as the side ``to`` may know them. ``coarse_pair``: with a copy of the
    other side, whose place is shown if ``placed``."""
    pair = pairing_of(
        coarse_pair.offer, coarse_pair.need, rules, coarse_pair.settings, coarse_pair.free
    )
    if pair is None:
        return Amount(unit="EUR", missing="route")
    own = _row(pair, to)
    pays = own.eur is not None and own.eur > 0.0
    if pays and not placed:
        return without_place("EUR")
    public = rules.catalogue.public_price_of(rules.family(own.family).key) if own.output else None
    saving = _saving(pair, to) if pays else None
    if saving is not None and (public is None or Decimal(saving.low or 0) > 0):
        return saving
    if public is not None:
        return _worth(pair, public, placed=placed)
    if not placed:
        return without_place("EUR")
    return Amount(unit="EUR", missing=PRICES[to if own.eur is None else _OTHER[to]])


def without_place(unit: str) -> Amount:
    """Return what replaces an amount that depends on a hidden distance."""
    return Amount(unit=unit, missing=_NO_PLACE)


def _saving(pair: Pairing, to: Role) -> Amount | None:
    """Return what remains of what the side pays; None where nothing does."""
    paid, slack_km = _alone(pair, to), _row(pair, _OTHER[to]).slack_km
    far, near = paid.km + slack_km, max(0.0, paid.km - slack_km)
    least, most = (replace(one, km=near) for one in _ends_behind(paid, to))
    worst, best = eur_before_line(replace(paid, km=far)), eur_before_line(replace(paid, km=near))
    lines = least.line, replace(most, km=far).line
    if isinstance(worst, str) or isinstance(best, str) or lines[0] is None or lines[1] is None:
        return None
    low = worst.low * (least if worst.low > 0.0 else most).moved - lines[1][1] * most.moved
    high = best.high * most.moved - lines[0][0] * least.moved
    if high <= 0.0:
        return None
    ends = rounded_outwards(_decimal(low), _decimal(high), _decimal(_bill(pair, to)))
    return Amount(unit="EUR", low=ends[0], high=ends[1])


def _alone(pair: Pairing, to: Role) -> Pairing:
    """Leave out what the other pays."""
    if to == "offer":
        return replace(pair, need=replace(pair.need, eur=0.0))
    return replace(pair, offer=replace(pair.offer, eur=0.0))


def _ends_behind(pair: Pairing, to: Role) -> tuple[Pairing, Pairing]:
    """Return the pairs of which the least and the most could move: by the quantity and the months
    that may stand behind the other's copy."""
    own, other = _row(pair, to), _row(pair, _OTHER[to])
    least, most = months_that_may_be(other.months, open_months(own))
    return _with(pair, to, LEAST_BEHIND, least), _with(pair, to, MOST_BEHIND, most)


def _with(pair: Pairing, to: Role, share: float, months: int) -> Pairing:
    """Give the other this share of its copy's quantity, in these months."""
    if to == "offer":
        need = replace(pair.need, months=months)
        return replace(pair, need=need, need_free=round(pair.need_free * share))
    offer = replace(pair.offer, months=months)
    return replace(pair, offer=offer, offer_free=round(pair.offer_free * share))


def _bill(pair: Pairing, to: Role) -> float:
    """Return what the side pays today for all of it."""
    own, free = _row(pair, to), pair.offer_free if to == "offer" else pair.need_free
    return (own.eur or 0.0) * float(free)


def _worth(pair: Pairing, public: PublicPrice, *, placed: bool) -> Amount:
    """Return the public value of what could move; ``factor`` names the price."""
    family = pair.rules.family(pair.offer.family)
    low, high = (
        per_base(one, public.unit, family) * pair.moved for one in (public.low, public.high)
    )
    near, far = _line_shown(pair, placed=placed)
    if far >= low:
        return Amount(unit="EUR", missing=LINE_PRICE)
    ends = rounded_outwards(_decimal(low - near), _decimal(high - near))
    return Amount(unit="EUR", low=ends[0], high=ends[1], factor=public.key)


def _line_shown(pair: Pairing, *, placed: bool) -> tuple[float, float]:
    """Return EUR a year of the line, the least and the most, by the band of distance shown, which
    is to a copy's place, within the route's usual reach; by this alone where no place is shown."""
    if pair.rule.line is None or pair.joined:
        return 0.0, 0.0
    near, far = 0.0, pair.reach_km
    if placed:
        band = ends_of_band(distance_band(f"{pair.km:.1f}"))
        slack_km = max(pair.offer.slack_km, pair.need.slack_km)
        near = max(0.0, float(band[0]) - slack_km)
        far = max(near, min(far, float(band[1]) + slack_km))
    prices = pair.rule.line.of(pair.moved)
    return (0.0, inf) if prices is None else (prices[0] * near, prices[1] * far)


def _row(pair: Pairing, role: Role) -> FlowInputs:
    return pair.offer if role == "offer" else pair.need


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
