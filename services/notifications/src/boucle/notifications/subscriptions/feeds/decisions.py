"""Decide which change an event is, and who may learn of it. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, get_args
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.contract.events.registry import Flow, Site
from boucle.contract.events.sharing import Sharing
from boucle.contract.kinds import places_of
from boucle.notifications.subscriptions.feeds.facts import (
    EXPIRES_IN,
    NONE,
    STAFF,
    ChangeType,
    Stage,
    What,
    fact_of,
    of_meeting,
    progress,
)
from boucle.platform.events import Event


@dataclass(frozen=True, slots=True)
class Audience:
    """Companies (and the tools that act for them) and animators of territories that may see a
    thing."""

    organisations: frozenset[UUID]
    territories: frozenset[str]

    def __or__(self, other: "Audience") -> "Audience":
        return Audience(
            self.organisations | other.organisations, self.territories | other.territories
        )


@dataclass(frozen=True, slots=True)
class PartyVersions:
    """The version that each party may see: of ``parties`` in their order, then of their common
    part; ``facts``: what became of it for each of them, if this change is theirs."""

    parties: tuple[UUID, ...]
    counts: tuple[int, ...]
    facts: tuple[What, ...] = ()

    def version(self, organisations: Collection[UUID]) -> int:
        """Return the version for a reader who acts for these: the sum of theirs, with the common
        part if they are all."""
        own = [one in organisations for one in self.parties]
        return sum(
            count for mine, count in zip([*own, all(own)], self.counts, strict=False) if mine
        )

    def what(self, organisations: Collection[UUID]) -> What:
        """Return what a reader who acts for these hears: of several, what goes furthest."""
        facts = zip(self.parties, self.facts, strict=False)
        own = [fact for one, fact in facts if one in organisations]
        return max(own, key=get_args(What).index, default="changed")


@dataclass(frozen=True, slots=True)
class FeedChange:
    """A thing got a new version, at a time that its event says. Of a ``grant``, ``subject`` is the
    organisation and ``tool`` the one that learns of it. ``shown`` has the parties' own versions;
    None: ``version``, or no party learns of it. A tool that acts for all of ``shown`` learns of it,
    too."""

    type: ChangeType
    subject: UUID
    version: int
    what: What
    at: datetime
    audience: Audience
    tool: str | None = None
    shown: PartyVersions | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A change at its place; ``at`` is when it happened."""

    number: int
    at: datetime
    type: ChangeType
    subject: UUID
    version: int
    what: What


class Item(msgspec.Struct, frozen=True):
    """A change, as ``GET /v1/changes`` has it."""

    type: ChangeType
    id: UUID
    version: int
    change: What
    at: datetime
    href: str


@dataclass(frozen=True, slots=True)
class FeedObject:
    """A thing as last published in the feed. ``progress``: of a synergy, for each party and staff.
    ``expiring_on``: of a flow, when its followers hear that its last day comes."""

    version: int
    audience: Audience
    tools: frozenset[str] = frozenset()
    progress: Mapping[UUID, Stage] = field(default_factory=dict)
    expiring_on: date | None = None


Key = tuple[ChangeType, UUID]
_PLURALS: Final[Mapping[ChangeType, str]] = {
    "flow": "flows",
    "site": "sites",
    "sharing": "sharings",
    "synergy": "synergies",
    "introduction": "introductions",
    "meeting": "meetings",
    "grant": "organisations",
}
_BY_PARTY: Final = frozenset[ChangeType](("synergy", "introduction", "meeting"))
"""Types of which a party learns its own changes only, and remains a party."""
NOBODY: Final = Audience(frozenset(), frozenset())


def href(type_: ChangeType, subject: UUID) -> str:
    return f"/v1/{_PLURALS[type_]}/{subject}"


def name_of(entry: FeedEntry) -> str:
    return f"{entry.type}.{entry.what}"


def item_of(entry: FeedEntry) -> Item:
    return Item(
        type=entry.type,
        id=entry.subject,
        version=entry.version,
        change=entry.what,
        at=entry.at,
        href=href(entry.type, entry.subject),
    )


def change_of(event: Event[Any]) -> FeedChange | None:
    """Return None where nobody follows such a thing."""
    make = _CHANGES.get(type(event.data))
    return None if make is None else make(event)


def _of_declared(type_: ChangeType, event: Event[Flow | Site | Sharing]) -> FeedChange:
    thing, version = event.data, event.entity_version
    audience = Audience(frozenset([thing.organisation_id]), frozenset([thing.territory]))
    return FeedChange(type_, UUID(event.subject), version, _step(event), event.time, audience)


def _of_life(event: Event[Life]) -> FeedChange:
    """Tell a party the steps that change its own view, and no other."""
    life, version = event.data, event.entity_version
    concerned = frozenset(p.side.organisation_id for p in life.parties if p.seen == version)
    territories = places_of(life).union(party.side.territory for party in life.parties)
    audience = Audience(concerned, territories)
    change = FeedChange("synergy", life.synergy_id, version, "changed", event.time, audience)
    if not concerned and life.seen_together != version:
        return change
    parties = tuple(party.side.organisation_id for party in life.parties)
    counts = (*(party.shown for party in life.parties), life.shown_together)
    return replace(change, shown=PartyVersions(parties, counts))


