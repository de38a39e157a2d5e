"""A sharing, as registry keeps it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.contract.events.sharing import Place, SharingFields, Zone
from boucle.contract.events.sharing import Sharing as SharingEvent
from boucle.registry.domain.entities import AtSite, Declaration, Site, made_of

OF_TERRITORY: Final = "territory:"
"""How the source of an animator's file begins; its territory follows. Tools' have no colon."""


class LaneEnd(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a lane begins or ends: a commune's INSEE code, or degrees WGS84."""

    commune_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class SharingDraft(SharingFields, Declaration, frozen=True, kw_only=True, omit_defaults=True):
    """A need or an offer as somebody declares it, checked and classified; the fields below stay in
    registry (``provenance``: but for that of an import).

    ``excluded``: ids or SIRENs of organisations. ``places``: of the ends of its lane; ``barred``:
    the organisations that ``excluded`` stands for; both as they were found when it was written.
    """

    COMPUTED = Declaration.COMPUTED | {"places", "barred"}

    since: date | None = None
    as_sent: dict[str, Any] | None = None
    description: str | None = None
    origin: LaneEnd | None = None
    destination: LaneEnd | None = None
    excluded: tuple[str, ...] = ()
    provenance: str | None = None
    valid_until: date | None = None
    places: dict[str, Place] = msgspec.field(default_factory=dict)
    barred: tuple[UUID, ...] = ()

    @property
    def last_day(self) -> date | None:
        return self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing(AtSite[SharingDraft]):
    """A need or an offer as it is kept."""

    @property
    def is_imported(self) -> bool:
        """Of an animator's file, under the source of its territory."""
        return self.source is not None and self.source.startswith(OF_TERRITORY)

    def event(self, site: Site, zone: Zone | None) -> SharingEvent:
        """The whole sharing with its site's facts, as consumers need it: they join nothing."""
        draft = self.draft
        return made_of(
            SharingEvent,
            draft,
            self,
            site,
            sharing_id=self.id,
            organisation_id=site.organisation_id,
            site_id=site.id,
            territory=site.draft.territory,
            site=site.facts(),
            zone=zone,
            origin=draft.places.get("origin"),
            destination=draft.places.get("destination"),
            excluded=tuple(one for one in draft.barred if one != site.organisation_id),
            source=draft.provenance if self.is_imported else None,
        )
