"""Hold all that there is to show of a synergy, before a mask removes any of it."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from boucle.contract.events.groups import Group, GroupMember, GroupRole, GroupState, RiskReason
from boucle.contract.events.matching import (
    FoundBy,
    Life,
    NextAction,
    Party,
    Preview,
    RefusalReason,
    Result,
    Role,
    Side,
    Standing,
    State,
)
from boucle.contract.events.reasons import Amount, Criterion, SynergyKind
from boucle.contract.events.registry import Nature, Quantity
from boucle.contract.kinds import of_group
from boucle.contract.kinds.members import weighed_group
from boucle.contract.rounding import distance_band, score_band


class Versions(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a score came from, so that it can be replayed. ``life``: None where masked, it counts
    all steps."""

    catalogue: str
    rules: str
    factors: str
    offer: int
    need: int
    life: int | None
    settings_offer: int
    settings_need: int


class SideView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One side of a synergy, as shown. ``masked``: what follows ``quantity`` was taken away, and
    from all but animators the territory."""

    role: Role
    territory: str | None
    family: str | None = None
    division: str | None = None
    quantity: Quantity | None = None
    standing: Standing = "pending"
    masked: bool = False
    organisation_id: UUID | None = None
    site_id: UUID | None = None
    flow_id: UUID | None = None
    sharing_id: UUID | None = None
    reason: RefusalReason | None = None
    refused_value: str | None = None
    contract_until: date | None = None
    answered_at: datetime | None = None
    apart_from: tuple[UUID, ...] = ()


class MemberView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A member of a group, as shown; see ``events.groups.GroupMember``."""

    role: GroupRole
    territory: str | None = None
    division: str | None = None
    masked: bool = False
    organisation_id: UUID | None = None
    site_id: UUID | None = None
    sharing_id: UUID | None = None
    amount: str | None = None
    alone: str | None = None
    saving: str | None = None
    months: tuple[str, ...] = ()
    joins_on: date | None = None


class GroupView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a synergy of a group is beside its sides, as shown; see ``events.groups.Group``.

    ``companies``: how many others there are at least, as a preview says. ``newcomers``: who joins
    the group that it ``grows``; the mask takes it away. ``grown_into``: which took its place."""

    subject: str
    members: tuple[MemberView, ...] = ()
    companies: int | None = None
    anchor: str | None = None
    stream: str | None = None
    territory: str | None = None
    state: GroupState | None = None
    measure: str | None = None
    value: str | None = None
    threshold: str | None = None
    unit: str | None = None
    amount: str | None = None
    figures: dict[str, Amount] = {}
    missing: tuple[str, ...] = ()
    fragile: bool = False
    risks: tuple[RiskReason, ...] = ()
    carrier: SideView | None = None
    grows: UUID | None = None
    newcomers: tuple[UUID, ...] = ()
    grown_into: UUID | None = None


class SynergyView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A synergy, what is computed and its life together, as shown.

    ``masked``: exact figures of the pair were rounded or taken away. ``distance_band`` and
    ``score_band`` are always given; ``distance_km`` (decimal) and ``score`` only when not masked.
    ``previews``: what each party is shown while it is masked for it; the mask takes it away.
    ``group``: of a synergy that the engine found among several. ``runs_since``: on end, with other
    quantities before.
    """

    synergy_id: UUID
    kind: SynergyKind
    sides: tuple[SideView, ...]
    nature: Nature | None = None
    route: str | None = None
    state: State | None = None
    state_since: datetime | None = None
    found_by: FoundBy | None = None
    pre_existing: bool = False
    disclosed: bool = False
    at_risk: bool = False
    masked: bool = False
    score: int | None = None
    score_band: str | None = None
    quantity: Quantity | None = None
    distance_km: str | None = None
    distance_band: str | None = None
    criteria: tuple[Criterion, ...] = ()
    tco2e: Amount | None = None
    eur: Amount | None = None
    title: str | None = None
    agreed: Quantity | None = None
    running_since: date | None = None
    runs_since: date | None = None
    stopped_on: date | None = None
    contract_until: date | None = None
    next_action: NextAction | None = None
    results: tuple[Result, ...] = ()
    versions: Versions | None = None
    previews: tuple[Preview, ...] = ()
    group: GroupView | None = None


def view_of(life: Life) -> SynergyView:
    """Return the whole, unmasked view of a life, with the figures of its last step."""
    return SynergyView(
        synergy_id=life.synergy_id,
        kind=life.kind,
        sides=tuple(map(_view_of_party, life.parties)),
        nature=life.nature,
        route=life.route,
        state=life.state,
        state_since=life.state_since,
        found_by=life.found_by,
        pre_existing=life.pre_existing,
        disclosed=life.disclosed,
        at_risk=life.at_risk,
        score=life.score,
        score_band=None if life.score is None else score_band(life.score),
        quantity=life.potential,
        distance_km=life.distance_km,
        distance_band=None if life.distance_km is None else distance_band(life.distance_km),
        criteria=life.criteria,
        tco2e=life.tco2e,
        eur=life.eur,
        title=life.title,
        agreed=life.agreed,
        running_since=life.running_since,
        runs_since=_runs_since(life),
        stopped_on=life.stopped_on,
        contract_until=life.contract_until,
        next_action=life.next_action,
        results=life.results,
        previews=life.previews,
        group=of_group(life, lambda _: _group_of_life(life)),
    )


def _runs_since(life: Life) -> date | None:
    first = life.running_since
    for run in reversed(life.former_runs):
        first = run.since if run.until == first else first
    return first


def _group_of_life(life: Life) -> GroupView:
    view = view_of_group(weighed_group(life), life.carrier)
    return msgspec.structs.replace(view, grown_into=life.grown_into)


def view_of_group(group: Group, carrier: Side | None = None) -> GroupView:
    """Return the view of a group; ``carrier`` is the side of the named one, if any."""
    return GroupView(
        subject=group.subject,
        members=tuple(map(_view_of_member, group.members)),
        anchor=group.anchor,
        stream=group.stream,
        territory=group.territory,
        state=group.state,
        measure=group.measure,
        value=group.value,
        threshold=group.threshold,
        unit=group.unit,
        amount=group.amount,
        figures=group.figures,
        missing=group.missing,
        fragile=group.fragile,
        risks=group.reasons,
        carrier=None if carrier is None else view_of_side(carrier),
        grows=None if group.growth is None else group.growth.group,
        newcomers=() if group.growth is None else group.growth.newcomers,
    )


def _view_of_member(member: GroupMember) -> MemberView:
    return MemberView(
        role=member.role,
        territory=member.territory,
        division=member.division,
        organisation_id=member.organisation_id,
        site_id=member.site_id,
        sharing_id=member.sharing_id,
        amount=member.amount,
        alone=member.alone,
        saving=member.saving,
        months=member.months,
        joins_on=member.joins_on,
    )


def view_of_side(side: Side) -> SideView:
    return SideView(
        role=side.role,
        territory=side.territory,
        family=side.family,
        division=side.division,
        quantity=side.quantity,
        organisation_id=side.organisation_id,
        site_id=side.site_id,
        flow_id=side.flow_id,
        sharing_id=side.sharing_id,
    )


def _view_of_party(party: Party) -> SideView:
    return msgspec.structs.replace(
        view_of_side(party.side),
        standing=party.standing,
        reason=party.reason,
        refused_value=party.refused_value,
        contract_until=party.contract_until,
        answered_at=party.answered_at,
        apart_from=party.apart_from,
    )
