"""What it costs a year to bring what is shared to who uses it: a line, or the road. Pure.

A line is as long as the crow flies times ``line_detour``; a metre costs what the offer says, else
what sources say of its kind, by what it carries at most, and is paid as an annuity. Without a
price it is not priced. By road
what is carried costs by the tonne and kilometre, and each lorry the time at both ends, from
that of a tour of waste to that of a trip of freight. Where nothing says what is carried, nothing.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from boucle.catalogue.sharing import metre_prices, yearly_share
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.lorries import LORRY_T
from boucle.matching.kinds.sharing.equipment.declared import UNIT, Equipment

_KM: Final = 1000
_DAYS: Final = 364
LINE: Final = "line"
"""The figure of an offer that goes by line: what a metre costs."""
_EFFLUENT: Final = "effluent"


@dataclass(frozen=True, slots=True)
class Transport:
    """EUR a year, from the least to the most. ``is_fixed``: a line, however little it carries."""

    low: Fraction
    high: Fraction
    is_fixed: bool = False

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


NOTHING: Final = Transport(Fraction(0), Fraction(0))


def transport_of(
    offer: Equipment, need: Equipment, metres: int, parameters: Parameters
) -> Transport | None:
    """None: by a line that nobody has priced."""
    if not metres:
        return NOTHING
    if by_line(offer, need, parameters):
        return _line(offer, need, metres, parameters)
    carried = carried_by_road(need)
    if carried is None:
        return NOTHING
    tonne_km = carried * length_of(metres, parameters) / _KM
    low, high = (Fraction(parameters[f"road_eur_t_km_{end}"]) for end in ("low", "high"))
    stand = [each * ceil(carried / LORRY_T) for each in _standing(parameters)]
    return Transport(tonne_km * low + min(stand), tonne_km * max(low, high) + max(stand))


def _standing(parameters: Parameters) -> tuple[Fraction, Fraction]:
    """EUR of one lorry that is filled and emptied."""
    minutes = parameters["waste_tour_minutes"] + 2 * parameters["waste_stop_minutes"]
    return (
        Fraction(minutes) * Fraction(parameters["waste_hour_eur"]) / 60,
        Fraction(parameters["freight_stop_hours"]) * Fraction(parameters["freight_hour_eur"]),
    )


def by_line(offer: Equipment, need: Equipment, parameters: Parameters) -> bool:
    """Effluents of no more than a tanker a day go by road."""
    terms = offer.subject.offer
    if terms is None or LINE not in terms.figures:
        return False
    daily = need.booked / _DAYS
    by_tanker = daily <= Fraction(parameters["effluent_tanker_m3_d"])
    return offer.subject.key != _EFFLUENT or not by_tanker


def carried_by_road(need: Equipment) -> Fraction | None:
    """Tonnes a year; a cubic metre of effluents is one."""
    return need.booked if need.subject.key == _EFFLUENT else need.price("moved")


def length_of(metres: int, parameters: Parameters) -> Fraction:
    """Metres of line."""
    return metres * Fraction(parameters["line_detour"])


def _line(
    offer: Equipment, need: Equipment, metres: int, parameters: Parameters
) -> Transport | None:
    yearly, stated = metres * yearly_share(parameters), offer.price(LINE)
    if stated is not None:
        return Transport(stated * yearly, stated * yearly, is_fixed=True)
    prices = metre_prices(offer.subject.key, parameters, need.peak / UNIT)
    if prices is None:
        return None
    return Transport(prices[0] * yearly, prices[1] * yearly, is_fixed=True)
