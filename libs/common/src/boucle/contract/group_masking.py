"""Mask a group: what a viewer sees of it. Pure. Until all remaining members have consented, a
member sees itself and its preview: no other member, total, threshold, or state but its own.
Afterwards those who consented see each other, but for who refused the other. Staff see their own
sides whole. If not all are theirs, they see totals that three organisations stand behind: of copies
as the group is found, exact ones once all consented."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Preview, Result, State
from boucle.contract.kinds import the_group
from boucle.contract.kinds.members import CROWD, LEFT, OVER, at_least
from boucle.contract.rounding import hour_if
from boucle.contract.views import GroupView, MemberView, SideView, SynergyView


def mask_group(
    view: SynergyView, own: Sequence[bool], preview: Preview | None, staff: bool
) -> SynergyView:
    """Return the view with what the viewer may see. ``own`` tells for each side whether it is the
    viewer's; ``preview`` is one of theirs."""
    group = the_group(view)
    mine = [side for side, is_own in zip(view.sides, own, strict=True) if is_own]
    knows = view.disclosed and any(staff or one.standing == "consented" for one in mine)
    if not knows and not staff:
        return _of_member(view, group, mine, preview)
    whole = [
        side
        for side, is_own in zip(view.sides, own, strict=True)
        if is_own or (knows and _is_named(side, mine))
    ]
    visible = frozenset(side.sharing_id for side in whole if side.sharing_id is not None)
    remaining = _group(group, visible, staff=staff, crowd=knows or view.state == "detected")
    masked = _of_several(
        view,
        sides=tuple(side if side in whole else _masked(side) for side in view.sides)
        if staff
        else tuple(whole),
        group=remaining,
        results=view.results if staff else _results(view, mine),
    )
    if not knows and len(whole) < len(view.sides):
        return _masked_for_staff(masked, remaining)
    return masked


def _is_named(side: SideView, mine: Sequence[SideView]) -> bool:
    """Return whether one of the viewer's sides knows it, once names are exchanged."""
    return side.standing == "consented" and any(
        side.organisation_id not in one.apart_from for one in mine
    )


def _of_several(
    view: SynergyView, sides: tuple[SideView, ...], group: GroupView, results: tuple[Result, ...]
) -> SynergyView:
    """Build the view of several sides from permitted fields. Totals appear only if the group's
    do."""
    totals = group.value is not None
    return SynergyView(
        synergy_id=view.synergy_id,
        kind=view.kind,
        sides=sides,
        nature=view.nature,
        route=view.route,
        state=view.state,
        state_since=view.state_since,
        found_by=view.found_by,
        pre_existing=view.pre_existing,
        disclosed=view.disclosed,
        at_risk=view.at_risk,
        masked=view.masked,
        score=view.score,
        score_band=view.score_band,
        quantity=view.quantity if totals else None,
        distance_km=view.distance_km,
        distance_band=view.distance_band,
        criteria=view.criteria if totals else (),
        tco2e=view.tco2e if totals else None,
        eur=view.eur if totals else None,
        title=view.title,
        agreed=view.agreed,
        running_since=view.running_since,
        runs_since=view.runs_since,
        stopped_on=view.stopped_on,
        contract_until=view.contract_until,
        next_action=view.next_action,
        results=results,
        group=group,
    )


def last_answered(sides: Iterable[SideView]) -> datetime | None:
    answers = [side.answered_at for side in sides if side.answered_at is not None]
    return max(answers, default=None)


# --- a member, before all consented ----------------------------------------------------------


def _of_member(
    view: SynergyView, group: GroupView, mine: Sequence[SideView], preview: Preview | None
) -> SynergyView:
    """Build a member's view from permitted fields. What it brings is hidden: it depends on the
    others."""
    state = _state(view, mine)
    ids = {side.sharing_id for side in mine}
    return SynergyView(
        synergy_id=view.synergy_id,
        kind=view.kind,
        sides=tuple(mine),
        state=state,
        state_since=view.state_since if state == "stopped" else last_answered(mine),
        found_by=view.found_by,
        masked=True,
        eur=None if preview is None else preview.eur,
        group=GroupView(
            subject=group.subject,
            companies=_others(view, mine, preview),
            members=tuple(_itself(one) for one in group.members if one.sharing_id in ids),
        ),
        results=_results(view, mine),
    )


