"""From the events of the log to entities, with what only a backup holds of them. Pure."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from msgspec import structs

from boucle.catalogue import Catalogue, to_base
from boucle.contract.events.registry import Flow as FlowEvent
from boucle.contract.events.registry import Site as SiteEvent
from boucle.contract.events.sharing import Sharing as SharingEvent
from boucle.platform.events import Event
from boucle.registry.declarations.sharings.sharing import LaneEnd, Sharing, SharingDraft
from boucle.registry.domain.entities import (
    AtSite,
    Flow,
    FlowDraft,
    Site,
    SiteDraft,
    made_of,
    with_lengths,
)

UNKNOWN: Final = "(à redire)"
"""The name of what lost its own, for people: French first."""


def site_of(last: Event[SiteEvent], mine: Site | None, now: datetime) -> Site:
    """``mine``: what the backup held, if it did."""
    published, facts = last.data, last.data.facts
    draft = made_of(
        SiteDraft,
        facts,
        published,
        name=mine.draft.name if mine else UNKNOWN,
        siret=mine.draft.siret if mine else None,
        commune=mine.draft.commune if mine else None,
        commune_code=mine.draft.commune_code if mine else None,
        address=mine.draft.address if mine else None,
        networks=with_lengths(facts.networks, facts.network_km),
        example=mine.draft.example if mine else False,
    )
    return made_of(
        Site,
        published,
        id=published.site_id,
        draft=draft,
        direct=mine.direct if mine else True,
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
    draft = _draft(published, mine.draft if mine else None, catalogue)
    at_site = _at_site(last, mine, site, now)
    return made_of(Flow, published, id=published.flow_id, draft=draft, **at_site)


def sharing_of(
    last: Event[SharingEvent],
    mine: Sharing | None,
    site: Site,
    _catalogue: Catalogue,
    now: datetime,
) -> Sharing:
    """``mine``: what the backup held, if it did."""
    published = last.data
    draft = _sharing_draft(published, mine.draft if mine else None)
    at_site = _at_site(last, mine, site, now)
    return made_of(Sharing, published, id=published.sharing_id, draft=draft, **at_site)


def _at_site(
    last: Event[Any], mine: AtSite[Any] | None, site: Site, now: datetime
) -> dict[str, object]:
    """What no event says of a declaration, and its versions and moments."""
    return {
        "site_id": site.id,
        "source": mine.source if mine else None,
        "external_id": mine.external_id if mine else None,
        "version": last.entity_version,
        "declared_at": mine.declared_at if mine else last.time,
        "updated_at": now,
        "withdrawn_at": last.time if last.type.endswith(".withdrawn.v1") else None,
        "declared_by": mine.declared_by if mine else None,
    }


def _sharing_draft(published: SharingEvent, mine: SharingDraft | None) -> SharingDraft:
    """Lanes by their places, excluded organisations by their ids: how they were named is in no
    event, unless the backup has what stands for the same."""
    places = {
        name: place
        for name, place in (("origin", published.origin), ("destination", published.destination))
        if place is not None
    }
    draft = made_of(
        SharingDraft,
        published,
        description=mine.description if mine else None,
        provenance=mine.provenance if mine else published.source,
        since=mine.since if mine else None,
        valid_until=mine.valid_until if mine else None,
        places=places,
        barred=published.excluded,
        origin=None,
        destination=None,
        excluded=(),
    )
    ends = {name: LaneEnd(None, each.latitude, each.longitude) for name, each in places.items()}
    if mine is not None and mine.places == places:
        ends = {name: getattr(mine, name) for name in places}
    same = mine is not None and mine.barred == published.excluded
    excluded = mine.excluded if mine and same else tuple(map(str, published.excluded))
    return structs.replace(draft, excluded=excluded, **ends)


def _draft(published: FlowEvent, mine: FlowDraft | None, catalogue: Catalogue) -> FlowDraft:
    return made_of(
        FlowDraft,
        published,
        base=_base(published, catalogue),
        text=mine.text if mine else None,
        provenance=mine.provenance if mine else None,
        since=mine.since if mine else None,
        shares_assumed=mine.shares_assumed if mine else False,
    )


def _base(published: FlowEvent, catalogue: Catalogue) -> int:
    """The year's quantity in base units, as when it was declared."""
    density = catalogue.family(published.family).density_t_per_m3 if published.family else None
    return to_base(
        Decimal(published.quantity.value), published.quantity.unit, published.nature, density
    )
