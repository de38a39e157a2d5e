"""Contacts that are named on a page, in requests and responses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from boucle.platform.http import Line, RequestBody
from boucle.registry.api.schemas.base import Email, ResponseBody
from boucle.registry.api.schemas.parties.organisations import ContactOut
from boucle.registry.domain.entities import Language


class PassOnIn(RequestBody):
    """``contact_id``: whose mail it was. ``name`` may be empty."""

    contact_id: UUID
    name: Annotated[str, Line(200, blank=True)] = ""
    email: Email


class PassedOnOut(ResponseBody):
    """``added``: ``contact_id`` is written to from now on. ``proposed``: the animator has yet to
    confirm; null then."""

    state: Literal["added", "proposed"]
    contact_id: UUID | None


class ContactProposalOut(ResponseBody):
    """``passed_on_by``: the contact to whom the mail had been sent."""

    proposal_id: UUID
    organisation_id: UUID
    organisation_name: str
    territory: str
    name: str
    email: str
    language: Language
    passed_on_by: UUID
    proposed_at: datetime


class ConfirmedContactOut(ResponseBody):
    """A proposal that became a contact."""

    organisation_id: UUID
    contact: ContactOut
