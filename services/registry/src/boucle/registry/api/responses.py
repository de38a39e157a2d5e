"""From the domain's entities to response bodies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final, TypeVar

from fastapi import Response
from msgspec import Struct
from msgspec.structs import asdict
from pydantic import BaseModel

from boucle.catalogue import Catalogue
from boucle.contract.events.registry import FamilyShare
from boucle.platform.errors import Fault, printable
from boucle.platform.http import QuantityOut, etag
from boucle.platform.identity import Principal
from boucle.platform.translating import translated
from boucle.registry.api.schemas.base import SourceOut, WarningOut
from boucle.registry.api.schemas.declarations.flows import (
    AvailabilityOut,
    CurrentRouteOut,
    CurrentSupplyOut,
    DeclaredQuantityOut,
    FamilyOut,
    FlowOut,
    FlowQualityOut,
    SuggestionOut,
)
from boucle.registry.api.schemas.declarations.sharings import SharingOut
from boucle.registry.api.schemas.parties.organisations import ContactOut, OrganisationOut
from boucle.registry.api.schemas.parties.sites import SiteOut, WrittenSiteOut
from boucle.registry.api.schemas.territories.territories import TerritoryOut
from boucle.registry.declarations.flows.warnings import kept_warnings
from boucle.registry.domain.entities import (
    AtSite,
    Contact,
    Controller,
    Flow,
    FlowDraft,
    Organisation,
    Site,
    Source,
    Territory,
)
from boucle.registry.domain.values.conversions import sentence
from boucle.registry.territories.contact import contact_warnings

_OF_FLOW: Final = tuple(
    {one.name for one in fields(Flow)} & FlowOut.model_fields.keys() - {"duplicate_of"}
)
_values_of = attrgetter(*_OF_FLOW)

_PARTS: Final[Mapping[str, type[BaseModel]]] = {
    "quantity": QuantityOut,
    "availability": AvailabilityOut,
    "current_route": CurrentRouteOut,
    "current_supply": CurrentSupplyOut,
}

Written = TypeVar("Written", OrganisationOut, WrittenSiteOut, FlowOut, SharingOut, TerritoryOut)


def written_answer(response: Response, shown: Written, new: bool = False) -> Written:
    """Of a write: 201 where it made something, and the ETag of the version now kept."""
    response.status_code = 201 if new else 200
    response.headers["ETag"] = etag(shown.version)
    return shown


def flow_out(
    flow: Flow,
    principal: Principal,
    catalogue: Catalogue,
    suggestions: Sequence[SuggestionOut] = (),
    doubts: Iterable[Fault] | None = None,
) -> FlowOut:
    """``duplicate_of`` is for animators and the operator: it may name another source's flow.
    ``doubts``: what a write warns of; else what the flow as kept does."""
    draft = asdict(flow.draft)
    draft |= {name: _part(shown, draft[name]) for name, shown in _PARTS.items()}
    draft["families"] = _families_out(flow.draft, catalogue)
    draft["quantity_as_declared"] = _as_declared(flow.draft)
    qualities = flow.draft.qualities.items()
    draft["qualities"] = {key: _part(FlowQualityOut, each) for key, each in qualities}
    staff = principal.role in ("animator", "operator")
    return FlowOut.model_construct(
        **draft,
        **dict(zip(_OF_FLOW, _values_of(flow), strict=True)),
        flow_id=flow.id,
        duplicate_of=flow.duplicate_of if staff else None,
        sources=sources_out(flow),
        unclassified=flow.draft.family is None,
        suggestions=list(suggestions),
        warnings=warnings_out(kept_warnings(flow.draft, catalogue) if doubts is None else doubts),
    )


def _part(shown: type[BaseModel], part: Struct | None) -> BaseModel | None:
    return None if part is None else shown.model_construct(**asdict(part))


def sources_out(thing: AtSite[Any]) -> list[SourceOut]:
    """How a tool names it; a source with a colon is Boucle's own."""
    if thing.source is None or thing.external_id is None or ":" in thing.source:
        return []
    return [SourceOut(source=thing.source, external_id=thing.external_id)]


def _as_declared(draft: FlowDraft) -> DeclaredQuantityOut | None:
    one = draft.conversion
    if one is None:
        return None
    return DeclaredQuantityOut.model_construct(
        value=one.value,
        unit=one.unit,
        conversion=sentence(one, draft.quantity, "en"),
        conversion_fr=sentence(one, draft.quantity, "fr"),
    )


def _families_out(draft: FlowDraft, catalogue: Catalogue) -> list[FamilyOut]:
    known = draft.families or ((FamilyShare(draft.family),) if draft.family else ())
    return [_family_out(one, catalogue) for one in known]


def _family_out(one: FamilyShare, catalogue: Catalogue) -> FamilyOut:
    """What an older catalogue knew is shown by its key."""
    known = catalogue.family(one.family) if catalogue.has_family(one.family) else None
    labels = (known.label_fr, known.label_en) if known else (one.family, one.family)
    return FamilyOut.model_construct(
        family=one.family, label_fr=labels[0], label_en=labels[1], share=one.share
    )


def warnings_out(doubts: Iterable[Fault]) -> list[WarningOut]:
    """In English and in French, where a doubt has both."""
    return [
        WarningOut(
            field=each.field if each.field.startswith("site.") else f"body.{each.field}",
            value=printable(each.value),
            message=each.message,
            expected=each.expected,
            message_fr=translated(each.message, "fr"),
            expected_fr=translated(each.expected, "fr"),
        )
        for each in doubts
    ]


def site_out(site: Site, names: Iterable[Source]) -> SiteOut:
    return SiteOut.of(site, site.draft, site_id=site.id, sources=names)


def written_site_out(
    site: Site, names: Iterable[Source], doubts: Iterable[Fault]
) -> WrittenSiteOut:
    warnings = warnings_out(doubts)
    return WrittenSiteOut.of(site, site.draft, site_id=site.id, sources=names, warnings=warnings)


def contact_out(contact: Contact) -> ContactOut:
    return ContactOut.of(contact, contact_id=contact.id)


def organisation_out(
    organisation: Organisation, names: Iterable[Source], contacts: Sequence[Contact] | None = None
) -> OrganisationOut:
    return OrganisationOut.of(
        organisation,
        organisation_id=organisation.id,
        sources=names,
        contacts=None if contacts is None else [contact_out(each) for each in contacts],
    )


def sets(principal: Principal, territory: Territory) -> bool:
    """Whether the caller runs this territory: who its animator is, and what is missing for its
    mails, is for such alone."""
    return principal.role == "operator" or (
        principal.role == "animator" and territory.siren in principal.territories
    )


def territory_out(
    territory: Territory, principal: Principal, answering: Controller | None
) -> TerritoryOut:
    """``answering``: who answers for data there, of its own or of a federation."""
    near = sets(principal, territory)
    return TerritoryOut.of(
        territory,
        territory.published,
        animator=territory.animator if near else None,
        warnings=warnings_out(contact_warnings(territory, answering)) if near else [],
    )
