"""Serve ``/v1/persons/mails``: a person's mails, answers and choices (GDPR, articles 15 and 20)."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.persons.stored import stored_of
from boucle.notifications.resources import Res
from boucle.platform.characters import MAIL_ADDRESS
from boucle.platform.errors import unavailable
from boucle.platform.http import GuardedRouter, RequestBody, require
from boucle.platform.identity import Principal

router = GuardedRouter(prefix="/v1", tags=["persons"])

OperatorOnly = Annotated[Principal, Depends(require("operator"))]


class PersonMailsIn(RequestBody):
    """``address``: the person's mail address, in any case."""

    address: Annotated[str, StringConstraints(strict=True, pattern=MAIL_ADDRESS)]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class PersonMailOut(_Out):
    """A mail to the person. ``step``: what it was about."""

    mail_id: UUID
    step: str
    introduction_id: UUID | None
    meeting_id: UUID | None
    organisation_id: UUID
    state: str
    created_at: datetime
    sent_at: datetime | None


class PersonAnswerOut(_Out):
    """What the company answered to an introduction that the person read."""

    introduction_id: UUID
    organisation_id: UUID
    answer: str | None
    consent: bool
    reason: str | None
    comment: str
    contract_until: date | None
    answered_at: datetime


class PersonInvitationOut(_Out):
    """A meeting that the person was invited to, and what the company answered."""

    meeting_id: UUID
    organisation_id: UUID
    answer: str | None
    answered_at: datetime | None
    attended: bool | None


class PersonPreferenceOut(_Out):
    """What the person chose, as one contact. ``off``: kinds of mail; quiet hours, in Paris."""

    contact_id: UUID
    language: str | None
    rhythm: str
    off: list[str]
    quiet_from: int | None
    quiet_to: int | None
    paused_until: date | None
    stopped: bool
    updated_at: datetime


class PersonWroteOut(_Out):
    """What somebody wrote that names the person: where it is kept, and what it says."""

    where: str
    text: dict[str, Any] = Field(description="Column -> what it says, any JSON value.")


class PersonMailsOut(_Out):
    """``stopped_at``: when the person asked for no more mail, from whichever organisation."""

    mails: list[PersonMailOut]
    answers: list[PersonAnswerOut]
    invitations: list[PersonInvitationOut]
    preferences: list[PersonPreferenceOut]
    texts: list[PersonWroteOut]
    stopped_at: datetime | None


@router.post("/persons/mails")
async def export_person_mails(
    body: PersonMailsIn, resources: Res, principal: OperatorOnly
) -> PersonMailsOut:
    """What somebody was written, what was answered and chosen, and what people wrote here that
    names the person. Who the person is: ``POST /v1/persons/export``."""
    directory: DirectoryClient = resources.state.directory
    try:
        contacts = await directory.contacts_of(body.address)
    except DirectoryAway as error:
        raise unavailable(
            "registry-away",
            "Registry does not answer",
            "registry, which knows the person's contacts, does not answer; try again",
            retry_after=5,
        ) from error
    async with resources.database.read() as session:
        stored = await stored_of(session, body.address, contacts, resources.settings.persons)
    return PersonMailsOut.model_validate(stored)
