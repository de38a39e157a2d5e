"""From events to facts: pure, one event one fact.

A fact is what one version of one entity says, from when it is valid and since when it is known.
Facts are kept once per (entity, version) in any order, so duplicates, resends and replays change
nothing; every figure is a function of the set of facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from boucle.common.events import Event
from boucle.common.events.matching import Amount, Grade, Life, Result, State, Synergy
from boucle.common.events.notifications import Introduction, Meeting
from boucle.common.events.registry import (
    Certainty,
    Direction,
    Flow,
    Nature,
    Quantity,
    Site,
    Territory,
)

REPORT_UNIT: Mapping[Nature, str] = {"material": "t", "water": "m3", "energy": "MWh"}

ToReportUnit = Callable[[Quantity, Nature, str | None], Decimal]
"""(quantity, nature, family) -> t, m3 or MWh a year; raises ValueError when it cannot."""


class Body(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """What every fact says of its scope: an entity may count in several territories."""

    territories: tuple[str, ...]
    organisations: tuple[UUID, ...] = ()


class TerritoryBody(Body, frozen=True, kw_only=True, tag="territory", omit_defaults=True):
    parent: str | None = None


class SiteBody(Body, frozen=True, kw_only=True, tag="site", omit_defaults=True):
    """``tools`` may act for the organisation: they may read its figures."""

    tools: tuple[str, ...] = ()


class FlowBody(Body, frozen=True, kw_only=True, tag="flow", omit_defaults=True):
    """``amount`` in t, m3 or MWh a year; ``None`` with ``missing``: why it was not converted."""

    direction: Direction
    nature: Nature
    certainty: Certainty
    amount: Decimal | None
    missing: str | None = None
    duplicate: bool = False


class SynergyBody(Body, frozen=True, kw_only=True, tag="synergy", omit_defaults=True):
    """A candidacy. ``offer_total`` and ``need_total`` bound what its two flows can move at all.

    ``typical``: a flow of it is deduced from an activity, declared by nobody."""

    nature: Nature
    synergy_kind: str
    offer: UUID
    need: UUID
    score: int
    amount: Decimal | None
    offer_total: Decimal | None
    need_total: Decimal | None
    tco2e: Amount
    eur: Amount
    typical: bool = False


class LifeBody(Body, frozen=True, kw_only=True, tag="life", omit_defaults=True):
    synergy_kind: str
    state: State
    nature: Nature | None = None
    pre_existing: bool = False
    at_risk: bool = False
    agreed: Decimal | None = None
    tco2e: Amount | None = None
    eur: Amount | None = None
    results: tuple[Result, ...] = ()


class Sent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One company of an introduction, in its territory: days, not moments, are counted."""

    organisation: UUID
    territory: str
    sent_on: date | None = None
    answered_on: date | None = None


class IntroductionBody(Body, frozen=True, kw_only=True, tag="introduction", omit_defaults=True):
    parties: tuple[Sent, ...] = ()


class MeetingBody(Body, frozen=True, kw_only=True, tag="meeting", omit_defaults=True):
    held_on: date
    invited: tuple[UUID, ...] = ()
    accepted: tuple[UUID, ...] = ()
    attended: tuple[UUID, ...] = ()


AnyBody = (
    TerritoryBody | SiteBody | FlowBody | SynergyBody | LifeBody | IntroductionBody | MeetingBody
)


@dataclass(frozen=True, slots=True)
class Fact:
    """``gone``: from ``valid_from`` on, the entity is withdrawn."""

    kind: str
    entity: str
    version: int
    valid_from: date
    known_from: datetime
    gone: bool
    body: AnyBody


def fact_of(event: Event[Any], convert: ToReportUnit) -> Fact | None:
    """The fact that an event states; ``None`` for a type that no figure needs."""
    kind = event.type.split(".", 1)[0]
    make = _BODIES.get(kind)
    if make is None:
        return None
    valid_from, body = make(event, convert)
    gone = event.type.split(".")[1] == "withdrawn"
    # A withdrawal carries the whole entity: what ends is told by the day it was withdrawn.
    return Fact(
        kind=kind,
        entity=event.subject,
        version=event.entity_version,
        valid_from=event.time.date() if gone else valid_from,
        known_from=event.time,
        gone=gone,
        body=body,
    )


