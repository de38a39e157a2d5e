"""Organisations that are one, or two: merged, split; ``/v1/join-requests``: claims on a SIREN."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from fastapi import Response

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Page, Paging, page_of
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import (
    Approver,
    Registry,
    Staff,
    TheRegistry,
    create_once,
    write,
)
from boucle.registry.api.parties.organisations import organisation_made, shown_whole
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.parties.verifications import (
    DeclaredOut,
    HandedOverOut,
    JoinConfirmIn,
    JoinRefuseIn,
    JoinRequestOut,
    MergeIn,
    NamedToolOut,
    SplitIn,
)
from boucle.registry.declarations.parties import merging
from boucle.registry.declarations.parties.splitting import SplitPart, split
from boucle.registry.declarations.parties.verifying import deciding, organisation_to_decide
from boucle.registry.domain.entities import Organisation
from boucle.registry.parties.organisations.join_requests import (
    InHand,
    JoinRequest,
    declared_by,
    list_open,
)
from boucle.registry.parties.organisations.verification import Voucher

router = GuardedRouter(tags=["organisations"])

JoinDecision = Callable[
    [WriteSession, UUID, Principal, Voucher], Awaitable[tuple[Organisation, Organisation]]
]


@router.post("/v1/organisations/{organisation_id}/merge")
async def merge_organisation(
    organisation_id: UUID, body: MergeIn, principal: Staff, registry: TheRegistry
) -> OrganisationOut:
    """This organisation is the one named: its sites, flows and ids at tools become that one's, in
    one transaction; of two sites of one SIRET that one's stays. Its contacts do not, nor its
    grants but those of ``tools``. Done twice, it changes nothing more."""

    async def work(session: WriteSession) -> OrganisationOut:
        voucher = deciding(principal, None, registry.clock())
        stays = await merging.merge(
            session, organisation_id, body.into, body.tools, principal, voucher
        )
        return await shown_whole(session, principal, stays)

    return await write(registry, work)


@router.post(
    "/v1/organisations/{organisation_id}/split", status_code=201, response_model=OrganisationOut
)
async def split_organisation(
    organisation_id: UUID, body: SplitIn, principal: Staff, registry: TheRegistry, once: Once
) -> Response:
    """These sites are another company's: they become an organisation of their own, verified, with
    the tools that declared something of them; give it contacts (`PUT`)."""

    async def work(session: WriteSession) -> OrganisationOut:
        locked = await organisation_to_decide(session, organisation_id, principal)
        voucher = deciding(principal, f"from organisation {organisation_id}", registry.clock())
        part = SplitPart(body.sites, body.name, body.siren)
        new = await split(session, registry.new_id(), locked, part, voucher)
        return await shown_whole(session, principal, new)

    return await create_once(registry, once, work, organisation_made)


def _open(request: JoinRequest, declared: Mapping[UUID, InHand]) -> JoinRequestOut:
    return JoinRequestOut.of(
        request,
        request_id=request.id,
        state="open",
        tools=list(request.tools),
        into=request.into_id,
        **_in_hand(declared[request.id], declared[request.into_id]),
    )


def _in_hand(claim: InHand, into: InHand) -> dict[str, Any]:
    """What a decision is about, in the words of its answer."""
    return {
        "asking": [NamedToolOut.of(one) for one in claim.acting],
        "brings": DeclaredOut.of(claim),
        "hands_over": HandedOverOut.of(
            into,
            rights=["read", "change", "answer"],
            acting=[NamedToolOut.of(one) for one in into.acting],
        ),
    }


@router.get("/v1/join-requests")
async def list_join_requests(
    principal: Approver, registry: TheRegistry, paging: Paging
) -> Page[JoinRequestOut]:
    """Claims on the SIREN of a verified organisation of yours that wait for your word."""
    async with registry.database.read() as session:
        rows = await list_open(session, principal, paging)
        ids = {id_ for one in rows for id_ in (one.id, one.into_id)}
        declared = await declared_by(session, ids)
    return page_of(
        rows,
        paging,
        place=lambda each: (each.updated_at, each.id),
        show=lambda each: _open(each, declared),
    )


async def _decided(
    registry: Registry, id_: UUID, principal: Principal, reason: str | None, decide: JoinDecision
) -> JoinRequestOut:
    async def work(session: WriteSession) -> JoinRequestOut:
        voucher = deciding(principal, reason, registry.clock())
        claim, into = await decide(session, id_, principal, voucher)
        declared = await declared_by(session, [claim.id, into.id])
        return JoinRequestOut.of(
            claim,
            request_id=claim.id,
            state="confirmed" if claim.merged_into else "refused",
            tools=list(claim.tools),
            into=into.id,
            into_name=into.name,
            **_in_hand(declared[claim.id], declared[into.id]),
        )

    return await write(registry, work)


@router.post("/v1/join-requests/{request_id}/confirm")
async def confirm_join_request(
    request_id: UUID,
    principal: Approver,
    registry: TheRegistry,
    body: JoinConfirmIn | None = None,
) -> JoinRequestOut:
    """It is this company: it is merged. None of its tools may act for the company but those that
    you name in ``tools``. Done twice, it changes nothing more."""
    letting = body.tools if body is not None else ()

    async def confirm(
        session: WriteSession, id_: UUID, by: Principal, voucher: Voucher
    ) -> tuple[Organisation, Organisation]:
        return await merging.confirm_join(session, id_, letting, by, voucher)

    return await _decided(registry, request_id, principal, None, confirm)


@router.post("/v1/join-requests/{request_id}/refuse")
async def refuse_join_request(
    request_id: UUID, body: JoinRefuseIn, principal: Approver, registry: TheRegistry
) -> JoinRequestOut:
    """It is not this company. Done twice, it changes nothing more."""
    return await _decided(registry, request_id, principal, body.reason, merging.refuse_join)
