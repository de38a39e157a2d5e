"""``/v1/calls``: what animators and companies said to each other, and whom to call again."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Response

from boucle.platform.db import WriteSession
from boucle.platform.errors import invalid_field
from boucle.platform.http import AnyOf, GuardedRouter, Page, Paging, Siren, page_of
from boucle.platform.idempotency import Once
from boucle.platform.paging import PageRequest
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.schemas.parties.calls import CallIn, CallOut
from boucle.registry.declarations.parties.organisations import (
    locked_organisation,
    readable_organisation,
)
from boucle.registry.parties.calls.store import (
    CompanyCall,
    ListedCall,
    add_call,
    has_contact,
    list_calls,
)

router = GuardedRouter(tags=["organisations"])
_OF_ONE: Final = "/v1/organisations/{organisation_id}/calls"


def _shown(call: ListedCall) -> CallOut:
    return CallOut.of(call, call_id=call.id, organisation_name=call.organisation)


def _page(rows: list[ListedCall], paging: PageRequest) -> Page[CallOut]:
    return page_of(rows, paging, place=lambda each: (each.at, each.id), show=_shown)


@router.get("/v1/calls")
async def list_all_calls(
    principal: Staff,
    registry: TheRegistry,
    paging: Paging,
    territory: AnyOf[Siren] = None,
    due_before: Annotated[
        date | None,
        Query(description="Only last calls of companies to be called again before that day."),
    ] = None,
) -> Page[CallOut]:
    """Calls with companies of your territories, in order of time."""
    async with registry.database.read() as session:
        rows = await list_calls(
            session, principal, paging, territories=territory, due_before=due_before
        )
    return _page(list(rows), paging)


@router.get(_OF_ONE)
async def list_calls_of_organisation(
    organisation_id: UUID, principal: Staff, registry: TheRegistry, paging: Paging
) -> Page[CallOut]:
    """Calls with one company, in order of time."""
    async with registry.database.read() as session:
        await readable_organisation(session, organisation_id, principal)
        rows = await list_calls(session, principal, paging, organisation=organisation_id)
    return _page(list(rows), paging)


@router.post(_OF_ONE, status_code=201, response_model=CallOut)
async def add_call_to_organisation(
    organisation_id: UUID, body: CallIn, principal: Staff, registry: TheRegistry, once: Once
) -> Response:
    """Note a call. No company, tool or event gets it; persons who are erased leave it."""
    now, id_ = registry.clock(), registry.new_id()

    async def work(session: WriteSession) -> CallOut:
        locked = await locked_organisation(session, organisation_id, principal)
        contact = body.contact_id
        if contact is not None and not await has_contact(session, locked.id, contact):
            raise invalid_field(
                "body.contact_id", contact, "not a contact of this company", "one of its contacts"
            )
        call = CompanyCall(
            id=id_,
            organisation_id=locked.id,
            at=body.at or now,
            by=principal.client_id,
            contact_id=contact,
            with_whom=body.with_whom,
            text=body.text,
            next_on=body.next_on,
        )
        await add_call(session, call)
        return CallOut.of(
            call, call_id=id_, organisation_name=locked.name, territory=locked.territory
        )

    async def answered(session: WriteSession) -> Response:
        return await once.answer(session, lambda: work(session))

    return await write(registry, answered)
