"""Which offer can serve which need, and by how much it misses it. Pure.

An offer serves a need if no bound is missed: distance, each figure of which the catalogue tells the
sense (as warm, as pure, ...), what it offers in every hour in which the need asks for something, a
line that is priced and worth its length, and a price between what one unit costs its owner, its
part of what is paid anyway and bringing it included, and what the user pays alone. Figures that
one of both does not tell are left open, and said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from boucle.catalogue.sharing import SharingFigure
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.sharing.equipment.declared import (
    UNIT,
    Equipment,
    columns_of,
    parameters_among,
    price_unit,
)
from boucle.matching.kinds.sharing.equipment.transport import (
    by_line,
    carried_by_road,
    length_of,
    transport_of,
)
from boucle.matching.kinds.sharing.places import metres_between
from boucle.matching.kinds.starting import joining

SEASON_NAMES: Final = ("", "winter", "spring", "summer", "autumn")
_DEGREES: Final = 100
"""By which a gap of temperature is measured: ten degrees short is a tenth short."""
_KM: Final = 1000
_METRES_PER_DEGREE: Final = 111_000
"""Of latitude, at least."""
_PH: Final = 10
"""By which a gap of pH is measured: one is a tenth short."""
LINE_COST: Final = "line_cost"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What is asked of a group: that ``value`` is at least ``threshold``, or at most (a distance,
    what effluents hold). ``share``: how far that holds, 1 or more where it does. ``missing``: what
    lacks where it does not; ``also``: what else does."""

    measure: str
    value: Fraction
    threshold: Fraction
    unit: str
    share: Fraction
    missing: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Of an offer and a need. ``miss``: the bound that is missed most, None where it serves it.
    ``priced``: both tell all their prices."""

    metres: int
    miss: Requirement | None
    priced: bool


def link_of(one: Equipment, other: Equipment) -> Fit | None:
    """None where they are no offer and need, of one organisation, excluded by one of both, begin
    too long one after the other, or too far from fitting (of one bound, less than
    ``near_share``)."""
    if one.offered == other.offered:
        return None
    offer, need = (one, other) if one.offered else (other, one)
    parameters = parameters_among((offer, need))
    near = Fraction(parameters["near_share"])
    north = abs(offer.sharing.site.latitude - need.sharing.site.latitude)
    reach = _reach_km(offer, need, parameters) * _KM
    if north * _METRES_PER_DEGREE > reach / near or apart(offer, need):
        return None
    if any(joining((one.sharing, other.sharing), int(parameters["contract_ends_months"]))):
        return None
    bounds = list(bounds_of(offer, need, parameters))
    if any(bound.share < near for bound in bounds):
        return None
    missed = _most_missed([bound for bound in bounds if bound.share < 1])
    metres = metres_between(offer.sharing.site, need.sharing.site)
    return Fit(metres, missed, offer.priced and need.priced)


def _most_missed(missed: Sequence[Requirement]) -> Requirement | None:
    """With the names of the others."""
    if not missed:
        return None
    first = min(missed, key=lambda one: one.share)
    return replace(first, also=tuple(one.missing for one in missed if one is not first))


def apart(one: Equipment, other: Equipment) -> bool:
    """Whether they are of one organisation, or one of both will not share with the other."""
    mine, theirs = one.sharing, other.sharing
    return (
        mine.organisation_id == theirs.organisation_id
        or mine.organisation_id in theirs.excluded
        or theirs.organisation_id in mine.excluded
    )


def bounds_of(
    offer: Equipment, need: Equipment, parameters: Parameters, *, laid: bool = False
) -> Iterator[Requirement]:
    """Of the two alone. What they do not tell bounds nothing. ``laid``: they share already, and
    what brings it is there."""
    metres = metres_between(offer.sharing.site, need.sharing.site)
    yield _distance(Fraction(metres, _KM), _reach_km(offer, need, parameters))
    yield from _qualities(offer, need, parameters)
    brought = None if laid else transport_of(offer, need, metres, parameters)
    if not laid:
        yield from _line_bounds(offer, need, metres, parameters)
        if brought is None:
            yield _unpriced(parameters)
    marginal, alone = offer.price("marginal"), need.price("stand_alone")
    told = [marginal, offer.part, None if brought is None else brought.middle / need.booked]
    costs = [cost for cost in told if cost]
    if alone is not None and (marginal is not None or costs):
        unit = price_unit(offer.subject)
        yield _bound("price", alone, sum(costs, Fraction(0)), unit, "price")
    yield capacity_of(offer, (need,))


def _line_bounds(
    offer: Equipment, need: Equipment, metres: int, parameters: Parameters
) -> Iterator[Requirement]:
    """What a metre of a line delivers in a year, of the kinds of which a least is known."""
    least = parameters.get(f"{offer.subject.key}_mwh_per_m")
    if least is not None and metres:
        delivered = need.booked / _KM / length_of(metres, parameters)
        yield _bound("line", delivered, Fraction(least), "MWh/m/a", "line")


def _unpriced(parameters: Parameters) -> Requirement:
    """A line of which nobody says what it costs: near, whatever else holds, and no more."""
    near = Fraction(parameters["near_share"])
    return Requirement(LINE_COST, Fraction(0), Fraction(1), "1", near, LINE_COST)


def capacity_of(offer: Equipment, needs: Sequence[Equipment]) -> Requirement:
    """In the hours in which it has least of what is asked for."""
    found: Requirement | None = None
    for season, (there, *asked) in columns_of((offer, *needs)):
        if sum(asked) > 0:
            bound = _bound(
                "capacity",
                Fraction(there, UNIT),
                Fraction(sum(asked), UNIT),
                offer.subject.unit or "1",
                f"capacity_{SEASON_NAMES[season]}",
            )
            if found is None or bound.share < found.share:
                found = bound
    if found is None:
        raise ValueError("capacity asked for no needs")
    return found


def _qualities(offer: Equipment, need: Equipment, parameters: Parameters) -> Iterator[Requirement]:
    terms = offer.subject.offer
    for key, figure in terms.figures.items() if terms is not None else ():
        has, wants = offer.price(key), need.price(key)
        if figure.sense is not None and has is not None and wants is not None:
            share = _quality_share(figure, has, wants)
            yield Requirement(key, has, wants, figure.unit, share, key)
    ph = need.price("ph")
    if offer.subject.key == "effluent" and ph is not None:
        least, most = _ph_taken(offer, parameters)
        gap = max(least - ph, ph - most, Fraction(0))
        share = max(Fraction(0), 1 - gap / _PH)
        yield Requirement("ph", ph, most if ph > most else least, "1", share, "ph")


def _ph_taken(offer: Equipment, parameters: Parameters) -> tuple[Fraction, Fraction]:
    """What the plant says; an end that it does not say is a sewer's, or the pH that it has."""
    least, most = (Fraction(parameters[f"effluent_ph_{end}"]) for end in ("least", "most"))
    usual = offer.price("ph")
    if usual is not None:
        least, most = min(least, usual), max(most, usual)
    stated = offer.price("ph_least"), offer.price("ph_most")
    return (
        least if stated[0] is None else stated[0],
        most if stated[1] is None else stated[1],
    )


