"""What registry says sites could pool, offer or need: services, equipment, workforce.

Topic: ``boucle.sharing``. State-carrying, as flows are; no name, no address, no words that somebody
wrote. What a subject is, which figures and choices it takes, in which units and between which
bounds: ``boucle.catalogue.sharing``. Numbers are decimal strings.
"""

from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

import msgspec

from boucle.contract.events.field_order import published_as
from boucle.contract.events.registry import Certainty, SiteFacts

SharingKind = Literal["service", "equipment", "workforce"]
SharingDirection = Literal["need", "offer"]
SEASONS: Final = 4
"""Winter (December to February) is 1, then spring, summer, autumn."""
WEEK_HOURS: Final = 168
"""Hour 0 begins on Monday at midnight, local time."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Degrees WGS84."""

    latitude: float
    longitude: float


class Zone(msgspec.Struct, frozen=True, gc=False):
    """The activity zone that a site is in, as an animator declared it: its code, unique in its
    territory, and its centre in degrees WGS84."""

    code: str
    latitude: float
    longitude: float


class Slot(msgspec.Struct, frozen=True, gc=False):
    """What an equipment offers or is asked for in each hour from ``first`` to before ``end`` of
    each week of a season (1..4, hours and half hours 0..168), in the unit of its kind."""

    season: int
    first: int | float
    end: int | float
    amount: str


Hours: TypeAlias = tuple[int | float, int | float]
"""From, to before, of a day; half hours too."""


class SharingFields(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What a need or an offer is, as it is declared, kept and published."""

    kind: SharingKind
    direction: SharingDirection
    subject: str | None
    certainty: Certainty
    figures: dict[str, str] = {}
    choices: dict[str, str] = {}
    weekdays: tuple[int, ...] = ()
    hours: Hours | None = None
    slots: tuple[Slot, ...] = ()
    months: tuple[str, ...] = ()
    cost: str | None = None
    contract_end: date | None = None
    notice_months: int | None = None


@published_as(
    "sharing_id organisation_id site_id territory kind direction subject catalogue_version site "
    "certainty valid_from zone figures choices origin destination weekdays hours slots months "
    "excluded cost contract_end notice_months source tools on_trial declared_by"
)
class Sharing(SharingFields, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A need or an offer, whole. Types: ``sharing.declared.v1``, ``sharing.revised.v1``,
    ``sharing.withdrawn.v1``.

    ``subject``: a service or a kind of equipment of the catalogue, or a ROME code (workforce);
    None when unclassified: kept out of matching. ``figures`` (key -> decimal) and ``choices``
    (key -> word) as the catalogue names them for the subject and direction. ``origin``,
    ``destination``: of a lane. ``weekdays``: 1 Monday to 7; ``hours``: from, to before, of a day.
    ``slots``: of equipment. ``months``: of workforce, twelve full-time equivalents, January first.
    ``excluded``: organisations with which it is never shared, as competitors are. ``cost``: what
    it costs today, EUR a year; ``contract_end`` and ``notice_months`` of what covers it today.
    ``source``: where an offer that an animator imported was read. ``tools``, ``on_trial``,
    ``declared_by``: as of a flow.
    """

    sharing_id: UUID
    organisation_id: UUID
    site_id: UUID
    territory: str
    catalogue_version: str
    site: SiteFacts
    valid_from: date
    zone: Zone | None = None
    origin: Place | None = None
    destination: Place | None = None
    excluded: tuple[UUID, ...] = ()
    source: str | None = None
    tools: tuple[str, ...] = ()
    on_trial: bool = False
    declared_by: str | None = None
