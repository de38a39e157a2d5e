"""Project groups to the bodies of facts, also as a life that was recorded late has them. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from boucle.contract.agreed import QUANTITIES
from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.matching import Life
from boucle.contract.kinds import of_group, the_group
from boucle.contract.kinds.members import leavers, weighed_group
from boucle.contract.plausible import part_of
from boucle.indicators.facts.bodies import GroupBody, Joining, MemberPart


def group_body(data: Group) -> GroupBody:
    members = [one for one in data.members if one.role != "carrier"]
    return GroupBody(
        territories=distinct(member.territory for member in members),
        organisations=tuple(dict.fromkeys(member.organisation_id for member in members)),
        synergy_kind=data.kind,
        subject=data.subject,
        state=data.state,
        members=tuple(map(_member, members)),
        amounts=data.figures,
    )


def _member(member: GroupMember) -> MemberPart:
    months = [Decimal(month) for month in member.months]
    return MemberPart(
        organisation=member.organisation_id,
        role=member.role,
        amount=decimal_of(member.amount),
        alone=decimal_of(member.alone),
        saving=decimal_of(member.saving),
        fte=sum(months, Decimal(0)) / len(months) if months else None,
    )


def joining_of(life: Life, agreed: Decimal | None, possible: Decimal | None) -> Joining | None:
    """``agreed`` and ``possible`` are of those who stay. None where it did not grow, or one of
    these is unknown."""
    growth = of_group(life, lambda group: group.growth)
    if growth is None or agreed is None or not possible:
        return None
    group = the_group(life) if leavers(life) else weighed_group(life)
    whole = _declared(group) if leavers(life) else possible
    users = [(o.sharing_id, decimal_of(o.amount)) for o in group.members if o.role == "user"]
    parts = [part for one in growth.newcomers if (part := part_of(users, one)) is not None]
    if whole is None or len(parts) < len(growth.newcomers):
        return None
    return Joining(agreed * whole / possible, sum(parts, Decimal(0)) * whole)


def _declared(group: Group) -> Decimal | None:
    amounts = (group.figures[key].high for key in QUANTITIES if key in group.figures)
    return decimal_of(next(amounts, group.amount))


def decimal_of(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def recorded_group(life: Life) -> tuple[date, GroupBody] | None:
    """Return a group for days on which none is published: before it was recorded that it runs, or
    ran; with the day on which it was recorded, or it stopped."""
    recorded = life.state_since.date()
    if life.state == "stopped":
        until = life.stopped_on or recorded
    elif life.state == "running" and (life.running_since or recorded) < recorded:
        until = recorded
    else:
        return None
    return of_group(life, lambda _: (until, group_body(weighed_group(life))))


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
