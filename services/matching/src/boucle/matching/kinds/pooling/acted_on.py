"""How a group that people act on stands now. Pure.

It keeps its id and its members, without those who left. It is lost below a share of its threshold
(90 %), at risk below the threshold, or where something happened that it rests on.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from boucle.contract.events.groups import Group, GroupMember, GroupState, RiskReason
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Parameters
from boucle.matching.kinds.paying import why_not_worth_it
from boucle.matching.kinds.pooling.capacity import Carried
from boucle.matching.kinds.pooling.members import GroupName, MemberStanding, standing
from boucle.matching.kinds.pooling.pools import PooledService


def stands_now(
    acted: ActedOn,
    service: PooledService,
    declared: Mapping[UUID, Sharing],
    carried: Carried,
    parameters: Parameters,
) -> Group:
    """``declared``: its market's, by id. ``carried``: by whom, now."""
    carrier = carried.offer
    before = [each for each in acted.group.members if each.role != "carrier"]
    staying = [
        each for each in before if each.sharing_id in declared and each.sharing_id not in acted.left
    ]
    reasons: list[RiskReason] = ["member_left"] if len(staying) < len(before) else []
    if not staying:
        return _nobody(acted.group)
    group = acted.group
    named = GroupName(group.synergy_id, group.subject, group.anchor, group.stream, group.territory)
    sharings = [declared[each.sharing_id] for each in staying]
    now = standing(named, service, sharings, carried, parameters)
    reasons += _reasons(acted, staying, now, carrier, bool(reasons), parameters)
    return msgspec.structs.replace(
        now.group,
        state=_state(acted, now, reasons, parameters),
        members=now.group.members + _carriers(acted, carrier),
        reasons=tuple(reasons),
    )


def _state(
    acted: ActedOn, now: MemberStanding, reasons: Sequence[RiskReason], parameters: Parameters
) -> GroupState:
    if Decimal(now.value.numerator) < parameters["lost_share"] * now.value.denominator:
        return "lost"
    if now.value < 1 or reasons:
        return "at_risk"
    return "running" if acted.running else "proposed"


def _reasons(
    acted: ActedOn,
    staying: Sequence[GroupMember],
    now: MemberStanding,
    carrier: Sharing | None,
    left: bool,
    parameters: Parameters,
) -> list[RiskReason]:
    """In a fixed order, beside ``member_left``."""
    found: list[RiskReason] = []
    if _renewed(staying, now.staged):
        found.append("contract_renewed")
    if _sum(now.group.members) < parameters["lost_share"] * _sum(staying):
        found.append("volume_fell")
    if acted.carrier is not None and (carrier is None or carrier.sharing_id != acted.carrier):
        found.append("carrier_left")
    if not now.compatible:
        found.append("terms_changed")
    if now.value < 1 and not found and not left:
        dearer = why_not_worth_it(acted.group.members, now.group.members)
        found.append(dearer if now.group.measure == "saving_share" else "terms_changed")
    return found


def _renewed(before: Sequence[GroupMember], staged: Sequence[date | None]) -> bool:
    """Whether a contract binds somebody who counted as the group was qualified, or longer than
    then. ``staged``: from when those count that do not yet."""
    return any(
        day is not None and (old.joins_on is None or day > old.joins_on)
        for old, day in zip(before, staged, strict=True)
    )


def _sum(members: Sequence[GroupMember]) -> Decimal:
    return sum((Decimal(each.amount or 0) for each in members), Decimal(0))


def _carriers(acted: ActedOn, carrier: Sharing | None) -> tuple[GroupMember, ...]:
    """The one that the animator named."""
    if carrier is None or acted.carrier != carrier.sharing_id:
        return ()
    return (
        GroupMember(
            sharing_id=carrier.sharing_id,
            organisation_id=carrier.organisation_id,
            site_id=carrier.site_id,
            territory=carrier.territory,
            role="carrier",
        ),
    )


def _nobody(group: Group) -> Group:
    return msgspec.structs.replace(
        group,
        state="lost",
        members=(),
        value="0",
        amount="0",
        figures={},
        criteria=(),
        missing=("members",),
        fragile=False,
        reasons=("member_left",),
    )
