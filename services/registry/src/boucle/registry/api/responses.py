"""From the domain's entities to response bodies."""

from collections.abc import Iterable, Sequence

import msgspec

from boucle.common.events.registry import CurrentRoute, CurrentSupply, Quantity
from boucle.common.identity import Principal
from boucle.registry.api.schemas.access import PrincipalOut
from boucle.registry.api.schemas.flows import FlowOut, SourceOut, SuggestionOut
from boucle.registry.api.schemas.networks import NetworkOut
from boucle.registry.api.schemas.organisations import ContactOut, OrganisationOut
from boucle.registry.api.schemas.sites import NafOut, SiteOut
from boucle.registry.api.schemas.territories import (
    AnimatorOut,
    SettingChangeOut,
    SettingsChangeOut,
    TerritoryOut,
)
from boucle.registry.entities import Contact, Flow, Organisation, Site, Source, Territory
from boucle.registry.tables import ClientRow
from boucle.registry.territories.history import SettingsChange, plain_settings


def sources_out(names: Iterable[Source]) -> list[SourceOut]:
    return [SourceOut(source=name.source, external_id=name.external_id) for name in names]


def quantity_out(quantity: Quantity) -> dict[str, str]:
    return {"value": quantity.value, "unit": quantity.unit}


def flow_out(flow: Flow, suggestions: Sequence[SuggestionOut] = ()) -> FlowOut:
    draft = flow.draft
    named = flow.source is not None and flow.external_id is not None
    by_tool = named and ":" not in str(flow.source)  # with a colon: Boucle's own
    return FlowOut.model_construct(
        flow_id=flow.id,
        site_id=flow.site_id,
        organisation_id=flow.organisation_id,
        territory=flow.territory,
        sources=sources_out([Source(str(flow.source), str(flow.external_id))]) if by_tool else [],
        direction=draft.direction,
        nature=draft.nature,
        family=draft.family,
        unclassified=draft.family is None,
        catalogue_version=flow.catalogue_version,
        low=draft.low,
        text=draft.text,
        quantity=quantity_out(draft.quantity),
        form=draft.form,
        hazardous=draft.hazardous,
        qualities={
            key: {"low": known.low, "high": known.high, "unit": known.unit}
            for key, known in draft.qualities.items()
        },
        availability={
            "months": list(draft.availability.months),
            "start": draft.availability.start,
            "end": draft.availability.end,
        },
        legal_status=draft.legal_status,
        accepts=list(draft.accepts),
        certainty=draft.certainty,
        provenance=draft.provenance,
        current_route=_fields(draft.current_route),
        current_supply=_fields(draft.current_supply),
        duplicate_of=flow.duplicate_of,
        valid_from=flow.valid_from,
        version=flow.version,
        declared_at=flow.declared_at,
        updated_at=flow.updated_at,
        withdrawn_at=flow.withdrawn_at,
        suggestions=list(suggestions),
    )


def _fields(route: CurrentRoute | CurrentSupply | None) -> dict[str, object] | None:
    return None if route is None else msgspec.structs.asdict(route)


def site_out(site: Site, names: Iterable[Source]) -> SiteOut:
    draft = site.draft
    return SiteOut(
        site_id=site.id,
        organisation_id=site.organisation_id,
        sources=sources_out(names),
        name=draft.name,
        siret=draft.siret,
        naf=NafOut(code=draft.naf.code, version=draft.naf.version) if draft.naf else None,
        latitude=draft.latitude,
        longitude=draft.longitude,
        location_precision=draft.location_precision,
        commune=draft.commune,
        address=draft.address,
        territory=draft.territory,
        treatments=list(draft.treatments),
        networks=[NetworkOut(code=one.code, length_km=one.length_km) for one in draft.networks],
        example=draft.example,
        version=site.version,
        declared_at=site.declared_at,
        updated_at=site.updated_at,
        withdrawn_at=site.withdrawn_at,
    )


def contact_out(contact: Contact) -> ContactOut:
    return ContactOut(
        contact_id=contact.id,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        language=contact.language,
        role=contact.role,
    )


def organisation_out(
    organisation: Organisation, names: Iterable[Source], contacts: Sequence[Contact] | None = None
) -> OrganisationOut:
    return OrganisationOut(
        organisation_id=organisation.id,
        sources=sources_out(names),
        name=organisation.name,
        siren=organisation.siren,
        territory=organisation.territory,
        example=organisation.example,
        version=organisation.version,
        declared_at=organisation.declared_at,
        updated_at=organisation.updated_at,
        withdrawn_at=organisation.withdrawn_at,
        contacts=None if contacts is None else [contact_out(each) for each in contacts],
    )


def territory_out(territory: Territory, principal: Principal) -> TerritoryOut:
    near = principal.role == "operator" or (
        principal.role == "animator" and territory.siren in principal.territories
    )
    animator = territory.animator if near else None
    return TerritoryOut.model_validate(
        {
            **plain_settings(territory),
            **{name: getattr(territory, name) for name in ("siren", "name", "kind", "parent")},
            "animator": AnimatorOut(name=animator.name, email=animator.email) if animator else None,
            "version": territory.version,
            "updated_at": territory.updated_at,
        }
    )


def principal_out(client: ClientRow) -> PrincipalOut:
    return PrincipalOut(
        client_id=client.client_id,
        name=client.name,
        role=client.role,
        source=client.source,
        organisations=list(client.organisations),
        territories=list(client.territories),
        created_at=client.created_at,
        revoked_at=client.revoked_at,
    )


def settings_change_out(change: SettingsChange) -> SettingsChangeOut:
    return SettingsChangeOut(
        version=change.version,
        at=change.at,
        by=change.by,
        role=change.role,
        changes=[
            SettingChangeOut(setting=one.setting, before=one.before, after=one.after)
            for one in change.changes
        ],
    )
