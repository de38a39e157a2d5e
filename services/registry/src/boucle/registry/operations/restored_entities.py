"""From the events of the log to entities, with what only a backup holds of them. Pure."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from msgspec import structs

from boucle.catalogue import Catalogue, to_base
from boucle.contract.events.registry import Flow as FlowEvent
from boucle.contract.events.registry import Site as SiteEvent
from boucle.contract.events.sharing import Sharing as SharingEvent
from boucle.platform.events import Event
from boucle.registry.declarations.sharings.sharing import LaneEnd, Sharing, SharingDraft
from boucle.registry.domain.entities import Flow, FlowDraft, Site, SiteDraft, with_lengths

UNKNOWN: Final = "(à redire)"
"""The name of what lost its own, for people: French first."""


def site_of(last: Event[SiteEvent], mine: Site | None, now: datetime) -> Site:
    """``mine``: what the backup held, if it did."""
    published, facts = last.data, last.data.facts
    draft = SiteDraft(
        name=mine.draft.name if mine else UNKNOWN,
        siret=mine.draft.siret if mine else None,
        naf=facts.naf,
        latitude=facts.latitude,
        longitude=facts.longitude,
        location_precision=facts.location_precision,
        commune=mine.draft.commune if mine else None,
        commune_code=mine.draft.commune_code if mine else None,
        address=mine.draft.address if mine else None,
        territory=published.territory,
        treatments=facts.treatments,
        networks=with_lengths(facts.networks, facts.network_km),
        example=mine.draft.example if mine else False,
    )
    return Site(
        id=published.site_id,
        organisation_id=published.organisation_id,
        draft=draft,
        tools=published.tools,
        direct=mine.direct if mine else True,
        on_trial=published.on_trial,
        valid_from=published.valid_from,
        version=last.entity_version,
        declared_at=mine.declared_at if mine else last.time,
        updated_at=now,
        withdrawn_at=last.time if last.type == "site.withdrawn.v1" else None,
    )


def flow_of(
    last: Event[FlowEvent], mine: Flow | None, site: Site, catalogue: Catalogue, now: datetime
) -> Flow:
    """``mine``: what the backup held, if it did."""
    published = last.data
    return Flow(
        id=published.flow_id,
        site_id=site.id,
        organisation_id=published.organisation_id,
        territory=published.territory,
        source=mine.source if mine else None,
        external_id=mine.external_id if mine else None,
        draft=_draft(published, mine.draft if mine else None, catalogue),
        catalogue_version=published.catalogue_version,
        duplicate_of=published.duplicate_of,
        valid_from=published.valid_from,
        version=last.entity_version,
        declared_at=mine.declared_at if mine else last.time,
        updated_at=now,
        withdrawn_at=last.time if last.type == "flow.withdrawn.v1" else None,
        declared_by=mine.declared_by if mine else None,
    )


def sharing_of(
    last: Event[SharingEvent],
    mine: Sharing | None,
    site: Site,
    _catalogue: Catalogue,
    now: datetime,
) -> Sharing:
    """``mine``: what the backup held, if it did."""
    published = last.data
    return Sharing(
        id=published.sharing_id,
        site_id=site.id,
        organisation_id=published.organisation_id,
        territory=published.territory,
        source=mine.source if mine else None,
        external_id=mine.external_id if mine else None,
        draft=_sharing_draft(published, mine.draft if mine else None),
        catalogue_version=published.catalogue_version,
        valid_from=published.valid_from,
        version=last.entity_version,
        declared_at=mine.declared_at if mine else last.time,
        updated_at=now,
        withdrawn_at=last.time if last.type == "sharing.withdrawn.v1" else None,
        declared_by=mine.declared_by if mine else None,
    )


def _sharing_draft(published: SharingEvent, mine: SharingDraft | None) -> SharingDraft:
    """Lanes by their places, excluded organisations by their ids: how they were named is in no
    event, unless the backup has what stands for the same."""
    places = {
        name: place
        for name, place in (("origin", published.origin), ("destination", published.destination))
        if place is not None
    }
    draft = SharingDraft(
        kind=published.kind,
        direction=published.direction,
        subject=published.subject,
        certainty=published.certainty,
        description=mine.description if mine else None,
        figures=published.figures,
        choices=published.choices,
        weekdays=published.weekdays,
        hours=published.hours,
        slots=published.slots,
        months=published.months,
        cost=published.cost,
        contract_end=published.contract_end,
        notice_months=published.notice_months,
        provenance=mine.provenance if mine else published.source,
        since=mine.since if mine else None,
        valid_until=mine.valid_until if mine else None,
        places=places,
        barred=published.excluded,
    )
    ends = {name: LaneEnd(None, each.latitude, each.longitude) for name, each in places.items()}
    if mine is not None and mine.places == places:
        ends = {name: getattr(mine, name) for name in places}
    same = mine is not None and mine.barred == published.excluded
    excluded = mine.excluded if mine and same else tuple(map(str, published.excluded))
    return structs.replace(draft, excluded=excluded, **ends)


def _draft(published: FlowEvent, mine: FlowDraft | None, catalogue: Catalogue) -> FlowDraft:
    return FlowDraft(
        direction=published.direction,
        nature=published.nature,
        family=published.family,
        quantity=published.quantity,
        base=_base(published, catalogue),
        certainty=published.certainty,
        low=published.low,
        text=mine.text if mine else None,
        hazardous=published.hazardous,
        form=published.form,
        qualities=published.qualities,
        availability=published.availability,
        legal_status=published.legal_status,
        accepts=published.accepts,
        current_route=published.current_route,
        current_supply=published.current_supply,
        provenance=mine.provenance if mine else None,
        since=mine.since if mine else None,
        families=published.families,
        shares_assumed=mine.shares_assumed if mine else False,
    )


def _base(published: FlowEvent, catalogue: Catalogue) -> int:
    """The year's quantity in base units, as when it was declared."""
    density = catalogue.family(published.family).density_t_per_m3 if published.family else None
    return to_base(
        Decimal(published.quantity.value), published.quantity.unit, published.nature, density
    )
