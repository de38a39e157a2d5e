"""What matching says of groups: sites that could pool a service, or share equipment or a post.

Topic: ``boucle.group``. Staff only: it names who is in one, with how much.
"""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec

from boucle.contract.events.reasons import Amount, Criterion, SynergyKind

GroupState = Literal["near", "viable", "proposed", "running", "at_risk", "lost"]
GroupRole = Literal["user", "owner", "carrier"]
RiskReason = Literal[
    "member_left",
    "contract_renewed",
    "volume_fell",
    "carrier_left",
    "cost_rose",
    "pays_less",
    "terms_changed",
]


class GroupMember(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One declaration that stands in a group. ``amount``: what it brings or takes, in the group's
    unit; ``alone``: what it costs alone, ``saving``: its share of what the group saves, EUR a year.
    ``months``: of a post. ``joins_on``: later than the others, as its contract binds it until then.
    ``part``: which one, from 0, of several persons that it asks for.
    """

    sharing_id: UUID
    organisation_id: UUID
    site_id: UUID
    territory: str
    role: GroupRole = "user"
    division: str | None = None
    amount: str | None = None
    alone: str | None = None
    saving: str | None = None
    months: tuple[str, ...] = ()
    joins_on: date | None = None
    part: int = 0


class Growth(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A group that runs (``group``) is proposed to grow by these declarations."""

    group: UUID
    newcomers: tuple[UUID, ...]


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A group, whole. Types: ``group.near.v1``, ``group.viable.v1``, ``group.proposed.v1``,
    ``group.running.v1``, ``group.at_risk.v1``, ``group.lost.v1``: the state it is in now.

    The id is uuid5 of kind, anchor and sorted members. ``subject``: a service or a kind of
    equipment of the catalogue, or a ROME code. ``anchor``: ``zone:<territory>/<code>``,
    ``cell:<north>/<east>``, or the offer's id. ``stream``: what is compatible with each other.
    ``measure``: which figure ``value`` and ``threshold`` (decimals, in ``unit``) are of; the state
    is near from 70 % of the threshold on, viable from the threshold on, lost below 90 % of it once
    it was proposed. ``amount`` of all members together. ``figures``: what it would bring, by key:
    ``eur``, ``tco2e``, ``km``, ``tonnes``, ``m3``, ``fte``, ... . ``missing``: what it lacks to be
    proposed (``members``, ``volume``, ``carrier``, ...). ``fragile``: one member is more than half
    of it. ``reasons``: why it is at risk, or lost. ``growth``: of one that would take the place of
    a group that runs, with its newcomers; its id is a uuid5 of both.
    """

    synergy_id: UUID
    kind: SynergyKind
    subject: str
    anchor: str
    stream: str
    state: GroupState
    territory: str
    members: tuple[GroupMember, ...]
    measure: str
    value: str
    threshold: str
    unit: str
    amount: str | None = None
    figures: dict[str, Amount] = {}
    criteria: tuple[Criterion, ...] = ()
    missing: tuple[str, ...] = ()
    fragile: bool = False
    reasons: tuple[RiskReason, ...] = ()
    catalogue_version: str = ""
    growth: Growth | None = None
