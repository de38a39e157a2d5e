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
from boucle.contract.kinds.members import weighed_group
from boucle.contract.plausible import part_of
from boucle.matching.lives.groups import possible_now
from boucle.matching.quantities import in_base


class Stretch(NamedTuple):
    """Days on end on which it runs, from ``since`` to ``until``, on which it stopped."""

    since: date
    until: date | None


def before(life: Life, agreed: Quantity | None, since: date) -> tuple[FormerRun, ...]:
    """How it ran before the day from which on it runs with this quantity. With the quantity of now
    it corrects the day on which that began."""
    if life.state != "running" or agreed != life.agreed:
        return _until(ended(life, since), since)
    began = life.running_since
    moved = (replace(one, until=since) if one.until == began else one for one in life.former_runs)
    return _until(moved, since)


def ended(life: Life, on: date) -> tuple[FormerRun, ...]:
    """All its runs, if the last one ends on that day at the latest."""
    if life.running_since is None:
        return life.former_runs
    over = min(day for day in (life.stopped_on, life.lost_on, on) if day is not None)
    last = FormerRun(life.running_since, over, life.agreed)
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
    grown = Decimal(agreed.value) * (1 + sum(parts, Decimal(0)) * whole / before)
    return Quantity(f"{round(grown, 3).normalize():f}", agreed.unit)


def _amount(quantity: Quantity | None, group: Group, like: Quantity | None) -> Decimal | None:
    nature = nature_in(group.figures)
    if nature is not None:
        return in_base(quantity, nature, None)
    alike = quantity is not None and like is not None and quantity.unit == like.unit
    return Decimal(quantity.value) if quantity is not None and alike else None
