"""Who an organisation is, verified or refused, in requests and responses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from boucle.platform.http import Line, RequestBody
from boucle.platform.identity import Role
from boucle.registry.api.schemas.base import CompanyNumber, EachOnce, ResponseBody
from boucle.registry.domain.entities import OrganisationState
from boucle.registry.parties.organisations.verification import How


class VerifyIn(RequestBody):
    """How you know that it is this company, and what you saw or heard."""

    how: Literal["visit", "call"]
    evidence: Annotated[str, Line(500)]


class RefuseIn(RequestBody):
    reason: Annotated[str, Line(500)]


class PostalCodeIn(RequestBody):
    """``address``: where the public register has the company of this SIREN, in lines; what somebody
    declared of it proves nothing."""

    address: Annotated[tuple[Annotated[str, Line(100)], ...], Field(min_length=1, max_length=6)]


class PostalCodeOut(ResponseBody):
    """``code`` and ``letter`` are shown this once; a hash is kept."""

    code: str
    letter: str
    expires_at: datetime


class EnteredCodeIn(RequestBody):
    """The code of the letter; case, spaces and hyphens do not count."""

    code: Annotated[str, Line(40)]


class VerificationOut(ResponseBody):
    """A state that the organisation got. ``evidence``: what was seen, or why it was refused."""

    version: int
    at: datetime
    state: OrganisationState
    how: How
    siren: str | None
    client_id: str | None
    role: Role | None
    evidence: str | None


class MergeIn(RequestBody):
    """``into``: the organisation that stays, with its name, SIREN and contacts."""

    into: UUID


class SplitIn(RequestBody):
    """The sites, with their flows, that become an organisation of their own."""

    sites: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=500), EachOnce]
    name: Annotated[str, Line(200)]
    siren: CompanyNumber | None = None


class JoinRefuseIn(RequestBody):
    reason: Annotated[str, Line(500)]


class JoinRequestOut(ResponseBody):
    """An organisation claims the SIREN of a verified one, ``into``. ``request_id``: the id of the
    first; ``state``: ``open``, ``confirmed`` (it is merged into the other) or ``refused``;
    ``tools``: client ids of those that declared it, which a confirmation lets act for ``into``."""

    request_id: UUID
    state: Literal["open", "confirmed", "refused"]
    name: str
    siren: str | None
    territory: str
    tools: list[str]
    declared_at: datetime
    into: UUID
    into_name: str


class VerificationsOut(ResponseBody):
    items: list[VerificationOut]
