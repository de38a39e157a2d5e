"""From what was sent to what the domain reads."""

import msgspec

from boucle.common.events.registry import (
    ActivityCode,
    Availability,
    CurrentRoute,
    CurrentSupply,
    QualityRange,
    Quantity,
)
from boucle.common.events.registry import Territory as TerritoryEvent
from boucle.registry.api.schemas.flows import FlowIn
from boucle.registry.api.schemas.organisations import ContactIn, OrganisationIn
from boucle.registry.api.schemas.sites import SiteIn
from boucle.registry.api.schemas.territories import TerritoryIn
from boucle.registry.declarations.organisations import ContactDraft, OrganisationDraft
from boucle.registry.entities import Animator, Network, SiteDraft, Territory
from boucle.registry.flows.drafts import DeclaredFlow


def declared_flow(body: FlowIn) -> DeclaredFlow:
    route, supply = body.current_route, body.current_supply
    return DeclaredFlow(
        direction=body.direction,
        nature=body.nature,
        quantity=Quantity(body.quantity.value, body.quantity.unit),
        certainty=body.certainty,
        family=body.family,
        low=body.low,
        text=body.text,
        form=body.form,
        hazardous=body.hazardous,
        qualities={
            key: QualityRange(low=known.low, high=known.high, unit=known.unit)
            for key, known in body.qualities.items()
        },
        availability=Availability(
            months=body.availability.months,
            start=body.availability.start,
            end=body.availability.end,
        ),
        legal_status=body.legal_status,
        accepts=body.accepts,
        current_route=CurrentRoute(
            operation=route.operation,
            cost_eur_per_unit=route.cost_eur_per_unit,
            contract_end=route.contract_end,
        )
        if route
        else None,
        current_supply=CurrentSupply(
            source=supply.source,
            price_eur_per_unit=supply.price_eur_per_unit,
            contract_end=supply.contract_end,
        )
        if supply
        else None,
        provenance=body.provenance,
        since=body.valid_from,
    )


def declared_site(body: SiteIn) -> SiteDraft:
    return SiteDraft(
        name=body.name,
        siret=body.siret,
        naf=ActivityCode(body.naf.code, body.naf.version) if body.naf else None,
        latitude=body.latitude,
        longitude=body.longitude,
        location_precision=body.location_precision,
        commune=body.commune,
        address=body.address,
        territory=body.territory,
        treatments=body.treatments,
        networks=tuple(Network(one.code, one.length_km) for one in body.networks),
        example=body.example,
    )


def declared_contact(body: ContactIn) -> ContactDraft:
    return ContactDraft(body.name, body.email, body.phone, body.language, body.role)


def declared_organisation(body: OrganisationIn) -> OrganisationDraft:
    contacts = body.contacts
    return OrganisationDraft(
        name=body.name,
        siren=body.siren,
        territory=body.territory,
        example=body.example,
        contacts=None if contacts is None else tuple(map(declared_contact, contacts)),
    )


def declared_territory(siren: str, body: TerritoryIn) -> Territory:
    animator = body.animator
    return Territory(
        name=body.name,
        published=msgspec.convert({**body.model_dump(), "siren": siren}, TerritoryEvent),
        animator=Animator(animator.name, animator.email) if animator else None,
    )
