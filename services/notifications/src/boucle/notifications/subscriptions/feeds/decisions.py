"""Decide which change an event is, and who may learn of it. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.contract.events.registry import Flow, Site
from boucle.contract.events.sharing import Sharing
from boucle.contract.kinds import places_of
from boucle.platform.events import Event

ChangeType = Literal["flow", "site", "sharing", "synergy", "introduction", "meeting", "grant"]
What = Literal["declared", "revised", "withdrawn", "changed", "given", "taken"]


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
    part."""

    parties: tuple[UUID, ...]
    counts: tuple[int, ...]

    def version(self, organisations: Collection[UUID]) -> int:
        """Return the version for a reader who acts for these: the sum of theirs, with the common
        part if they are all."""
        own = [one in organisations for one in self.parties]
        return sum(
            count for mine, count in zip([*own, all(own)], self.counts, strict=False) if mine
        )


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
    """A thing as last published in the feed."""

    version: int
    audience: Audience
    tools: frozenset[str] = frozenset()


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


def _of_flow(event: Event[Flow]) -> FeedChange:
    flow = event.data
    audience = Audience(frozenset([flow.organisation_id]), frozenset([flow.territory]))
    return FeedChange(
        "flow", flow.flow_id, event.entity_version, _step(event), event.time, audience
    )


def _of_site(event: Event[Site]) -> FeedChange:
    site = event.data
    audience = Audience(frozenset([site.organisation_id]), frozenset([site.territory]))
    return FeedChange(
        "site", site.site_id, event.entity_version, _step(event), event.time, audience
    )


def _of_sharing(event: Event[Sharing]) -> FeedChange:
    sharing, version = event.data, event.entity_version
    audience = Audience(frozenset([sharing.organisation_id]), frozenset([sharing.territory]))
    return FeedChange("sharing", sharing.sharing_id, version, _step(event), event.time, audience)


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
    change = FeedChange("meeting", meeting.meeting_id, version, "changed", event.time, audience)
    if not concerned:
        return change
    parties = tuple(one.organisation_id for one in meeting.attendees)
    counts = tuple(one.shown or version for one in meeting.attendees)
    return replace(change, shown=PartyVersions(parties, counts))


_CHANGES: Final[Mapping[type, Callable[[Event[Any]], FeedChange]]] = {
    Flow: _of_flow,
    Site: _of_site,
    Sharing: _of_sharing,
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
        changes.append(replace(change, audience=audience))
        after[key] = FeedObject(change.version, change.audience, tools)
    return changes, after


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
