"""Equipment that is offered or asked for, read for computing. Pure.

Amounts are whole millionths of the kind's unit. A year is 13 weeks of each of four seasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from boucle.catalogue.sharing import Subject, sharing_catalogue
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, Sharing
from boucle.matching.kinds.detector import Parameters

UNIT: Final = 1_000_000
WEEKS: Final = 13
"""Of a season."""
_HALVES: Final = 2
"""Of an hour, in which slots are counted."""
EUR_A_KWH: Final = "EUR/kWh"
_PRICED: Final = {"kW": EUR_A_KWH, "Nm3/h": "EUR/Nm3", "m3/h": "EUR/m3", "m2": "EUR/m2/a"}
_BY_THE_HOUR: Final = "EUR/h"
ANY: Final = "any"
"""The stream of what is alike by its figures."""


@dataclass(frozen=True, eq=False)
class Equipment:
    """An offer or a need, equal to itself alone. ``parameters``: its territory's."""

    sharing: Sharing
    parameters: Parameters
    subject: Subject

    @cached_property
    def key(self) -> str:
        return str(self.sharing.sharing_id)

    @property
    def offered(self) -> bool:
        return self.sharing.direction == "offer"

    @cached_property
    def available(self) -> Fraction:
        """The share of the time that an offer is there. A whole unit is there, or it is not."""
        stated = self.figure("availability")
        return Fraction(1) if stated is None or self.subject.whole else Fraction(stated)

    @cached_property
    def slots(self) -> tuple[tuple[int, int, int, int], ...]:
        """Season, first half hour, end, amount; of an offer, what is there of it on average."""
        return tuple(
            (
                slot.season,
                round(slot.first * _HALVES),
                round(slot.end * _HALVES),
                round(Fraction(slot.amount) * UNIT * self.available),
            )
            for slot in self.sharing.slots
        )

    @cached_property
    def booked(self) -> Fraction:
        """Of a year, in what its price is by: kWh, Nm3, m3, square metres, hours of one unit."""
        halves = sum((end - first) * amount for _, first, end, amount in self.slots)
        if self.subject.unit == "m2":
            return Fraction(halves, UNIT * SEASONS * WEEK_HOURS * _HALVES)
        return Fraction(halves * WEEKS, UNIT * _HALVES)

    @cached_property
    def peak(self) -> int:
        """The most of any hour."""
        return max(column[0] for _, column in columns_of((self,)))

    @cached_property
    def part(self) -> Fraction | None:
        """What an offer costs its owner whatever is booked, EUR for one unit of what it offers in
        the year; None where it does not tell all."""
        annuity, fixed = self.price("annuity"), self.price("fixed")
        return None if annuity is None or fixed is None else (annuity + fixed) / self.booked

    @cached_property
    def priced(self) -> bool:
        keys = ("annuity", "fixed", "marginal") if self.offered else ("stand_alone",)
        return all(key in self.sharing.figures for key in keys)

    def figure(self, key: str) -> Decimal | None:
        stated = self.sharing.figures.get(key)
        return None if stated is None else Decimal(stated)

    def price(self, key: str) -> Fraction | None:
        """What is paid alone is no more than what is declared to be paid in the year."""
        stated, cost = self.figure(key), self.sharing.cost
        if stated is None:
            return None
        if key == "stand_alone" and cost is not None:
            return min(Fraction(stated), Fraction(cost) / self.booked)
        return Fraction(stated)


def lends(sharing: Sharing) -> bool:
    """Whether it offers or asks for equipment."""
    return sharing.kind == "equipment" and sharing.subject is not None and bool(sharing.slots)


def stream_of(sharing: Sharing) -> str | None:
    """What it is shared with: of machines and vehicles, those of the same name. None: with none."""
    subject = sharing_catalogue().subjects.get(sharing.subject or "")
    terms = None if subject is None else subject.terms(sharing.direction)
    if subject is None or terms is None or not lends(sharing):
        return None
    if subject.key not in terms.choices:
        return ANY
    named = sharing.choices.get(subject.key)
    return None if named == "other" else named


def read(sharing: Sharing, parameters: Parameters) -> Equipment | None:
    """None of what is no equipment, of a kind that this catalogue has not, or never there."""
    subject = sharing_catalogue().subjects.get(sharing.subject or "")
    if not lends(sharing) or subject is None or subject.kind != "equipment":
        return None
    made = Equipment(sharing, parameters, subject)
    return made if made.booked > 0 else None


def price_unit(subject: Subject) -> str:
    return _PRICED.get(subject.unit or "", _BY_THE_HOUR)


def columns_of(several: Sequence[Equipment]) -> list[tuple[int, tuple[int, ...]]]:
    """The year's hours by what each has or asks for in them: a season of the first such hour, and
    the amounts. Equal hours are one column; hours of nothing are none."""
    found: dict[tuple[int, ...], int] = {}
    for season in range(1, SEASONS + 1):
        bounds = {
            bound
            for one in several
            for of, first, end, _ in one.slots
            if of == season
            for bound in (first, end)
        }
        for hour in sorted(bounds)[:-1]:
            amounts = tuple(_amount(one, season, hour) for one in several)
            if any(amounts):
                found.setdefault(amounts, season)
    return [(season, amounts) for amounts, season in found.items()]


def _amount(one: Equipment, season: int, hour: int) -> int:
    return sum(
        amount for of, first, end, amount in one.slots if of == season and first <= hour < end
    )


def parameters_among(several: Sequence[Equipment]) -> Parameters:
    """Those of the least territory among them."""
    return min(several, key=lambda one: one.sharing.territory).parameters