def _others(view: SynergyView, mine: Sequence[SideView], preview: Preview | None) -> int | None:
    """Return the preview's step, lower once those who stay are below it. Of a group that would
    grow, newcomers hear of members, and members of newcomers."""
    newcomers = the_group(view).newcomers
    joins = any(side.sharing_id in newcomers for side in mine)
    stay = {
        side.organisation_id
        for side in view.sides
        if side.standing not in LEFT and not (newcomers and (side.sharing_id in newcomers) is joins)
    }
    others = len(stay - {side.organisation_id for side in mine})
    return at_least(min(others, (preview.companies if preview else None) or 0))


def _state(view: SynergyView, mine: Sequence[SideView]) -> State | None:
    """Return the member's own state; the others' answers show once it is over or all consented."""
    stay = [side for side in mine if side.standing not in LEFT]
    if not stay:
        dated = any(side.contract_until is not None for side in mine)
        return "contract_until" if dated else next((_left_as(side) for side in mine), None)
    if view.state in OVER:
        return "stopped"
    if view.state in ("studying", "running"):
        return view.state
    return "introduced" if any(side.standing == "pending" for side in stay) else "interested"


def _left_as(side: SideView) -> State:
    return "already_done" if side.standing == "already_done" else "refused"


def _itself(member: MemberView) -> MemberView:
    return MemberView(
        role=member.role,
        territory=member.territory,
        division=member.division,
        organisation_id=member.organisation_id,
        site_id=member.site_id,
        sharing_id=member.sharing_id,
    )


def _results(view: SynergyView, mine: Sequence[SideView]) -> tuple[Result, ...]:
    own = {side.organisation_id for side in mine}
    return tuple(one for one in view.results if one.organisation_id in own | {None})


# --- what is left of a group -----------------------------------------------------------------


def _group(group: GroupView, visible: Collection[UUID], *, staff: bool, crowd: bool) -> GroupView:
    """Drop totals from which hidden values could be subtracted, and what else follows them. A
    carrier is in no total: all who see the group see its name. ``crowd``: totals that a crowd
    stands behind are of copies, or of those whose names are known."""
    shows = {one.sharing_id for one in group.members if one.role == "carrier"}.union(visible)
    behind = {one.organisation_id for one in group.members if one.sharing_id not in shows}
    totals = not behind or (staff and crowd and len(behind) >= CROWD)
    follows = totals or crowd
    brings: Callable[[MemberView], MemberView] = (lambda one: one) if follows else _itself
    members = [
        brings(one) if one.sharing_id in shows else _hidden(one)
        for one in group.members
        if staff or one.sharing_id in shows
    ]
    return GroupView(
        subject=group.subject,
        members=tuple(members),
        companies=group.companies,
        anchor=group.anchor,
        stream=group.stream,
        territory=group.territory,
        state=group.state if follows else None,
        measure=group.measure,
        value=group.value if totals else None,
        threshold=group.threshold,
        unit=group.unit,
        amount=group.amount if totals else None,
        figures=group.figures if totals else {},
        missing=group.missing if follows else (),
        fragile=group.fragile and follows,
        risks=group.risks if follows else (),
        carrier=group.carrier,
        grows=group.grows,
        grown_into=group.grown_into,
    )


def _hidden(member: MemberView) -> MemberView:
    return MemberView(
        role=member.role, territory=member.territory, division=member.division, masked=True
    )


def _masked(side: SideView) -> SideView:
    return SideView(
        role=side.role,
        territory=side.territory,
        division=side.division,
        standing=side.standing,
        masked=True,
    )


def _masked_for_staff(view: SynergyView, group: GroupView) -> SynergyView:
    return SynergyView(
        synergy_id=view.synergy_id,
        kind=view.kind,
        sides=view.sides,
        state=view.state,
        state_since=hour_if(view.state_since),
        found_by=view.found_by,
        pre_existing=view.pre_existing,
        disclosed=view.disclosed,
        at_risk=view.at_risk and group.state is not None,
        masked=True,
        group=group,
        contract_until=view.contract_until,
        eur=group.figures.get("eur"),
        tco2e=group.figures.get("tco2e"),
    )
