"""The times in which a synergy ran: it may stop and run again, or with another quantity. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from boucle.contract.agreed import nature_in
from boucle.contract.events.groups import Group
from boucle.contract.events.matching import FormerRun, Life
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import the_group
from boucle.contract.kinds.members import left, staying, weighed_group
from boucle.contract.plausible import part_of
from boucle.matching.lives.commands import unfit
from boucle.matching.lives.groups import possible_now, quantity_of
from boucle.matching.quantities import in_base
from boucle.platform.translating import tr


class Stretch(NamedTuple):
    """Days on end on which it runs, from ``since`` to ``until``, on which it stopped."""

    since: date
    until: date | None


def before(life: Life, agreed: Quantity | None, since: date) -> tuple[FormerRun, ...]:
    """How it ran before the day from which on it runs with this quantity. With the quantity of now
    it corrects the day on which that began."""
    if not _corrects(life, agreed):
        return _until(ended(life, since), since)
    began = life.running_since
    moved = (replace(one, until=since) if one.until == began else one for one in life.former_runs)
    return _until(moved, since)


def corrected_from(life: Life, agreed: Quantity | None, since: date) -> date | None:
    """Return the first day that a later one replaced, of what runs."""
    began = life.running_since
    if life.state != "running" or began is None:
        return None
    later = (began,) if _corrects(life, agreed) and began < since else ()
    return min((one for one in (life.corrected_from, *later) if one is not None), default=None)


def _corrects(life: Life, agreed: Quantity | None) -> bool:
    return life.state == "running" and agreed == life.agreed


def ended(life: Life, on: date) -> tuple[FormerRun, ...]:
    """All its runs, if the last one ends on that day at the latest."""
    if life.running_since is None:
        return life.former_runs
    over = min(day for day in (life.stopped_on, life.lost_on, on) if day is not None)
    figures = life.potential, life.eur, life.tco2e, life.months
    last = FormerRun(life.running_since, over, life.agreed, *figures)
    return _until((*life.former_runs, last), over)


def _until(runs: Iterable[FormerRun], on: date) -> tuple[FormerRun, ...]:
    """What is said from that day on replaces the rest."""
    return tuple(replace(one, until=min(one.until, on)) for one in runs if one.since < on)


def stretches(life: Life) -> list[Stretch]:
    known = [Stretch(one.since, one.until) for one in life.former_runs]
    if life.running_since is not None:
        known.append(Stretch(life.running_since, life.stopped_on))
    joined: list[Stretch] = []
    for one in known:
        if joined and joined[-1].until == one.since:
            joined[-1] = joined[-1]._replace(until=one.until)
        else:
            joined.append(one)
    return joined


def ensure_apart(life: Life, others: Iterable[Life]) -> None:
    """Raises ``Faulty`` on days on which another of these, with the same parties, runs."""
    for last in (ran[-1] for one in others if (ran := stretches(one))):
        since = life.running_since
        if since is None or (last.until is not None and last.until <= since):
            continue
        right: str = "a day after the other group of its members stopped: that one runs"
        if last.until is not None:
            right = tr(
                "a date from {stopped_on} on: the other group of its members ran until then",
                stopped_on=last.until,
            )
        raise unfit("since", since.isoformat(), right)


def with_newcomers(life: Life, agreed: Quantity | None) -> Quantity | None:
    """Return what was agreed before the group grew, with what the newcomers declare."""
    group, possible = weighed_group(life), possible_now(life)
    users = [one for one in group.members if one.role == "user"]
    taken = [(o.sharing_id, None if o.amount is None else Decimal(o.amount)) for o in users]
    newcomers = group.growth.newcomers if group.growth else ()
    parts = [part for one in newcomers if (part := part_of(taken, one)) is not None]
    before, whole = _amount(agreed, group, possible), _amount(possible, group, possible)
    if agreed is None or not before or whole is None:
        return agreed
    return _times(agreed, 1 + sum(parts, Decimal(0)) * whole / before)


def without_leavers(before: Life, after: Life) -> Life:
    """Who leaves what runs takes its part along of what was agreed, and of what is declared."""
    gone, stay = left(after) - left(before), {one.side.sharing_id for one in staying(before)}
    if before.state != "running" or not gone:
        return after
    members = (one for one in weighed_group(before).members if one.sharing_id in stay)
    users = [(one.sharing_id, one.amount) for one in members if one.role == "user"]
    taken = [(id_, None if amount is None else Decimal(amount)) for id_, amount in users]
    parts = [part for one in gone if (part := part_of(taken, one)) is not None]
    share = 1 - sum(parts, Decimal(0))
    if share <= 0:
        return after
    possible = after.potential or quantity_of(the_group(before))
    return replace(after, agreed=_times(after.agreed, share), potential=_times(possible, share))


def _times(quantity: Quantity | None, share: Decimal) -> Quantity | None:
    if quantity is None:
        return None
    value = round(Decimal(quantity.value) * share, 3).normalize()
    return Quantity(f"{value:f}", quantity.unit)


def _amount(quantity: Quantity | None, group: Group, like: Quantity | None) -> Decimal | None:
    nature = nature_in(group.figures)
    if nature is not None:
        return in_base(quantity, nature, None)
    alike = quantity is not None and like is not None and quantity.unit == like.unit
    return Decimal(quantity.value) if quantity is not None and alike else None
