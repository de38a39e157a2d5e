"""``/v1/organisations``: companies, their contacts, and the tools that may act for them."""

from collections.abc import Mapping
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Response

from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import forbidden
from boucle.platform.http import (
    AnyOf,
    AsFile,
    GuardedRouter,
    OnVersion,
    Page,
    Reading,
    Selection,
    Siren,
    TableColumn,
    also_as_file,
    file_of,
    page_of,
    selection,
    sorted_by,
)
from boucle.platform.idempotency import Once, made_at
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once, write
from boucle.registry.api.responses import contact_out, organisation_out, written_answer
from boucle.registry.api.schemas.parties.organisations import (
    ContactsOut,
    GrantIn,
    GrantsOut,
    OrganisationCreate,
    OrganisationOut,
    OrganisationRevise,
)
from boucle.registry.api.schemas.reference.reference import Words
from boucle.registry.api.source_ids import visible_source_ids
from boucle.registry.api.wire import declared_organisation
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.parties.company_principals import take_what_was_given
from boucle.registry.declarations.parties.grants import ensure_may_grant, grant, revoke_grant
from boucle.registry.declarations.parties.organisations import (
    OrganisationDraft,
    declare_organisation,
    locked_organisation,
    readable_organisation,
    revise_organisation,
    withdraw_organisation,
)
from boucle.registry.domain.entities import Organisation, OrganisationState
from boucle.registry.parties.organisations import store
from boucle.registry.reference.search import searched_words

router = GuardedRouter(tags=["organisations"])

OrganisationPages = Annotated[PageRequest, sorted_by(*store.SORTS)]
OfOrganisations = Annotated[Selection, selection(OrganisationOut, "organisation_id")]


_COLUMNS: Final = (
    TableColumn("Identifiant", "Id", lambda one: one.organisation_id),
    TableColumn("Nom", "Name", lambda one: one.name),
    TableColumn("SIREN", "SIREN", lambda one: one.siren),
    TableColumn("Territoire", "Territory", lambda one: one.territory),
    TableColumn("État", "State", lambda one: one.state),
    TableColumn("Exemple", "Example", lambda one: one.example),
    TableColumn("Déclarée le", "Declared at", lambda one: one.declared_at),
    TableColumn("Modifiée le", "Updated at", lambda one: one.updated_at),
    TableColumn("Retirée le", "Withdrawn at", lambda one: one.withdrawn_at),
)
"""Of the list as a file."""


def organisation_made(made: OrganisationOut) -> Mapping[str, str]:
    return made_at(f"/v1/organisations/{made.organisation_id}", made.version)


async def shown_whole(
    session: Session, principal: Principal, organisation: Organisation
) -> OrganisationOut:
    """The organisation with its names and its contacts."""
    names = await visible_source_ids(session, principal, [organisation.id])
    contacts = await store.contacts_of(session, [organisation.id])
    return organisation_out(
        organisation, names.get(organisation.id, ()), contacts.get(organisation.id, [])
    )


@router.post("/v1/organisations", status_code=201, response_model=OrganisationOut)
async def create_organisation(
    body: OrganisationCreate, principal: Party, registry: TheRegistry, once: Once
) -> Response:
    """Declare an organisation: the operator, an animator in its territory, or a tool."""
    if principal.role == "company":
        raise forbidden("an organisation is declared by its animator, a tool or the operator")

    async def work(session: WriteSession) -> OrganisationOut:
        organisation = await declare_organisation(
            session,
            registry.new_id(),
            declared_organisation(body),
            principal,
            registry.clock(),
            new_id=registry.new_id,
            persons=registry.persons,
        )
        return await shown_whole(session, principal, organisation)

    return await create_once(registry, once, work, organisation_made)


@router.get("/v1/organisations", response_model=Page[OrganisationOut], **also_as_file())
async def list_organisations(
    principal: Party,
    registry: TheRegistry,
    paging: OrganisationPages,
    chosen: OfOrganisations,
    territory: AnyOf[Siren] = None,
    siren: AnyOf[Siren] = None,
    state: AnyOf[OrganisationState] = None,
    ids: AnyOf[UUID] = None,
    q: Words = None,
    withdrawn: bool | None = None,
    kind: AsFile = "json",
) -> Response:
    """Organisations the caller may see, in order of change, without their contacts. ``q``: words
    of their names. Of ``ids``, those that the caller may not see are left out."""
    if withdrawn is None and paging.updated_after is None:
        withdrawn = False
    words = searched_words(q)

    async def listed(paging: PageRequest) -> Page[OrganisationOut]:
        async with registry.database.read() as session:
            rows = await store.list_organisations(
                session,
                principal,
                paging,
                territories=territory,
                sirens=siren,
                states=state,
                ids=ids,
                words=words,
                withdrawn=withdrawn,
            )
            names = await visible_source_ids(session, principal, [each.id for each in rows])
        return page_of(
            rows,
            paging,
            place=store.placed(paging.sort),
            show=lambda each: organisation_out(each, names.get(each.id, ())),
        )

    if kind != "json":
        return await file_of(listed, paging, _COLUMNS, "organisations", kind)
    return chosen.page(await listed(paging))


