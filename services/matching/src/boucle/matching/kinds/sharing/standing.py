"""How a group stands that people act on. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupMember, GroupState, RiskReason
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn

_PLACES: Final = Decimal("0.0001")


def held(acted: ActedOn) -> set[UUID]:
    """The declarations that are free for no other group."""
    return {member.sharing_id for member in acted.group.members} - acted.left


def laid_to(acted: ActedOn) -> frozenset[UUID]:
    """Who shares already: the members of a group that runs, and of one that would grow, without
    those who would join."""
    members = frozenset(member.sharing_id for member in acted.group.members)
    if acted.group.growth is None and not acted.running:
        return frozenset()
    return members - newcomers_to(acted)


def newcomers_to(acted: ActedOn) -> frozenset[UUID]:
    """Who would join a group that runs."""
    growth = acted.group.growth
    return frozenset() if growth is None or acted.running else frozenset(growth.newcomers)


def remaining(acted: ActedOn, declared: Mapping[UUID, Sharing]) -> list[GroupMember]:
    """Its members that neither left nor withdrew what they declared."""
    return [
        member
        for member in acted.group.members
        if member.sharing_id in declared and member.sharing_id not in acted.left
    ]


def reasons_seen(acted: ActedOn, declared: Mapping[UUID, Sharing]) -> list[RiskReason]:
    """What puts it at risk whatever its value: who left, and who renewed a contract alone."""
    members, there = acted.group.members, remaining(acted, declared)
    gone = [member for member in members if member not in there]
    reasons: list[RiskReason] = []
    if any(member.role == "user" for member in gone):
        reasons.append("member_left")
    if any(member.role == "owner" for member in gone):
        reasons.append("carrier_left")
    if any(_renewed(member, declared[member.sharing_id]) for member in there):
        reasons.append("contract_renewed")
    return reasons


def state_of(
    acted: ActedOn, ratio: Fraction, lost: Decimal, reasons: list[RiskReason]
) -> GroupState:
    """``ratio``: of its value to its threshold; ``lost``: below which of it, it is lost."""
    if ratio < Fraction(lost):
        return "lost"
    if ratio < 1 or reasons:
        return "at_risk"
    return "running" if acted.running else "proposed"


def gone(acted: ActedOn, reasons: list[RiskReason]) -> Group:
    """Lost, as too few of its members are left, or they may stand together no more. Its totals were
    those of all: they would tell what who left had."""
    kept = acted.group
    members = tuple(member for member in kept.members if member.sharing_id not in acted.left)
    return replace(
        kept,
        state="lost",
        value="0",
        members=members,
        amount=None,
        figures={},
        criteria=(),
        reasons=tuple(reasons),
    )


def text(number: Fraction | Decimal | int) -> str:
    """A decimal to four places, half to even, without zeros behind."""
    exact = Fraction(number)
    rounded = round(exact / Fraction(_PLACES))
    return format((Decimal(rounded) * _PLACES).normalize() + 0, "f")


def _renewed(member: GroupMember, now: Sharing) -> bool:
    end = now.contract_end
    return end is not None and (member.joins_on is None or end > member.joins_on)
