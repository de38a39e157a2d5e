"""``/v1/contact-proposals``: who was named on a page as the right person to write to, and waits for
an animator's word."""

from uuid import UUID

from fastapi import Response

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Page, Paging, page_of
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.responses import contact_out
from boucle.registry.api.schemas.parties.contacts import ConfirmedContactOut, ContactProposalOut
from boucle.registry.declarations.parties import passing_on
from boucle.registry.parties.organisations.proposals import ListedProposal, list_open

router = GuardedRouter(tags=["organisations"])


def _open(proposal: ListedProposal) -> ContactProposalOut:
    return ContactProposalOut.of(
        proposal, proposal_id=proposal.id, organisation_name=proposal.organisation
    )


@router.get("/v1/contact-proposals")
async def list_contact_proposals(
    principal: Staff, registry: TheRegistry, paging: Paging
) -> Page[ContactProposalOut]:
    """People whom somebody named on a page as the right contact of a company, and whose address is
    not of the company's own domain: nobody writes to them until you confirm."""
    async with registry.database.read() as session:
        rows = await list_open(session, principal, paging)
    return page_of(rows, paging, place=lambda each: (each.proposed_at, each.id), show=_open)


@router.post("/v1/contact-proposals/{proposal_id}/confirm")
async def confirm_contact_proposal(
    proposal_id: UUID, principal: Staff, registry: TheRegistry
) -> ConfirmedContactOut:
    """You know that it is somebody of this company: it becomes one of its contacts. Done twice, it
    changes nothing more."""

    async def work(session: WriteSession) -> ConfirmedContactOut:
        organisation, contact = await passing_on.confirm(
            session, proposal_id, principal, registry.clock(), registry.persons
        )
        return ConfirmedContactOut(organisation_id=organisation, contact=contact_out(contact))

    return await write(registry, work)


@router.post("/v1/contact-proposals/{proposal_id}/refuse", status_code=204)
async def refuse_contact_proposal(
    proposal_id: UUID, principal: Staff, registry: TheRegistry
) -> Response:
    """It is nobody of this company: what was said of him is deleted."""

    async def work(session: WriteSession) -> None:
        await passing_on.refuse(session, proposal_id, principal)

    await write(registry, work)
    return Response(status_code=204)