@router.get("/v1/organisations/{organisation_id}", response_model=OrganisationOut)
async def get_organisation(
    organisation_id: UUID,
    principal: Party,
    registry: TheRegistry,
    reading: Reading,
    chosen: OfOrganisations,
) -> Response:
    """One organisation with its contacts; a withdrawn one too."""
    async with registry.database.read() as session:
        organisation = await readable_organisation(session, organisation_id, principal)
        shown = await shown_whole(session, principal, organisation)
    return chosen.one(shown, reading, organisation.version)


@router.put("/v1/organisations/{organisation_id}")
async def put_organisation(
    organisation_id: UUID,
    body: OrganisationRevise,
    principal: Party,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> OrganisationOut:
    """Say what is so of the organisation: ``siren``, ``example`` and ``contacts``, left out, stay
    as they are; null erases."""

    async def work(session: WriteSession) -> OrganisationOut:
        locked = await locked_organisation(session, organisation_id, principal)
        await ensure_condition(session, condition, principal, locked)
        return await revised_whole(
            session, registry, principal, locked, declared_organisation(body)
        )

    return written_answer(response, await write(registry, work))


async def revised_whole(
    session: WriteSession,
    registry: Registry,
    principal: Principal,
    locked: Organisation,
    declared: OrganisationDraft,
) -> OrganisationOut:
    """A locked organisation as now declared, with its names and its contacts."""
    organisation = await revise_organisation(
        session,
        locked,
        declared,
        principal,
        registry.clock(),
        new_id=registry.new_id,
        persons=registry.persons,
    )
    return await shown_whole(session, principal, organisation)


@router.delete("/v1/organisations/{organisation_id}", status_code=204)
async def delete_organisation(
    organisation_id: UUID, principal: Party, registry: TheRegistry, condition: OnVersion
) -> None:
    """The organisation, its sites and their flows are gone from today."""

    async def work(session: WriteSession) -> None:
        locked = await locked_organisation(session, organisation_id, principal)
        await ensure_condition(session, condition, principal, locked)
        await withdraw_organisation(session, locked, registry.clock())

    await write(registry, work)


@router.get("/v1/organisations/{organisation_id}/contacts")
async def list_contacts(
    organisation_id: UUID, principal: Party, registry: TheRegistry
) -> ContactsOut:
    """The people whom mail reaches. They are set with their organisation."""
    async with registry.database.read() as session:
        await readable_organisation(session, organisation_id, principal)
        contacts = await store.contacts_of(session, [organisation_id])
    return ContactsOut(items=[contact_out(each) for each in contacts.get(organisation_id, [])])


@router.get("/v1/organisations/{organisation_id}/grants")
async def list_grants(organisation_id: UUID, principal: Party, registry: TheRegistry) -> GrantsOut:
    """The tools that may act for the organisation; a tool is told of itself only."""
    async with registry.database.read() as session:
        organisation = await readable_organisation(session, organisation_id, principal)
    if principal.role == "tool":
        return GrantsOut(tools=[principal.client_id])
    return GrantsOut(tools=list(organisation.tools))


@router.post("/v1/organisations/{organisation_id}/grants", status_code=201)
async def add_grant(
    organisation_id: UUID, body: GrantIn, principal: Party, registry: TheRegistry
) -> GrantsOut:
    """Let a tool act for the organisation. Done twice, it changes nothing more."""
    ensure_may_grant(principal)

    async def work(session: WriteSession) -> GrantsOut:
        locked = await locked_organisation(session, organisation_id, principal)
        granted = await grant(session, locked, body.tool, registry.clock())
        return GrantsOut(tools=list(granted.tools))

    return await write(registry, work)


@router.delete("/v1/organisations/{organisation_id}/grants/{tool}", status_code=204)
async def delete_grant(
    organisation_id: UUID,
    tool: Annotated[str, Path(max_length=64)],
    principal: Party,
    registry: TheRegistry,
) -> None:
    """The tool may no longer act for the organisation; principals that it gave to the organisation
    are revoked."""
    ensure_may_grant(principal)

    async def work(session: WriteSession) -> None:
        locked = await locked_organisation(session, organisation_id, principal)
        await revoke_grant(session, locked, tool, registry.clock())
        await take_what_was_given(session, locked, registry.clock(), by=tool)

    await write(registry, work)
