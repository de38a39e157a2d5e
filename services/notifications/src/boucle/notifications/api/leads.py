"""Serve ``/v1/meetings/{meeting_id}/leads``: what companies say that they could do together."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final
from uuid import UUID, uuid4

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import SynergyKind
from boucle.notifications.api.meetings import Organiser, territories_of
from boucle.notifications.meetings import inviting, leads, use_cases
from boucle.notifications.meetings.leads import Lead
from boucle.notifications.resources import NotificationsResources, Res
from boucle.platform.errors import conflict, not_found
from boucle.platform.http import (
    GuardedRouter,
    MergePatch,
    Page,
    Paging,
    Patch,
    RequestBody,
    page_of,
    patch_of,
    patched,
)
from boucle.platform.http.values.fields import Line, Lines
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal

_START: Final[tuple[object, UUID]] = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))
_EXAMPLE: Final = {"note": "À voir avec l'atelier de menuiserie.", "synergy_id": None}

router = GuardedRouter(prefix="/v1/meetings/{meeting_id}/leads", tags=["meetings"])


class LeadPartyIn(RequestBody):
    """``role``: who offers, who needs; elsewhere ``member``."""

    organisation_id: UUID
    role: Role = "member"


class LeadIn(RequestBody):
    """What companies said that they could do together, or what one offers or looks for. ``what``:
    a few words. ``synergy_id``: of the synergy that was opened of it."""

    kind: SynergyKind = "substitution"
    parties: Annotated[tuple[LeadPartyIn, ...], Field(min_length=1, max_length=10)]
    what: Annotated[str, Line(200)]
    note: Annotated[str, Lines(1000)] | None = None
    synergy_id: UUID | None = None


class LeadPartyOut(BaseModel):
    """A company of a lead, and its part in it."""

    organisation_id: UUID
    role: Role


class LeadOut(BaseModel):
    """A lead. ``captured_by``: the client id of who wrote it."""

    model_config = ConfigDict(frozen=True)

    lead_id: UUID
    kind: SynergyKind
    parties: tuple[LeadPartyOut, ...]
    what: str
    note: str | None
    captured_by: str
    captured_at: datetime
    updated_at: datetime
    synergy_id: UUID | None


@router.get("")
async def list_leads(
    meeting_id: UUID, resources: Res, principal: Organiser, paging: Paging
) -> Page[LeadOut]:
    """Leads of a meeting of your territory, the first captured first."""
    after, since = paging.last_row() or _START, paging.updated_after
    async with resources.database.read() as session:
        await use_cases.read_organised(session, meeting_id, principal)
        found = await leads.page(session, meeting_id, after, since, paging.limit + 1)
    return page_of(found, paging, place=lambda one: (one.captured_at, one.lead_id), show=_shown)


@router.post("", status_code=201, response_model=LeadOut)
async def capture_lead(
    meeting_id: UUID, body: LeadIn, resources: Res, principal: Organiser, once: Once
) -> Response:
    """Capture what companies of your territories say, on the spot. No company, tool or event gets
    it."""
    now = resources.clock()
    await _check(resources, principal, body)
    async with resources.database.write() as session:
        await use_cases.organised(session, meeting_id, principal)
        lead = _said(Lead(uuid4(), meeting_id, principal.client_id, now, now), body)

        async def work() -> LeadOut:
            if await leads.is_full(session, meeting_id):
                raise conflict("it has 500 leads: no more fit", code="too-many-leads")
            await leads.add(session, lead)
            return _shown(lead)

        return await once.answer(session, work)


@router.patch("/{lead_id}", openapi_extra=patch_of(LeadIn, _EXAMPLE))
async def change_lead(
    meeting_id: UUID, lead_id: UUID, patch: MergePatch, resources: Res, principal: Organiser
) -> LeadOut:
    """Correct a lead, or say which synergy was opened of it."""
    async with resources.database.read() as session:
        await use_cases.read_organised(session, meeting_id, principal)
        known = await leads.read(session, meeting_id, lead_id)
    if known is None:
        raise not_found("lead", lead_id)
    await _check(resources, principal, patched(LeadIn, _as_sent(known), patch))
    async with resources.database.write() as session:
        await use_cases.organised(session, meeting_id, principal)
        before = await leads.lock(session, meeting_id, lead_id)
        if before is None:
            raise not_found("lead", lead_id)
        body = patched(LeadIn, _as_sent(before), patch)
        after = replace(_said(before, body), updated_at=resources.clock())
        await leads.change(session, after)
    return _shown(after)


@router.delete("/{lead_id}", status_code=204)
async def delete_lead(
    meeting_id: UUID, lead_id: UUID, resources: Res, principal: Organiser
) -> None:
    """Delete a lead that was captured by mistake."""
    async with resources.database.write() as session:
        await use_cases.organised(session, meeting_id, principal)
        if not await leads.delete(session, meeting_id, lead_id):
            raise not_found("lead", lead_id)


async def _check(resources: NotificationsResources, principal: Principal, body: LeadIn) -> None:
    """Raise Invalid for a company of no own territory."""
    ids = [one.organisation_id for one in body.parties]
    known = await territories_of(resources, ids)
    inviting.invited_by_name(principal, ids, known, "", field="body.parties")


def _said(lead: Lead, body: LeadIn) -> Lead:
    return replace(
        lead,
        kind=body.kind,
        organisations=[one.organisation_id for one in body.parties],
        roles=[one.role for one in body.parties],
        what=body.what,
        note=body.note or "",
        synergy_id=body.synergy_id,
    )


def _as_sent(lead: Lead) -> Patch:
    return LeadIn.model_validate(_values(lead)).model_dump(mode="json", exclude_none=True)


def _shown(lead: Lead) -> LeadOut:
    return LeadOut(
        **_values(lead),
        lead_id=lead.lead_id,
        captured_by=lead.captured_by,
        captured_at=lead.captured_at,
        updated_at=lead.updated_at,
    )


def _values(lead: Lead) -> dict[str, Any]:
    """Return what was said, as it is sent and shown."""
    both = zip(lead.organisations, lead.roles, strict=True)
    return {
        "kind": lead.kind,
        "parties": tuple({"organisation_id": one, "role": role} for one, role in both),
        "what": lead.what,
        "note": lead.note or None,
        "synergy_id": lead.synergy_id,
    }