def _quality_share(figure: SharingFigure, has: Fraction, wants: Fraction) -> Fraction:
    """How far what is offered reaches what is asked for: as least, or as most."""
    better = has - wants if figure.sense == "at_least" else wants - has
    if better >= 0:
        return Fraction(1)
    if figure.unit == "Cel":
        return max(Fraction(0), 1 + better / _DEGREES)
    return max(Fraction(0), 1 + better / wants) if wants > 0 else Fraction(0)


def _reach_km(offer: Equipment, need: Equipment, parameters: Parameters) -> Fraction:
    """By line or road. Where what is carried and what the user pays alone are told, freight decides
    by the price."""
    if not by_line(offer, need, parameters):
        if need.price("stand_alone") is not None and carried_by_road(need) is not None:
            return Fraction(parameters["road_radius_km"])
        if offer.subject.key == "effluent":
            return Fraction(parameters["effluent_tanker_km"])
    return Fraction(parameters[f"{offer.subject.key}_radius_km"])


def _distance(km: Fraction, most: Fraction) -> Requirement:
    share = most / km if km > 0 else Fraction(1)
    return Requirement("reach", km, most, "km", share, "distance")


def _bound(
    measure: str, value: Fraction, threshold: Fraction, unit: str, missing: str
) -> Requirement:
    share = value / threshold if threshold > 0 else max(value, Fraction(1))
    return Requirement(measure, value, threshold, unit, share, missing)
