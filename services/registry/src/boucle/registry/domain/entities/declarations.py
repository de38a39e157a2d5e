"""What is declared at a site, checked, and as it is kept; a flow."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Flow as FlowEvent
from boucle.contract.events.registry import FlowFields
from boucle.registry.domain.entities.rows import made_of
from boucle.registry.domain.entities.sites import Site
from boucle.registry.domain.values.conversions import Conversion


class Declaration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is declared at a site, checked; kept whole as JSON in its row. A base without a field of
    its own, as each kind has what is published of it for another base.

    ``since`` is the date declared, if any; ``valid_from`` of what is kept also moves with its site.
    ``as_sent``: by name, what was sent otherwise than it is kept here; None where it is not known.
    ``COMPUTED``: fields that nobody declares.
    """

    COMPUTED: ClassVar[frozenset[str]] = frozenset({"as_sent"})
    if TYPE_CHECKING:
        since: date | None = None
        as_sent: dict[str, Any] | None = None

    @property
    def last_day(self) -> date | None:
        """The last one on which it is so."""
        raise NotImplementedError


class FlowDraft(FlowFields, Declaration, frozen=True, kw_only=True, omit_defaults=True):
    """A flow as somebody declares it, checked and classified; the fields below stay in registry.

    ``base`` is the yearly quantity in g, L or Wh. ``shares_assumed``: of families, nobody gave
    them. ``temperature_read``: its temperature was not declared, its text tells it.
    ``conversion``: how the quantity was counted, where it was not in ``quantity``'s unit a year.
    """

    COMPUTED = Declaration.COMPUTED | {"base", "shares_assumed", "temperature_read", "conversion"}

    since: date | None = None
    as_sent: dict[str, Any] | None = None
    base: int
    text: str | None = None
    provenance: str | None = None
    shares_assumed: bool = False
    temperature_read: bool = False
    conversion: Conversion | None = None

    @property
    def last_day(self) -> date | None:
        return self.availability.end


D = TypeVar("D", bound=Declaration)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtSite(Generic[D]):
    """What is kept of a declaration at a site. ``source`` is ``None`` when declared outside any
    source; ``declared_by``: the client id of the tool whose source it is, if it is one's and the
    tool is not revoked."""

    id: UUID
    site_id: UUID
    organisation_id: UUID
    territory: str
    source: str | None
    external_id: str | None
    draft: D
    catalogue_version: str
    valid_from: date
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None
    declared_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(AtSite[FlowDraft]):
    """A flow as it is kept."""

    duplicate_of: UUID | None = None

    def event(self, site: Site) -> FlowEvent:
        """The whole flow with its site's facts, as consumers need it: they join nothing."""
        return made_of(
            FlowEvent,
            self.draft,
            self,
            site,
            flow_id=self.id,
            organisation_id=site.organisation_id,
            site_id=site.id,
            territory=site.draft.territory,
            site=site.facts(),
        )
