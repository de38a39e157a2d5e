"""Amounts of equipment by season and hour of week. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from boucle.catalogue.sharing import Subject
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, SharingKind, Slot
from boucle.registry.domain.faults import Fault


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
                f"overlaps another slot of season {season}: hours {span}",
                "each hour of a season's week in one slot",
                (
                    f"chevauche un autre créneau de la saison {season} : heures "
                    f"{span.replace('to', 'à')}",
                    "chaque heure de la semaine d'une saison dans un seul créneau",
                ),
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
                ("ne se déclarent que pour un équipement", "rien, ou le genre « équipement »"),
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
            f"what is offered or asked for, in {unit}: one slot without season and hours says it "
            "of the whole year",
            (
                "ne disent aucune quantité au-dessus de zéro",
                "ce qui est offert ou demandé : un créneau sans saison ni heures le dit de toute "
                "l'année",
            ),
        )


def _slot_faults(place: str, one: DeclaredSlot, subject: Subject | None) -> Iterator[Fault]:
    if not 0 <= one.first < one.end <= WEEK_HOURS:
        wrong = "first" if 0 <= one.end <= WEEK_HOURS else "end"
        yield Fault(
            f"{place}.{wrong}",
            getattr(one, wrong),
            "leaves the week, or is empty",
            f"first below end, from 0 (Monday at midnight) to {WEEK_HOURS}",
            (
                "sort de la semaine, ou est vide",
                f"first avant end, de 0 (lundi à minuit) à {WEEK_HOURS}",
            ),
        )
    amount, most = Decimal(one.amount), subject.most if subject else None
    unit = f" {subject.unit}" if subject and not subject.whole else ""
    if amount < 0 or (most is not None and amount > most):
        beyond = "is negative" if amount < 0 else "is more than equipment of this kind has"
        beyond_fr = "est négative" if amount < 0 else "dépasse ce qu'a un équipement de ce genre"
        span = f"0 to {most:f}{unit}" if most is not None else "0 or more"
        span_fr = span.replace(" to ", " à ").replace("or more", "ou plus")
        yield Fault(f"{place}.amount", one.amount, beyond, span, (beyond_fr, span_fr))
    elif subject and subject.whole and amount != amount.to_integral_value():
        fr = ("n'est pas un nombre entier", "un nombre entier : on n'en prête pas une part")
        message, right = "is not a whole number", "whole units: no part of one is lent"
        yield Fault(f"{place}.amount", one.amount, message, right, fr)
