"""Model facts as values: what a version of an entity says, from when, and since when stored. Pure.

Facts are stored once per (entity, version) in any order, so duplicates, resends and replays change
nothing; every figure is a function of the set of facts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from boucle.contract.events.groups import GroupRole, GroupState
from boucle.contract.events.matching import Grade, Result, State
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.events.registry import Certainty, Direction, Nature, Quantity
from boucle.contract.events.sharing import SharingDirection, SharingKind

REPORT_UNIT: Mapping[Nature, str] = {"material": "t", "water": "m3", "energy": "MWh"}

GRADE_OF: Mapping[Certainty, Grade | None] = {
    "measured": "declared",
    "estimated": "estimated",
    "typical": None,  # deduced from the activity, not declared: never counted as a stock
}

ToReportUnit = Callable[[Quantity, Nature, str | None], Decimal]
"""Converts (quantity, nature, family) to t, m3 or MWh a year; raises ValueError when it cannot."""


class Body(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """The scope of a fact: an entity may count in several territories."""

    territories: tuple[str, ...]
    organisations: tuple[UUID, ...] = ()


class TerritoryBody(Body, frozen=True, kw_only=True, tag="territory", omit_defaults=True):
    parent: str | None = None


class SiteBody(Body, frozen=True, kw_only=True, tag="site", omit_defaults=True):
    """``tools`` may act for the organisation: those of its present sites may read its figures.
    ``on_trial``: it is not verified; its sites and flows are counted nowhere."""

    tools: tuple[str, ...] = ()
    on_trial: bool = False


class FlowBody(Body, frozen=True, kw_only=True, tag="flow", omit_defaults=True):
    """``amount`` is in t, m3 or MWh a year; ``None`` with the reason in ``missing``."""

    direction: Direction
    nature: Nature
    family: str | None = None
    certainty: Certainty
    amount: Decimal | None
    missing: str | None = None
    duplicate: bool = False
    on_trial: bool = False


class SharingBody(Body, frozen=True, kw_only=True, tag="sharing", omit_defaults=True):
    sharing_kind: SharingKind
    direction: SharingDirection
    on_trial: bool = False


class MemberPart(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one company has in a group: see ``GroupMember``. ``fte`` is the mean of its months."""

    organisation: UUID
    role: GroupRole = "user"
    amount: Decimal | None = None
    alone: Decimal | None = None
    saving: Decimal | None = None
    fte: Decimal | None = None


class GroupBody(Body, frozen=True, kw_only=True, tag="group", omit_defaults=True):
    """``amounts`` are what it would bring, by key, as in the group's event. A carrier is no member:
    what it carries is its trade."""

    synergy_kind: SynergyKind
    subject: str
    state: GroupState
    members: tuple[MemberPart, ...] = ()
    amounts: dict[str, Amount] = {}


class Joining(msgspec.Struct, frozen=True):
    """What a group that grew agreed a year, and what its newcomers declared, as if none had left
    since."""

    agreed: Decimal
    declared: Decimal


class EndedRun(msgspec.Struct, frozen=True, omit_defaults=True):
    """It ran so from ``since`` on to the day before ``until``: see ``LifeBody``. Of before its
    figures were kept ``possible`` is None: they are as now."""

    since: date
    until: date
    agreed: Decimal | None = None
    taken: dict[str, int] = {}
    possible: Decimal | None = None
    eur: Amount | None = None
    tco2e: Amount | None = None
    months: tuple[int, ...] = ()


class LifeBody(Body, frozen=True, kw_only=True, tag="life", omit_defaults=True):
    """``introduced`` are the organisations that it was introduced to; None in facts from before it
    was stored. ``answered``: those that answered it. ``of_group``: the engine found it among
    several. ``disclosed``: its parties know each other. ``places``: the territory of each of
    ``organisations``, in their order. ``moved`` are reported quantities, by their results' ids, in
    ``unit``; ``tonnes``, of groups, those in t. Members that left a group that goes on are in none
    of these. ``agreed`` and ``possible`` are yearly, in ``unit`` (t, m3 or MWh); a group's
    possible quantity is what its members declared as it was reported. ``lost``: it runs, and too
    few stayed for it to carry itself. ``replaced``: the group that it grew to took its place. It
    ran from ``since`` on to the day before ``until``. ``recorded``: its group, as it was on the
    day ``recorded_on``; for the days before, on which it ran and no group was published.
    ``taken``: of a pair that began to run, what it takes of each flow a year while it runs, in g,
    L or Wh. ``former_runs``: how it ran before ``since``, in order. ``grows``: the group that it
    took the place of, ``joining``: with what. ``declared``: by all members of a group, with those
    who left since. ``months``: of a pair that moves in these alone."""

    synergy_kind: str
    state: State
    places: tuple[str, ...] = ()
    nature: Nature | None = None
    pre_existing: bool = False
    at_risk: bool = False
    risk_since: date | None = None
    lost: bool = False
    replaced: bool = False
    since: date | None = None
    until: date | None = None
    agreed: Decimal | None = None
    possible: Decimal | None = None
    unit: str | None = None
    tco2e: Amount | None = None
    eur: Amount | None = None
    results: tuple[Result, ...] = ()
    introduced: tuple[UUID, ...] | None = None
    answered: tuple[UUID, ...] = ()
    of_group: bool = False
    disclosed: bool = False
    tonnes: dict[str, Decimal] = {}
    moved: dict[str, Decimal] = {}
    recorded_on: date | None = None
    recorded: GroupBody | None = None
    taken: dict[str, int] = {}
    former_runs: tuple[EndedRun, ...] = ()
    grows: UUID | None = None
    joining: Joining | None = None
    declared: Decimal | None = None
    months: tuple[int, ...] = ()


class IntroducedParty(msgspec.Struct, frozen=True, omit_defaults=True):
    """One company of an introduction, in its territory, with dates instead of times."""

    organisation: UUID
    territory: str
    sent_on: date | None = None
    answered_on: date | None = None


class IntroductionBody(Body, frozen=True, kw_only=True, tag="introduction", omit_defaults=True):
    parties: tuple[IntroducedParty, ...] = ()


class MeetingBody(Body, frozen=True, kw_only=True, tag="meeting", omit_defaults=True):
    held_on: date
    invited: tuple[UUID, ...] = ()
    accepted: tuple[UUID, ...] = ()
    attended: tuple[UUID, ...] = ()
    cancelled: bool = False


AnyBody = (
    TerritoryBody
    | SiteBody
    | FlowBody
    | SharingBody
    | GroupBody
    | LifeBody
    | IntroductionBody
    | MeetingBody
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


def in_force(facts: Iterable[Fact], on: date) -> Iterator[Fact]:
    """Yield the highest version of each entity valid on that day, without withdrawn ones. A later
    version with an earlier ``valid_from`` is a correction: it replaces what it covers."""
    latest: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        if fact.valid_from > on:
            continue
        key = (fact.kind, fact.entity)
        former = latest.get(key)
        if former is None or fact.version > former.version:
            latest[key] = fact
    return (latest[key] for key in sorted(latest) if not latest[key].gone)
