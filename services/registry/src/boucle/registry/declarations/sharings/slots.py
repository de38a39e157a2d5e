"""Amounts of equipment by season and hour of week. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

from boucle.catalogue.sharing import Subject, sharing_catalogue
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, SharingKind, Slot
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.declarations.sharings.figures import in_units
from boucle.registry.domain.values.conversions import decimal_of
from boucle.registry.domain.values.measures import COUNTED
from boucle.registry.domain.values.numbers import is_plain
from boucle.registry.domain.values.week import plain_hour


@dataclass(frozen=True, slots=True)
class DeclaredSlot:
    """``season`` None: of each."""

    amount: str
    season: int | None = None
    first: int | float = 0
    end: int | float = WEEK_HOURS


def read_slots(
    kind: SharingKind,
    declared: Sequence[DeclaredSlot],
    subject: Subject | None,
    faults: list[Fault],
) -> tuple[Slot, ...]:
    """One for each season, in order of time."""
    known = len(faults)
    if kind == "equipment":
        declared = [
            _plain(f"slots[{at}].amount", one, subject, faults) for at, one in enumerate(declared)
        ]
    if len(faults) == known:
        faults += _faults(kind, declared, subject)
    if len(faults) > known:
        return ()
    slots = sorted(_slots(declared), key=lambda slot: (slot[0].season, slot[0].first))
    for _, of_season in groupby(slots, lambda slot: slot[0].season):
        faults += _overlapping(list(of_season))
    return tuple(slot for slot, _ in slots)


def _plain(
    field: str, one: DeclaredSlot, subject: Subject | None, faults: list[Fault]
) -> DeclaredSlot:
    """The slot with its amount as a number, in the unit of its equipment: of any, where that is not
    known."""
    if is_plain(one.amount):
        return one
    kinds = [subject] if subject else _kinds()
    by_tonne = {each.tonne_an_hour for each in kinds if each.tonne_an_hour is not None}
    heavy: list[Fault] = []
    tonnes = in_units(field, one.amount, ["t/h"], heavy) if len(by_tonne) == 1 else None
    if tonnes is not None and subject is not None:
        return replace(one, amount=decimal_of(Fraction(tonnes) * Fraction(by_tonne.pop())))
    units = {each.unit or COUNTED for each in kinds}
    return replace(one, amount=in_units(field, one.amount, units, faults) or "0")


def _kinds() -> list[Subject]:
    return [each for each in sharing_catalogue().subjects.values() if each.kind == "equipment"]


def _slots(declared: Sequence[DeclaredSlot]) -> Iterator[tuple[Slot, int]]:
    """Each with its place in what was declared."""
    for index, one in enumerate(declared):
        seasons = range(1, SEASONS + 1) if one.season is None else (one.season,)
        for season in seasons:
            yield Slot(season, plain_hour(one.first), plain_hour(one.end), one.amount), index


def _overlapping(slots: Sequence[tuple[Slot, int]]) -> Iterator[Fault]:
    for (before, _), (slot, index) in pairwise(slots):
        if slot.first < before.end:
            season, span = slot.season, f"{before.first} to {before.end}"
            yield Fault(
                f"slots[{index}].first",
                slot.first,
                tr(
                    "overlaps another slot of season {season}: hours {span}",
                    season=season,
                    span=span,
                    value_fr=span.replace("to", "à"),
                ),
                "each hour of a season's week in one slot",
            )
            return


def _faults(
    kind: SharingKind, declared: Sequence[DeclaredSlot], subject: Subject | None
) -> Iterator[Fault]:
    if kind != "equipment":
        if declared:
            yield Fault(
                "slots",
                len(declared),
                "are declared of equipment only",
                "leave it out, or kind equipment",
            )
        return
    for index, one in enumerate(declared):
        yield from _slot_faults(f"slots[{index}]", one, subject)
    if all(Decimal(one.amount) == 0 for one in declared):
        unit = "the unit of its kind" if subject is None or subject.whole else subject.unit
        right = tr(
            "what is offered or asked for, in {unit}: one slot without season and hours "
            "says it of the whole year",
            unit=unit,
        )
        if declared:
            zero = "is zero: nothing is offered or asked for"
            yield Fault("slots[0].amount", declared[0].amount, zero, right)
        else:
            yield Fault("slots", 0, "say no amount above zero", right)


def _slot_faults(place: str, one: DeclaredSlot, subject: Subject | None) -> Iterator[Fault]:
    if not 0 <= one.first < one.end <= WEEK_HOURS:
        wrong = "first" if 0 <= one.end <= WEEK_HOURS else "end"
        yield Fault(
            f"{place}.{wrong}",
            plain_hour(getattr(one, wrong)),
            "leaves the week, or is empty",
            tr(
                "first below end, from 0 (Monday at midnight) to {week_hours}; over midnight "
                "it goes on (22 to 30), on Sunday in two slots",
                week_hours=WEEK_HOURS,
            ),
        )
    for name in ("first", "end"):
        if getattr(one, name) % 0.5:
            message, right = "is no hour or half hour", "hours of the week: 8.5 is half past eight"
            yield Fault(f"{place}.{name}", getattr(one, name), message, right)
    amount, most = Decimal(one.amount), subject.most if subject else None
    unit = f" {subject.unit}" if subject and not subject.whole else ""
    if amount < 0 or (most is not None and amount > most):
        beyond = "is more than equipment of this kind has"
        if amount < 0:
            beyond = tr("is negative", context="quantity")
        span = "0 or more" if most is None else tr("0 to {most}{unit}", most=f"{most:f}", unit=unit)
        yield Fault(f"{place}.amount", one.amount, beyond, span)
    elif subject and subject.whole and amount != amount.to_integral_value():
        message, right = "is not a whole number", "whole units: no part of one is lent"
        yield Fault(f"{place}.amount", one.amount, message, right)
