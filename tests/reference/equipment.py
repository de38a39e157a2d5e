"""Which offers serve which needs, the plainest way: every way to give each need one offer or none.

Shares no code with ``kinds.sharing``: no programme, no solver, every hour bound by bound. Property
tests hold the detector against it. Exponential: for five needs and three offers or so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import asin, cos, radians, sin, sqrt

from dateutil.relativedelta import relativedelta

from boucle.catalogue.sharing import sharing_catalogue
from boucle.catalogue.sharing.lines import HOT_WATER_PIPES
from boucle.contract.events.sharing import Sharing

Parameters = Mapping[str, Decimal]
Given = Callable[[str], Parameters]
Way = tuple[Sharing | None, ...]
"""The offer that each need has, None of one that has none."""


def served(declared: Sequence[Sharing], parameters: Given) -> dict[str, tuple[str, ...]]:
    """Of each offer that serves some, by id: the needs that it serves. First among those who tell
    all their prices, then among all that are left."""
    first = _served([one for one in declared if _priced(one)], parameters)
    done = {*first, *(need for needs in first.values() for need in needs)}
    left = [one for one in declared if str(one.sharing_id) not in done]
    return {**first, **_served(left, parameters)}


def _priced(one: Sharing) -> bool:
    if one.direction == "need":
        return "stand_alone" in one.figures
    return {"annuity", "fixed", "marginal"} <= one.figures.keys()


def _served(declared: Sequence[Sharing], parameters: Given) -> dict[str, tuple[str, ...]]:
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
    return True


def _fits(offer: Sharing, need: Sharing, parameters: Given) -> bool:
    given = parameters(min(offer.territory, need.territory))
    if offer.organisation_id == need.organisation_id:
        return False
    if offer.organisation_id in need.excluded or need.organisation_id in offer.excluded:
        return False
    metres = _metres(offer, need)
    if metres > _reach(need, given) * 1000 or not _begin_together(offer, need, given):
        return False
    return (
        _worth_its_line(offer, need, given)
        and _mild(offer, need, given)
        and _good(offer, need)
        and _enough(offer, need)
    )


def _begin_together(offer: Sharing, need: Sharing, given: Parameters) -> bool:
    """Whoever is bound by a contract is free within so many months of the other."""
    both = max(offer.valid_from, need.valid_from)
    begins = sorted(
        max(both, one.contract_end + timedelta(days=1)) if one.contract_end else both
        for one in (offer, need)
    )
    return begins[1] <= begins[0] + relativedelta(months=int(given["contract_ends_months"]))


def _worth_its_line(offer: Sharing, need: Sharing, given: Parameters) -> bool:
    """A line is priced and delivers enough for its length; the user pays no more than alone, as far
    as both tell it."""
    length = Fraction(given["line_detour"]) * _metres(offer, need)
    yearly = Fraction(0)
    if length and _by_pipe(need, given):
        least = given.get(f"{need.subject}_mwh_per_m")
        if least is not None and _booked(need) / 1000 < Fraction(least) * length:
            return False
        metre = _metre(offer, need, given)
        if metre is None:
            return False
        yearly = length * metre * _instalment(given)
    elif length and (tonnes := _carried(need)) is not None:
        ends = given["road_eur_t_km_low"] + given["road_eur_t_km_high"]
        yearly = tonnes * length / 1000 * Fraction(ends) / 2
        yearly += -(-tonnes // 25) * _ends_of_a_trip(given)
    if "stand_alone" not in need.figures:
        return True
    alone = Fraction(need.figures["stand_alone"])
    if need.cost is not None:
        alone = min(alone, Fraction(need.cost) / _booked(need))
    unit = Fraction(offer.figures.get("marginal", "0")) + yearly / _booked(need)
    if "annuity" in offer.figures and "fixed" in offer.figures:
        paid = Fraction(offer.figures["annuity"]) + Fraction(offer.figures["fixed"])
        unit += paid / _offered(offer)
    return alone >= unit


def _ends_of_a_trip(given: Parameters) -> Fraction:
    """The middle of 45 min and two stops of 12, and of the time that a lorry stands."""
    tour = Fraction(given["waste_tour_minutes"]) + 2 * Fraction(given["waste_stop_minutes"])
    least = tour / 60 * Fraction(given["waste_hour_eur"])
    most = Fraction(given["freight_stop_hours"]) * Fraction(given["freight_hour_eur"])
    return (least + most) / 2


def _offered(offer: Sharing) -> Fraction:
    """In the year, what is there of it on average."""
    there = Fraction(0)
    for slot in offer.slots:
        there += Fraction(slot.end - slot.first) * _amount(offer, (slot.season, slot.first))
    unit = sharing_catalogue().subject(offer.subject or "").unit
    return there / 672 if unit == "m2" else there * 13


def _by_pipe(need: Sharing, given: Parameters) -> bool:
    if need.subject == "effluent":
        return _booked(need) / 364 > given["effluent_tanker_m3_d"]
    return need.subject in ("steam", "hot_water", "cold", "compressed_air")


def _carried(need: Sharing) -> Fraction | None:
    if need.subject == "effluent":
        return _booked(need)
    return Fraction(need.figures["moved"]) if "moved" in need.figures else None


def _metre(offer: Sharing, need: Sharing, given: Parameters) -> Fraction | None:
    """What a metre of line costs: as the owner says, else the middle of what is known."""
    if "line" in offer.figures:
        return Fraction(offer.figures["line"])
    if offer.subject == "hot_water" and given["hot_water_line_eur_m_low"] == 0:
        return _pipe(need, given)
    low, high = (given[f"{offer.subject}_line_eur_m_{end}"] for end in ("low", "high"))
    return Fraction(low + high) / 2 if low > 0 else None


def _pipe(need: Sharing, given: Parameters) -> Fraction | None:
    """Of the thinnest pipe that carries its greatest load: kW of a litre a second and kelvin."""
    load = float(max(_amount(need, hour) for hour in _hours([need])))
    for metres, speed, price in HOT_WATER_PIPES:
        area = 3.141592653589793 * metres**2 / 4
        if load <= area * speed * 977.76 * 4.187 * float(given["hot_water_kelvin"]):
            return Fraction(price)
    return None


def _instalment(given: Parameters) -> Fraction:
    """What one euro borrowed costs a year: all of them, brought to today, make one."""
    today, rest = Fraction(0), Fraction(1)
    for _ in range(int(given["line_years"])):
        rest /= 1 + Fraction(given["line_rate"])
        today += rest
    return 1 / today


def _mild(offer: Sharing, need: Sharing, given: Parameters) -> bool:
    """The effluent's pH is one that the plant takes."""
    if need.subject != "effluent" or "ph" not in need.figures:
        return True
    has = offer.figures
    least = has.get("ph_least") or min(
        has.get("ph", "14"), str(given["effluent_ph_least"]), key=float
    )
    most = has.get("ph_most") or max(has.get("ph", "0"), str(given["effluent_ph_most"]), key=float)
    return float(least) <= float(need.figures["ph"]) <= float(most)


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
    if _by_pipe(need, given):
        return given[f"{need.subject}_radius_km"]
    if "stand_alone" in need.figures and _carried(need) is not None:
        return given["road_radius_km"]
    if need.subject == "effluent":
        return given["effluent_tanker_km"]
    return given[f"{need.subject}_radius_km"]


def _hours(several: Sequence[Sharing]) -> Iterator[tuple[int, float]]:
    """Season and hour of each in which somebody's amount may change."""
    for season in range(1, 5):
        slots = [slot for one in several for slot in one.slots if slot.season == season]
        for hour in sorted({slot.first for slot in slots} | {slot.end for slot in slots}):
            yield season, hour


def _amount(one: Sharing, hour: tuple[int, float]) -> Fraction:
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
        hours += Fraction(slot.end - slot.first) * Fraction(slot.amount)
    unit = sharing_catalogue().subject(one.subject or "").unit
    return hours / 672 if unit == "m2" else hours * 13


def _metres(one: Sharing, other: Sharing) -> int:
    """The haversine formula, on a sphere of 6,371 km."""
    a, b = radians(one.site.latitude), radians(other.site.latitude)
    east = radians(one.site.longitude - other.site.longitude)
    chord = sin((a - b) / 2) ** 2 + cos(a) * cos(b) * sin(east / 2) ** 2
    return round(2 * 6_371_000 * asin(sqrt(chord)))
