"""Project events to facts: one event one fact, one function a kind of event. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from boucle.catalogue import load_catalogue
from boucle.catalogue.facts.runs import taken_by_run
from boucle.contract.agreed import QUANTITIES
from boucle.contract.events.matching import Life, Result
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.contract.events.registry import Flow, Nature, Quantity, Site, Territory
from boucle.contract.events.sharing import Sharing
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import Form, form_of, members_of, the_group
from boucle.contract.kinds.members import leavers, organisations, staying
from boucle.indicators.facts.bodies import (
    REPORT_UNIT,
    AnyBody,
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
    decimal_of,
    distinct,
    group_body,
    recorded_group,
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
    amount, missing = _converted(data.quantity, data.nature, data.family, convert)
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
    nature = _NATURE[form_of(data)](data, convert)
    recorded = recorded_group(data)
    return _life_date(data), LifeBody(
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
        agreed=_yearly(data.agreed, nature, data, convert),
        possible=_POSSIBLE[form_of(data)](data, nature, convert),
        unit=None if nature is None else REPORT_UNIT[nature],
        tco2e=data.tco2e,
        eur=data.eur,
        results=data.results,
        introduced=tuple(sorted(introduced)),
        of_group=bool(members_of(data)),
        disclosed=data.disclosed,
        tonnes=dict(_TONNES[form_of(data)](data.results, convert)),
        moved=dict(_moved(data, nature, convert)),
        recorded_on=None if recorded is None else recorded[0],
        recorded=None if recorded is None else recorded[1],
        taken=_taken(data),
    )


def _taken(life: Life) -> dict[str, int]:
    """Return what lists deduct from its flows: a quantity that nobody gave is none."""
    sides = {party.side.role: party.side for party in life.parties}
    offer, need, agreed = sides.get("offer"), sides.get("need"), life.agreed
    if life.running_since is None or offer is None or need is None:
        return {}
    amounts = (0, 0)
    if life.state == "running" and agreed is not None:
        families = offer.family, need.family
        amounts = taken_by_run(load_catalogue(), agreed.value, agreed.unit, *families)
    flows = zip((offer.flow_id, need.flow_id), amounts, strict=True)
    return {str(flow): amount for flow, amount in flows if flow is not None}


def _moved(
    life: Life, nature: Nature | None, convert: ToReportUnit
) -> Iterator[tuple[str, Decimal]]:
    for result in life.results:
        amount = _yearly(result.quantity, nature, life, convert)
        if amount is not None:
            yield str(result.result_id), amount


def _is_lost(life: Life) -> bool:
    return life.state == "running" and life.lost_on is not None


def _yearly(
    quantity: Quantity | None, nature: Nature | None, life: Life, convert: ToReportUnit
) -> Decimal | None:
    """Return a quantity of what is offered, as lists deduct it; None where nobody told it."""
    if quantity is None or nature is None:
        return None
    families = {party.side.role: party.side.family for party in life.parties}
    family = families.get("offer") or families.get("need")
    return _converted(quantity, nature, family, convert)[0]


def _told_in(life: Life, convert: ToReportUnit) -> Nature | None:
    """Return the nature in whose unit the quantity of a group is told: it has no flow."""
    figures = the_group(life).figures
    if (found := next((n for key, n in QUANTITIES.items() if key in figures), None)) is not None:
        return found
    if (quantity := life.agreed) is None:
        return None
    return next((n for n in REPORT_UNIT if _converted(quantity, n, None, convert)[1] is None), None)


def _possible_of_pair(life: Life, nature: Nature | None, convert: ToReportUnit) -> Decimal | None:
    return _yearly(life.potential, nature, life, convert)


def _possible_of_group(life: Life, nature: Nature | None, convert: ToReportUnit) -> Decimal | None:
    """Return what its members declared as it was told; in older lives, as it was qualified."""
    if life.potential is not None or nature is None:
        return _yearly(life.potential, nature, life, convert)
    key = next((key for key, one in QUANTITIES.items() if one == nature), "")
    found = the_group(life).figures.get(key)
    return None if found is None else decimal_of(found.high)


_Possible = Callable[[Life, Nature | None, ToReportUnit], Decimal | None]
_POSSIBLE: Final[Mapping[Form, _Possible]] = {
    Form.PAIR: _possible_of_pair,
    Form.GROUP: _possible_of_group,
}
_Nature = Callable[[Life, ToReportUnit], Nature | None]
_NATURE: Final[Mapping[Form, _Nature]] = {
    Form.PAIR: lambda life, _convert: life.nature,
    Form.GROUP: _told_in,
}


def _tonnes(results: Iterable[Result], convert: ToReportUnit) -> Iterator[tuple[str, Decimal]]:
    for result in results:
        if result.quantity is not None:
            amount, _ = _converted(result.quantity, "material", None, convert)
            if amount is not None:
                yield str(result.result_id), amount


_Tonnes = Callable[[Iterable[Result], ToReportUnit], Iterable[tuple[str, Decimal]]]
_TONNES: Final[Mapping[Form, _Tonnes]] = {
    Form.PAIR: lambda _results, _convert: (),
    Form.GROUP: _tonnes,
}
"""A pair's results are in the unit of its flows."""


def _life_date(life: Life) -> date:
    """Return the declared day of running and stopped; for other states, the day of their record.
    A group counts as it is from when a member left it, or it was lost: not in the months before."""
    if life.state == "stopped" and life.stopped_on is not None:
        return life.stopped_on
    began = life.running_since if life.state == "running" else None
    left = (one.answered_at for one in leavers(life) if one.answered_at is not None)
    later = (at.date() for at in left if at > life.state_since)
    return max(began or life.state_since.date(), *later, life.lost_on or date.min)


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


def _converted(
    quantity: Quantity, nature: Nature, family: str | None, convert: ToReportUnit
) -> tuple[Decimal | None, str | None]:
    try:
        return convert(quantity, nature, family), None
    except ValueError as error:
        return None, str(error)


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
