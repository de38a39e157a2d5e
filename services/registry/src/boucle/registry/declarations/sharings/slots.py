"""Amounts of equipment by season and hour of week. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from boucle.catalogue.sharing import Subject
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, SharingKind, Slot
from boucle.platform.errors import Fault
from boucle.platform.translating import tr


@dataclass(frozen=True, slots=True)
class DeclaredSlot:
    """``season`` None: of each."""

    amount: str
    season: int | None = None
    first: int = 0
    end: int = WEEK_HOURS


def read_slots(
    kind: SharingKind,
    declared: Sequence[DeclaredSlot],
    subject: Subject | None,
    faults: list[Fault],
) -> tuple[Slot, ...]:
    """One for each season, in order of time."""
    known = len(faults)
    faults += _faults(kind, declared, subject)
    if len(faults) > known:
        return ()
    slots = sorted(_slots(declared), key=lambda slot: (slot[0].season, slot[0].first))
    for _, of_season in groupby(slots, lambda slot: slot[0].season):
        faults += _overlapping(list(of_season))
    return tuple(slot for slot, _ in slots)


def _slots(declared: Sequence[DeclaredSlot]) -> Iterator[tuple[Slot, int]]:
    """Each with its place in what was declared."""
    for index, one in enumerate(declared):
        seasons = range(1, SEASONS + 1) if one.season is None else (one.season,)
        for season in seasons:
            yield Slot(season, one.first, one.end, one.amount), index


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
        yield Fault(
            "slots",
            len(declared),
            "say no amount above zero",
            tr(
                "what is offered or asked for, in {unit}: one slot without season and hours "
                "says it of the whole year",
                unit=unit,
            ),
        )


def _slot_faults(place: str, one: DeclaredSlot, subject: Subject | None) -> Iterator[Fault]:
    if not 0 <= one.first < one.end <= WEEK_HOURS:
        wrong = "first" if 0 <= one.end <= WEEK_HOURS else "end"
        yield Fault(
            f"{place}.{wrong}",
            getattr(one, wrong),
            "leaves the week, or is empty",
            tr(
                "first below end, from 0 (Monday at midnight) to {week_hours}",
                week_hours=WEEK_HOURS,
            ),
        )
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