def in_force(facts: Iterable[Fact], on: date) -> Iterator[Fact]:
    """Of each entity, the highest version valid on that day; withdrawn entities are left out.

    A later version with an earlier ``valid_from`` is a correction: it replaces what it covers.
    """
    latest: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        if fact.valid_from > on:
            continue
        key = (fact.kind, fact.entity)
        held = latest.get(key)
        if held is None or fact.version > held.version:
            latest[key] = fact
    return (latest[key] for key in sorted(latest) if not latest[key].gone)


def _territory(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Territory = event.data
    # A territory is not dated: what is known of its parent holds for all months.
    return date.min, TerritoryBody(territories=(data.siren,), parent=data.parent)


def _site(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Site = event.data
    return data.valid_from, SiteBody(
        territories=(data.territory,),
        organisations=(data.organisation_id,),
        tools=data.tools,
    )


def _flow(event: Event[Any], convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Flow = event.data
    amount, missing = _converted(data.quantity, data.nature, data.family, convert)
    return data.valid_from, FlowBody(
        territories=(data.territory,),
        organisations=(data.organisation_id,),
        direction=data.direction,
        nature=data.nature,
        certainty=data.certainty,
        amount=amount,
        missing=missing,
        duplicate=data.duplicate_of is not None,
    )


def _synergy(event: Event[Any], convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Synergy = event.data
    sides = (data.offer, data.need)
    amount, offer_total, need_total = (
        _converted(quantity, data.nature, family, convert)[0] if quantity else None
        for quantity, family in (
            (data.quantity, data.need.family),
            (data.offer.quantity, data.offer.family),
            (data.need.quantity, data.need.family),
        )
    )
    return event.time.date(), SynergyBody(
        territories=_distinct(side.territory for side in sides),
        organisations=tuple(side.organisation_id for side in sides),
        nature=data.nature,
        synergy_kind=data.kind,
        offer=data.offer.flow_id or data.synergy_id,
        need=data.need.flow_id or data.synergy_id,
        score=data.score,
        amount=amount,
        offer_total=offer_total,
        need_total=need_total,
        tco2e=data.tco2e,
        eur=data.eur,
        typical=data.deduced,
    )


def _life(event: Event[Any], convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Life = event.data
    agreed = None
    if data.agreed is not None and data.nature is not None:
        family = next(
            (party.side.family for party in data.parties if party.side.role == "need"), None
        )
        agreed = _converted(data.agreed, data.nature, family, convert)[0]
    return _life_date(data), LifeBody(
        territories=_distinct(party.side.territory for party in data.parties),
        organisations=tuple(party.side.organisation_id for party in data.parties),
        synergy_kind=data.kind,
        state=data.state,
        nature=data.nature,
        pre_existing=data.pre_existing,
        at_risk=data.at_risk,
        agreed=agreed,
        tco2e=data.tco2e,
        eur=data.eur,
        results=data.results,
    )


def _life_date(life: Life) -> date:
    """A synergy runs and stops on the days that people tell; other states begin when recorded."""
    if life.state == "running" and life.running_since is not None:
        return life.running_since
    if life.state == "stopped" and life.stopped_on is not None:
        return life.stopped_on
    return life.state_since.date()


def _introduction(event: Event[Any], _convert: ToReportUnit) -> tuple[date, AnyBody]:
    data: Introduction = event.data
    parties = tuple(
        Sent(
            organisation=party.organisation_id,
            territory=party.territory,
            sent_on=party.sent_at.date() if party.sent_at else None,
            answered_on=party.answered_at.date() if party.answered_at else None,
        )
        for party in data.parties
    )
    return event.time.date(), IntroductionBody(
        territories=_distinct(party.territory for party in data.parties),
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
    )


_BODIES: Mapping[str, Callable[[Event[Any], ToReportUnit], tuple[date, AnyBody]]] = {
    "territory": _territory,
    "site": _site,
    "flow": _flow,
    "synergy": _synergy,
    "life": _life,
    "introduction": _introduction,
    "meeting": _meeting,
}


def _converted(
    quantity: Quantity, nature: Nature, family: str | None, convert: ToReportUnit
) -> tuple[Decimal | None, str | None]:
    try:
        return convert(quantity, nature, family), None
    except ValueError as error:
        return None, str(error)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


GRADE_OF: Mapping[Certainty, Grade | None] = {
    "measured": "declared",
    "estimated": "estimated",
    "typical": None,  # deduced from the activity, declared by nobody: never counted as a stock
}
