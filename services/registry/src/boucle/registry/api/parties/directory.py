"""``/internal``: names and contacts, for the services that write to people; whom people name to
them; which versions were given."""

from collections.abc import Collection
from uuid import UUID

from msgspec.structs import asdict

from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.http import INTERNAL, GuardedRouter
from boucle.platform.identity import Principal
from boucle.registry.accounts.roles import animators_of
from boucle.registry.api.declarations.by_id import write_patch
from boucle.registry.api.declarations.shapes import FLOW
from boucle.registry.api.dependencies import (
    Registry,
    ServiceOnly,
    ServiceOrOperator,
    TheRegistry,
    write,
)
from boucle.registry.api.schemas.declarations.details import FlowDetailsIn
from boucle.registry.api.schemas.identity.access import (
    DirectoryAnimator,
    DirectoryContact,
    DirectoryDecisions,
    DirectoryFlow,
    DirectoryIn,
    DirectoryOrganisation,
    DirectoryOut,
    DirectoryPrincipal,
    DirectorySharing,
    DirectoryTerritory,
    GivenVersionsIn,
    GivenVersionsOut,
)
from boucle.registry.api.schemas.parties.contacts import PassedOnOut, PassOnIn
from boucle.registry.declarations import given
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.parties import passing_on
from boucle.registry.declarations.parties.contacts import contact_company
from boucle.registry.declarations.sharings.changes import SHARING_STORE
from boucle.registry.declarations.writing import readable
from boucle.registry.domain.entities import Contact, FlowDraft
from boucle.registry.identity.use_cases import entitled
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.organisations.open_decisions import open_in
from boucle.registry.parties.persons.store import find as find_by_address
from boucle.registry.parties.sites.store import find_sites
from boucle.registry.territories.contact import shown_controller
from boucle.registry.territories.store import answering_in, epcis, find_territories

router = GuardedRouter(tags=["internal"])


@router.post("/internal/directory", openapi_extra=INTERNAL)
async def read_directory(
    body: DirectoryIn, principal: ServiceOnly, registry: TheRegistry
) -> DirectoryOut:
    """Names, territories and contacts of organisations, animators of territories, flows and
    sharings as their own company may be reminded of them, what principals may see; what is not
    known, or revoked, is left out."""
    found = await organisation_store.directory(registry.database, body.organisations)
    territories: dict[str, DirectoryTerritory] = {}
    flows: dict[UUID, DirectoryFlow] = {}
    sharings: dict[UUID, DirectorySharing] = {}
    principals: dict[str, Principal] = {}
    persons: dict[str, list[DirectoryContact]] = {}
    decisions: list[DirectoryDecisions] = []
    animators: list[DirectoryAnimator] = []
    # Who asks keeps the few territories there are.
    few = (body.territories, body.every_epci, body.principals, body.addresses)
    if any((*few, body.flows, body.sharings)):
        async with registry.database.read() as session:
            sirens = [*body.territories]
            if body.every_epci:
                sirens += await epcis(session)
            if sirens:
                territories = await _territories(session, sirens)
            if body.decisions:
                found_open = await open_in(session, sirens)
                decisions = [DirectoryDecisions.of(one) for one in found_open]
            if body.animators:
                people = await animators_of(session, sirens)
                animators = [
                    DirectoryAnimator.of(one, territories=sorted(theirs)) for one, theirs in people
                ]
            if body.flows:
                flows = await _flows(session, body.flows)
            if body.sharings:
                sharings = await _sharings(session, body.sharings)
            if body.principals:
                principals = await entitled(session, body.principals)
            for address in body.addresses:
                person = await find_by_address(session, [address])
                persons[address] = [_contact(one.contact, registry) for one in person.contacts]
    return DirectoryOut(
        organisations={
            id_: DirectoryOrganisation(
                name=entry.name,
                territories=list(entry.territories),
                contacts=[_contact(one, registry) for one in entry.contacts],
            )
            for id_, entry in found.items()
        },
        territories=territories,
        flows=flows,
        sharings=sharings,
        persons=persons,
        decisions=decisions,
        animators=animators,
        principals={id_: DirectoryPrincipal.model_validate(one) for id_, one in principals.items()},
    )


