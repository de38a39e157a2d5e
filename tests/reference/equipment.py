"""Which offers serve which needs, the plainest way: every way to give each need one offer or none.

Shares no code with ``kinds.sharing``: no programme, no solver, every hour bound by bound. Property
tests hold the detector against it. Exponential: for five needs and three offers or so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import asin, cos, radians, sin, sqrt

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import Sharing

Parameters = Mapping[str, Decimal]
Given = Callable[[str], Parameters]
Way = tuple[Sharing | None, ...]
"""The offer that each need has, None of one that has none."""


def served(declared: Sequence[Sharing], parameters: Given) -> dict[str, tuple[str, ...]]:
    """Of each offer that serves some, by id: the needs that it serves."""
    ordered = sorted(declared, key=lambda one: str(one.sharing_id))
    offers = [one for one in ordered if one.direction == "offer"]
    needs = [one for one in ordered if one.direction == "need"]
    choices = [
        [*(offer for offer in offers if _fits(offer, need, parameters)), None] for need in needs
    ]
    ways = (way for way in product(*choices) if _holds(way, needs))
    places = [{id(offer): place for place, offer in enumerate(choice)} for choice in choices]
    weights = _weights(needs, choices, offers)
    best = min(ways, key=lambda way: _worth(way, needs, weights, places))
    found: dict[str, tuple[str, ...]] = {}
    for offer, need in zip(best, needs, strict=True):
        if offer is not None:
            mine = found.get(str(offer.sharing_id), ())
            found[str(offer.sharing_id)] = (*mine, str(need.sharing_id))
    return found


def _worth(
    way: Way,
    needs: Sequence[Sharing],
    weights: Mapping[int, int],
    places: Sequence[Mapping[int, int]],
) -> tuple[object, ...]:
    """Less is better."""
    pairs = [(offer, need) for offer, need in zip(way, needs, strict=True) if offer is not None]
    fullest: dict[int, int] = {}
    for offer in {id(offer): offer for offer, _ in pairs}.values():
        mine = [need for other, need in pairs if other is offer]
        fullest[id(offer)] = max(
            sum(round(1000 * _amount(need, hour) / _amount(offer, hour)) for need in mine)
            for hour in _hours([offer, *mine])
            if any(_amount(need, hour) for need in mine)
        )
    return (
        -sum(weights[id(need)] for _, need in pairs),
        sum(fullest.values()),
        sum(_metres(offer, need) // 100 for offer, need in pairs),
        [place[id(offer)] for place, offer in zip(places, way, strict=True)],
    )


def _weights(
    needs: Sequence[Sharing], choices: Sequence[Sequence[Sharing | None]], offers: Sequence[Sharing]
) -> dict[int, int]:
    """In millionths of what all needs ask for that some offers join, directly or not."""
    group = {id(offer): {id(offer)} for offer in offers}
    for choice in choices:
        joined = set().union(*(group[id(offer)] for offer in choice if offer is not None))
        for one in joined:
            group[one] = joined
    weights = {}
    for need, choice in zip(needs, choices, strict=True):
        if choice[0] is None:
            continue
        mine = group[id(choice[0])]
        together = [
            other
            for other, theirs in zip(needs, choices, strict=True)
            if theirs[0] is not None and id(theirs[0]) in mine
        ]
        share = _booked(need) / sum(_booked(other) for other in together)
        weights[id(need)] = max(1, round(share * 1_000_000))
    return weights


def _holds(way: Way, needs: Sequence[Sharing]) -> bool:
    for offer in {id(offer): offer for offer in way if offer is not None}.values():
        mine = [need for other, need in zip(way, needs, strict=True) if other is offer]
        if not all(
            sum(_amount(need, hour) for need in mine) <= _amount(offer, hour)
            for hour in _hours([offer, *mine])
        ):
            return False
        cost = _cost(offer, mine)
        prices = [need.figures.get("stand_alone") for need in mine]
        if cost is not None and any(price and Fraction(price) < cost for price in prices):
            return False
    return True


def _cost(offer: Sharing, mine: Sequence[Sharing]) -> Fraction | None:
    stated = [offer.figures.get(key) for key in ("annuity", "fixed", "marginal")]
    if None in stated:
        return None
    annuity, fixed, marginal = (Fraction(price or 0) for price in stated)
    return (annuity + fixed) / sum(_booked(need) for need in mine) + marginal


def _fits(offer: Sharing, need: Sharing, parameters: Given) -> bool:
    given = parameters(min(offer.territory, need.territory))
    if offer.organisation_id == need.organisation_id:
        return False
    if offer.organisation_id in need.excluded or need.organisation_id in offer.excluded:
        return False
    metres = _metres(offer, need)
    if metres > _reach(need, given) * 1000:
        return False
    least = given["hot_water_mwh_per_m"] * 1000 * metres
    if need.subject == "hot_water" and _booked(need) < least:
        return False
    if need.subject == "effluent" and "ph" in need.figures:
        least, most = given["effluent_ph_least"], given["effluent_ph_most"]
        if not least <= Decimal(need.figures["ph"]) <= most:
            return False
    marginal, alone = offer.figures.get("marginal"), need.figures.get("stand_alone")
    if marginal and alone and Decimal(alone) < Decimal(marginal):
        return False
    return _good(offer, need) and _enough(offer, need)


def _enough(offer: Sharing, need: Sharing) -> bool:
    return all(_amount(need, hour) <= _amount(offer, hour) for hour in _hours([offer, need]))


def _good(offer: Sharing, need: Sharing) -> bool:
    terms = sharing_catalogue().subject(offer.subject or "").offer
    for key, figure in terms.figures.items() if terms else ():
        if figure.sense is None or key not in offer.figures or key not in need.figures:
            continue
        has, wants = Decimal(offer.figures[key]), Decimal(need.figures[key])
        if (has < wants) if figure.sense == "at_least" else (has > wants):
            return False
    return True


def _reach(need: Sharing, given: Parameters) -> Decimal:
    if need.subject == "effluent" and _booked(need) / 364 <= given["effluent_tanker_m3_d"]:
        return given["effluent_tanker_km"]
    return given[f"{need.subject}_radius_km"]


def _hours(several: Sequence[Sharing]) -> Iterator[tuple[int, int]]:
    """Season and hour of each in which somebody's amount may change."""
    for season in range(1, 5):
        slots = [slot for one in several for slot in one.slots if slot.season == season]
        for hour in sorted({slot.first for slot in slots} | {slot.end for slot in slots}):
            yield season, hour


def _amount(one: Sharing, hour: tuple[int, int]) -> Fraction:
    """To a millionth; of an offer, what is there of it on average."""
    whole = sharing_catalogue().subject(one.subject or "").whole
    there = Fraction(1) if whole else Fraction(one.figures.get("availability", "1"))
    return sum(
        (
            Fraction(round(Fraction(slot.amount) * there * 1_000_000), 1_000_000)
            for slot in one.slots
            if slot.season == hour[0] and slot.first <= hour[1] < slot.end
        ),
        Fraction(0),
    )


def _booked(one: Sharing) -> Fraction:
    hours = Fraction(0)
    for slot in one.slots:
        hours += (slot.end - slot.first) * Fraction(slot.amount)
    unit = sharing_catalogue().subject(one.subject or "").unit
    return hours / 672 if unit == "m2" else hours * 13


def _metres(one: Sharing, other: Sharing) -> int:
    """The haversine formula, on a sphere of 6,371 km."""
    a, b = radians(one.site.latitude), radians(other.site.latitude)
    east = radians(one.site.longitude - other.site.longitude)
    chord = sin((a - b) / 2) ** 2 + cos(a) * cos(b) * sin(east / 2) ** 2
    return round(2 * 6_371_000 * asin(sqrt(chord)))
