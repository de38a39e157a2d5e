"""Describe a synergy of several companies in matching's API, beside its sides."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from boucle.contract.events.groups import GroupRole, GroupState, RiskReason
from boucle.matching.queries.parts import AmountOut, ResponseModel

DecimalOut = Annotated[str | None, Field(description="A decimal as text.")]


class MemberOut(ResponseModel):
    """One declaration that stands in the group. ``amount``: what it brings or takes, in the group's
    unit; ``alone``: what it costs alone, ``saving``: its share of what the group saves, EUR a year.
    ``joins_on``: later than the others, as its contract binds it until then. ``masked``: what is
    another's was taken away."""

    role: GroupRole
    territory: str | None
    division: str | None
    masked: bool
    organisation_id: UUID | None
    site_id: UUID | None
    sharing_id: UUID | None
    amount: DecimalOut
    alone: DecimalOut
    saving: DecimalOut
    months: list[str] = Field(description="Of a post: full-time equivalents, January first.")
    joins_on: date | None


class CarrierOut(ResponseModel):
    """The declared offer of the carrier, or host, that the animator named."""

    organisation_id: UUID | None
    site_id: UUID | None
    sharing_id: UUID | None
    territory: str | None


class GroupOut(ResponseModel):
    """A group of sites that could pool a service, or share equipment or a post.

    ``subject``: a service or a kind of equipment of the catalogue, or a ROME code. ``companies``:
    how many others there are, at least; null where they are fewer than three. ``value`` and
    ``threshold``, of ``measure``: the group is `viable` from the threshold on. ``missing``: what it
    lacks; ``fragile``: one member is more than half of it; ``risks``: why it is at risk, or lost.
    ``grows``: the group that runs of which it would take the place, or took it; ``grown_into``: the
    group that took its own.
    A member sees but ``subject``, ``companies`` and itself until those who stay all consented;
    ``value``, ``amount`` and ``figures`` are null where who is hidden could be subtracted.
    """

    subject: str
    companies: int | None
    anchor: str | None
    stream: str | None
    territory: str | None
    state: GroupState | None
    measure: str | None
    value: DecimalOut
    threshold: DecimalOut
    unit: str | None
    amount: DecimalOut
    members: list[MemberOut]
    figures: dict[str, AmountOut] = Field(description="What it brings a year -> how much.")
    missing: list[str]
    fragile: bool
    risks: list[RiskReason]
    carrier: CarrierOut | None
    grows: UUID | None
    grown_into: UUID | None
