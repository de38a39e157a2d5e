"""From the events of the log to entities, with what only a backup holds of them. Pure."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from boucle.catalogue import Catalogue, to_base
from boucle.common.events import Event
from boucle.common.events.registry import Flow as FlowEvent
from boucle.common.events.registry import Site as SiteEvent
from boucle.registry.entities import Flow, FlowDraft, Site, SiteDraft, with_lengths

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
