"""Project groups to the bodies of facts, also as a life that was recorded late has them. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.matching import Life
from boucle.contract.kinds import of_group
from boucle.contract.kinds.members import weighed_group
from boucle.indicators.facts.bodies import GroupBody, MemberPart


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