def _of_introduction(event: Event[Introduction]) -> FeedChange:
    """Tell a company the changes of its own view, in its own version. Older events, without counts,
    concern all whose mail left or who answered."""
    parties, version = event.data.parties, event.entity_version
    before = {p.organisation_id for p in parties if not p.shown and (p.sent_at or p.answered_at)}
    concerned = {p.organisation_id for p in parties if p.seen == version} | before
    audience = Audience(frozenset(concerned), frozenset(p.territory for p in parties))
    id_ = event.data.introduction_id
    change = FeedChange("introduction", id_, version, "changed", event.time, audience)
    if not concerned:
        return change
    counts = tuple(version if p.organisation_id in before else p.shown for p in parties)
    return replace(change, shown=PartyVersions(tuple(p.organisation_id for p in parties), counts))


def _of_meeting(event: Event[Meeting]) -> FeedChange:
    """Tell a company the changes of its own line, in its own version. Older events, without counts,
    concern all."""
    meeting, version = event.data, event.entity_version
    concerned = frozenset(
        one.organisation_id
        for one in meeting.attendees
        if one.invited_at and one.seen in (0, version)
    )
    audience = Audience(concerned, frozenset([meeting.territory]))
    what = of_meeting(event)
    change = FeedChange("meeting", meeting.meeting_id, version, what, event.time, audience)
    if not concerned:
        return change
    parties = tuple(one.organisation_id for one in meeting.attendees)
    counts = tuple(one.shown or version for one in meeting.attendees)
    return replace(change, shown=PartyVersions(parties, counts, (what,) * len(parties)))


_CHANGES: Final[Mapping[type, Callable[[Event[Any]], FeedChange]]] = {
    Flow: partial(_of_declared, "flow"),
    Site: partial(_of_declared, "site"),
    Sharing: partial(_of_declared, "sharing"),
    Life: _of_life,
    Introduction: _of_introduction,
    Meeting: _of_meeting,
}


def _step(event: Event[Any]) -> What:
    step = event.type.split(".")[1]
    return "declared" if step == "declared" else "withdrawn" if step == "withdrawn" else "revised"


def followed(
    events: Iterable[Event[Any]], stored: Mapping[Key, FeedObject]
) -> tuple[list[FeedChange], dict[Key, FeedObject]]:
    """Return the changes of these events, in their order, and the state after them. Former viewers
    learn that a thing is another's now. A repeated event is no change."""
    changes: list[FeedChange] = []
    after: dict[Key, FeedObject] = {}
    for event in events:
        change = change_of(event)
        if change is None:
            continue
        key = change.type, change.subject
        before = after.get(key) or stored.get(key)
        if before is not None and before.version >= change.version:
            continue
        tools = _tools(event)
        if isinstance(event.data, Site):
            changes += _grants(event, before.tools if before else frozenset(), tools)
        audience = change.audience
        if before is not None and change.type not in _BY_PARTY:
            audience |= before.audience
        now = progress(event.data) if isinstance(event.data, Life) else {}
        named = _with_facts(change, before.progress if before else {}, now)
        changes.append(replace(named, audience=audience))
        after[key] = FeedObject(change.version, change.audience, tools, now, _expiring_on(event))
    return changes, after


def _with_facts(
    change: FeedChange, before: Mapping[UUID, Stage], now: Mapping[UUID, Stage]
) -> FeedChange:
    """Say what became of a synergy, for each who hears of it."""
    if not now:
        return change
    facts = {one: fact_of(before.get(one, NONE), after) for one, after in now.items()}
    shown = change.shown
    if shown is not None:
        hears = change.audience.organisations.intersection(facts)
        each = tuple(facts[one] if one in hears else "changed" for one in shown.parties)
        shown = replace(shown, facts=each)
    return replace(change, what=facts[STAFF], shown=shown)


def _expiring_on(event: Event[Any]) -> date | None:
    """Return when to say that a flow expires; None: it does not, or was sent later than that."""
    flow = event.data
    if not isinstance(flow, Flow) or flow.availability.end is None or _step(event) == "withdrawn":
        return None
    day: date = flow.availability.end - EXPIRES_IN
    return day if day > event.time.date() else None


def expiring(flow: UUID, known: FeedObject, now: datetime) -> FeedChange:
    return FeedChange("flow", flow, known.version, "expiring", now, known.audience)


def _tools(event: Event[Any]) -> frozenset[str]:
    site = event.data
    withdrawn = event.type.endswith(".withdrawn.v1")
    return frozenset(site.tools) if isinstance(site, Site) and not withdrawn else frozenset()


def _grants(
    event: Event[Site], before: frozenset[str], after: frozenset[str]
) -> Iterable[FeedChange]:
    """Tell a tool for which organisations it may now act, or no more."""
    organisation, version = event.data.organisation_id, event.entity_version
    for tool in sorted(before ^ after):
        what: What = "given" if tool in after else "taken"
        yield FeedChange("grant", organisation, version, what, event.time, NOBODY, tool)
