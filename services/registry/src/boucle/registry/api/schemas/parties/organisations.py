"""An organisation, its contacts and its grants, in requests and responses."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from boucle.platform.http import Line, RequestBody, wrong
from boucle.registry.api.schemas.base import (
    Code,
    CompanyNumber,
    Email,
    Phone,
    ResponseBody,
    SourceOut,
)
from boucle.registry.domain.entities import Language, OrganisationState


class ContactIn(RequestBody):
    """A person of the organisation, whom mail reaches. ``name``, ``role``: left out or empty where
    they are not known."""

    name: Annotated[str, Line(200, blank=True)] = ""
    email: Email
    phone: Phone | None = None
    language: Language = "fr"
    role: Annotated[str, Line(100, blank=True)] = ""


def _one_address_each(contacts: tuple[ContactIn, ...]) -> tuple[ContactIn, ...]:
    if len({contact.email.lower() for contact in contacts}) != len(contacts):
        raise wrong("twice", "holds an address twice", "each e-mail address once")
    return contacts


class OrganisationIn(RequestBody):
    """What a PUT leaves out (``siren``, ``example``, ``contacts``) is kept as it is: several may
    declare one organisation. Null erases; ``contacts`` given replace those known. ``evidence``: by
    what you know that it is this company, a text or an address; kept if you may verify it."""

    name: Annotated[str, Line(200)]
    siren: CompanyNumber | None = None
    territory: CompanyNumber
    example: Annotated[bool, Field(strict=True)] = False
    contacts: (
        Annotated[tuple[ContactIn, ...], Field(max_length=20), AfterValidator(_one_address_each)]
        | None
    ) = None
    evidence: Annotated[str, Line(500)] | None = None


class OrganisationCreate(OrganisationIn):
    """``POST /v1/organisations``."""


class OrganisationRevise(OrganisationIn):
    """``PUT /v1/organisations/{id}``: what it leaves out is kept."""


class OrganisationPut(OrganisationIn):
    """``PUT /v1/sources/{source}/organisations/{external_id}``."""


class ContactOut(ResponseBody):
    """A person whom mail reaches."""

    contact_id: UUID
    name: str
    email: str
    phone: str | None
    language: Language
    role: str


class ContactsOut(ResponseBody):
    """The contacts of an organisation."""

    items: list[ContactOut]


class GrantIn(RequestBody):
    """Which tool may act for the organisation."""

    tool: Code


class GrantsOut(ResponseBody):
    """The tools' client ids."""

    tools: list[str]


class OrganisationOut(ResponseBody):
    """The organisation as kept. ``contacts`` where one organisation is read or written. ``state``:
    the flows of one that is not ``verified`` are on trial: in nobody's list, counted nowhere."""

    organisation_id: UUID
    sources: list[SourceOut]
    name: str
    siren: str | None
    territory: str
    example: bool
    state: OrganisationState
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    contacts: list[ContactOut] | None = None
