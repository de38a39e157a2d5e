"""Project events to facts: one event one fact, one function a kind of event. Pure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from boucle.catalogue import load_catalogue
from boucle.catalogue.facts.runs import taken_by_run
from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.contract.events.registry import Flow, Quantity, Site, Territory
from boucle.contract.events.sharing import Sharing
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import members_of, of_group
from boucle.contract.kinds.members import leavers, organisations, staying
from boucle.indicators.facts.bodies import (
    AnyBody,
    EndedRun,
    Fact,
    FlowBody,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    SharingBody,
    SiteBody,
    TerritoryBody,
    ToReportUnit,
)
from boucle.indicators.facts.group_bodies import (
    distinct,
    group_body,
    joining_of,
    recorded_group,
)
from boucle.indicators.facts.quantities import (
    as_qualified,
    declared_amount,
    moved,
    nature_of,
    of_life,
    quantities,
    tonnes,
)
from boucle.platform.events import Event

Projection = Callable[[Event[Any], ToReportUnit], tuple[date, AnyBody]]
"""Maps (event, converter) to the first day of validity and the fact's body."""


def fact_of(event: Event[Any], convert: ToReportUnit) -> Fact | None:
    """Return the fact that an event states; ``None`` for a type that no figure needs."""
    kind = event.type.split(".", 1)[0]
    project = PROJECTIONS.get(kind)
    if project is None:
        return None
    valid_from, body = project(event, convert)
    # A withdrawal carries the whole entity: it ends on that day. So does a loss.
    gone = event.type.split(".")[1] == "withdrawn" or event.type.startswith("group.lost.")
    return Fact(
        kind=kind,
        entity=event.subject,
        version=event.entity_version,
        valid_from=event.time.date() if gone else valid_from,
        known_from=event.time,
        gone=gone,
        body=body,
    )