def _contact(contact: Contact, registry: Registry) -> DirectoryContact:
    return DirectoryContact.of(
        contact, contact_id=contact.id, person=registry.persons.of_address(contact.email)
    )


async def _territories(
    session: ReadSession, sirens: Collection[str]
) -> dict[str, DirectoryTerritory]:
    found = await find_territories(session, sirens)
    answering = await answering_in(session, found)
    return {
        siren: DirectoryTerritory.of(
            each,
            controller=shown_controller(answering.get(siren)),
            parameters=dict(each.published.parameters),
        )
        for siren, each in found.items()
    }


async def _flows(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, DirectoryFlow]:
    flows = await FLOW_STORE.find(session, ids)
    sites = await find_sites(session, {one.site_id for one in flows.values()})
    found = {}
    for id_, one in flows.items():
        site = sites[one.site_id].draft
        found[id_] = DirectoryFlow(
            text=one.draft.text,
            quantity=asdict(one.draft.quantity),
            months=one.draft.availability.months,
            cost=_cost(one.draft),
            site=site.name,
            commune=site.commune,
        )
    return found


def _cost(draft: FlowDraft) -> str | None:
    if draft.direction == "output":
        return draft.current_route.cost_eur_per_unit if draft.current_route else None
    return draft.current_supply.price_eur_per_unit if draft.current_supply else None


async def _sharings(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, DirectorySharing]:
    found = await SHARING_STORE.find(session, ids)
    sites = await find_sites(session, {one.site_id for one in found.values()})
    return {
        id_: DirectorySharing(
            kind=one.draft.kind,
            direction=one.draft.direction,
            subject=one.draft.subject,
            text=one.draft.description,
            figures=one.draft.figures,
            choices=one.draft.choices,
            months=one.draft.months,
            cost=one.draft.cost,
            contract_end=one.draft.contract_end,
            site=sites[one.site_id].draft.name,
            commune=sites[one.site_id].draft.commune,
        )
        for id_, one in found.items()
    }


@router.post("/internal/versions", openapi_extra=INTERNAL)
async def read_versions(
    body: GivenVersionsIn, principal: ServiceOrOperator, registry: TheRegistry
) -> GivenVersionsOut:
    """The version that each of these has here: a higher one was never given."""
    async with registry.database.read() as session:
        return GivenVersionsOut(
            territories=await given.territories(session, body.territories),
            sites=await given.sites(session, body.sites),
            flows=await given.flows(session, body.flows),
            sharings=await given.sharings(session, body.sharings),
        )


@router.post("/internal/contacts", openapi_extra=INTERNAL)
async def pass_on_contact(
    body: PassOnIn, principal: ServiceOnly, registry: TheRegistry
) -> PassedOnOut:
    """A contact says on a page who is the right person to write to. An address of the company's own
    domain is added at once; any other waits for the territory's animator. Done twice, it changes
    nothing more."""

    async def work(session: WriteSession) -> PassedOnOut:
        passed = await passing_on.pass_on(
            session,
            body.contact_id,
            body.name,
            body.email,
            registry.clock(),
            new_id=registry.new_id,
            persons=registry.persons,
        )
        return PassedOnOut(state=passed.state, contact_id=passed.contact)

    return await write(registry, work)


@router.post("/internal/flow-details", status_code=204, openapi_extra=INTERNAL)
async def correct_flow(body: FlowDetailsIn, principal: ServiceOnly, registry: TheRegistry) -> None:
    """A contact writes on a page what its company's flow really is, and where to call. Done twice,
    it changes nothing more."""

    async def work(session: WriteSession) -> None:
        now = registry.clock()
        company = await contact_company(session, body.contact_id, body.phone, now)
        own = Principal(principal.id, "company", principal.client_id, frozenset({company}))
        seen = await readable(session, FLOW.kind, body.flow_id, own)
        patch = body.patch(seen.draft.direction)
        if patch:
            await write_patch(session, FLOW, registry, own, seen, patch)

    await write(registry, work)