def _territory(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Territory = event.data
    # A territory has no date: its present parent applies to all months.
    return date.min, TerritoryBody(territories=(data.siren,), parent=data.parent)


def _site(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Site = event.data
    return data.valid_from, SiteBody(
        territories=(data.territory,),
        organisations=(data.organisation_id,),
        tools=data.tools,
        on_trial=data.on_trial,
    )


def _flow(event: Event[Any], convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Flow = event.data
    amount, missing = declared_amount(data, convert)
    return data.valid_from, FlowBody(
        territories=(data.territory,),
        organisations=(data.organisation_id,),
        direction=data.direction,
        nature=data.nature,
        family=data.family,
        certainty=data.certainty,
        amount=amount,
        missing=missing,
        duplicate=data.duplicate_of is not None,
        on_trial=data.on_trial,
    )


def _sharing(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Sharing = event.data
    return data.valid_from, SharingBody(
        territories=(data.territory,),
        organisations=(data.organisation_id,),
        sharing_kind=data.kind,
        direction=data.direction,
        on_trial=data.on_trial,
    )


def _group(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    return event.time.date(), group_body(event.data)


def _life(event: Event[Any], convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Life = event.data
    parties = staying(data)
    introduced = introduced_to(data) & organisations(parties)
    nature = nature_of(data, convert)
    recorded = recorded_group(data)
    agreed, possible, unit = quantities(data, nature, convert)
    reports = event.type.startswith("life.reported.")
    return min(_life_date(data), _reported_from(data) if reports else date.max), LifeBody(
        territories=distinct(party.side.territory for party in parties or data.parties),
        organisations=tuple(party.side.organisation_id for party in parties),
        synergy_kind=data.kind,
        state=data.state,
        places=tuple(party.side.territory for party in parties),
        nature=data.nature,
        pre_existing=data.pre_existing,
        at_risk=data.at_risk,
        risk_since=data.at_risk_since,
        lost=_is_lost(data),
        replaced=data.grown_into is not None,
        since=data.running_since,
        until=data.lost_on or data.stopped_on,
        agreed=agreed,
        possible=possible,
        unit=unit,
        tco2e=data.tco2e,
        eur=data.eur,
        results=data.results,
        introduced=tuple(sorted(introduced)),
        answered=tuple(one.side.organisation_id for one in parties if one.standing != "pending"),
        of_group=bool(members_of(data)),
        disclosed=data.disclosed,
        tonnes=dict(tonnes(data, convert)),
        moved=dict(moved(data, nature, convert)),
        recorded_on=None if recorded is None else recorded[0],
        recorded=None if recorded is None else recorded[1],
        taken={} if data.running_since is None else _taken(data, data.agreed),
        former_runs=tuple(
            EndedRun(
                one.since,
                one.until,
                of_life(one.agreed, data, nature, convert),
                _taken(data, one.agreed),
                of_life(one.potential, data, nature, convert),
                one.eur,
                one.tco2e,
                one.months,
            )
            for one in data.former_runs
        ),
        grows=_grown_from(data),
        joining=joining_of(data, agreed, possible),
        declared=as_qualified(data, nature),
        months=data.months,
    )


def _taken(life: Life, agreed: Quantity | None) -> dict[str, int]:
    """Return what lists deduct from its flows: a quantity that nobody gave is none."""
    sides = {party.side.role: party.side for party in life.parties}
    offer, need = sides.get("offer"), sides.get("need")
    if offer is None or need is None:
        return {}
    amounts = (0, 0)
    if agreed is not None:
        families = offer.family, need.family
        amounts = taken_by_run(load_catalogue(), agreed.value, agreed.unit, *families)
    flows = zip((offer.flow_id, need.flow_id), amounts, strict=True)
    return {str(flow): amount for flow, amount in flows if flow is not None}


def _grown_from(life: Life) -> UUID | None:
    growth = of_group(life, lambda group: group.growth)
    return growth.group if growth is not None and life.running_since is not None else None


def _is_lost(life: Life) -> bool:
    return life.state == "running" and life.lost_on is not None


def _life_date(life: Life) -> date:
    """Return the declared day of running and stopped; for other states, the day of their record. A
    later day that corrects one is of the days since that one too. A group counts as it is from when
    a member left it, or it was lost: not in the months before."""
    if life.state == "stopped" and life.stopped_on is not None:
        return life.stopped_on
    days = (life.running_since, life.corrected_from) if life.state == "running" else ()
    began = min((one for one in days if one is not None), default=None)
    return max(began or life.state_since.date(), _left_on(life), life.lost_on or date.min)


def _left_on(life: Life) -> date:
    """Return when the last member left since it is as it is."""
    left = (one.answered_at for one in leavers(life) if one.answered_at is not None)
    return max((at.date() for at in left if at > life.state_since), default=date.min)


def _reported_from(life: Life) -> date:
    """Return the first day of its results on which it ran: said today, they are of that day."""
    ran = min((one.since for one in life.former_runs), default=life.running_since or date.max)
    first = min((one.period_start for one in life.results), default=date.max)
    return max(ran, first, _left_on(life))


def _introduction(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Introduction = event.data
    parties = tuple(
        IntroducedParty(
            organisation=party.organisation_id,
            territory=party.territory,
            sent_on=party.sent_at.date() if party.sent_at else None,
            answered_on=first.date()
            if (first := party.first_answered_at or party.answered_at)
            else None,
        )
        for party in data.parties
    )
    return event.time.date(), IntroductionBody(
        territories=distinct(party.territory for party in data.parties),
        organisations=tuple(party.organisation_id for party in data.parties),
        parties=parties,
    )


def _meeting(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Meeting = event.data
    return event.time.date(), MeetingBody(
        territories=(data.territory,),
        organisations=tuple(attendee.organisation_id for attendee in data.attendees),
        held_on=data.starts_at.date(),
        invited=tuple(a.organisation_id for a in data.attendees if a.invited_at is not None),
        accepted=tuple(a.organisation_id for a in data.attendees if a.answer == "yes"),
        attended=tuple(a.organisation_id for a in data.attendees if a.attended),
        cancelled=data.cancelled,
    )


PROJECTIONS: Final[Mapping[str, Projection]] = {
    "territory": _territory,
    "site": _site,
    "flow": _flow,
    "sharing": _sharing,
    "group": _group,
    "life": _life,
    "introduction": _introduction,
    "meeting": _meeting,
}
"""By kind of event: the part of its type before the first dot, which is also its topic."""
