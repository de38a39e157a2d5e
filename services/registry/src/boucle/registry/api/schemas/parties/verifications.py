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


class JoinConfirmIn(RequestBody):
    """``tools``: client ids, of those that declared the claim, which you let act for the company.
    Left out: none of them."""

    tools: Annotated[tuple[Annotated[str, Line(100)], ...], Field(max_length=100), EachOnce] = ()


class MergeIn(JoinConfirmIn):
    """``into``: the organisation that stays, with its name, SIREN, contacts and the tools that act
    for it."""

    into: UUID


class SplitIn(RequestBody):
    """The sites, with their flows, that become an organisation of their own."""

    sites: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=500), EachOnce]
    name: Annotated[str, Line(200)]
    siren: CompanyNumber | None = None


class JoinRefuseIn(RequestBody):
    reason: Annotated[str, Line(500)]


class NamedToolOut(ResponseBody):
    """``name``: what the operator calls it; ``source``: the name of its own ids."""

    client_id: str
    name: str
    source: str | None


class DeclaredOut(ResponseBody):
    """How many are not withdrawn."""

    sites: int
    flows: int
    sharings: int


class HandedOverOut(DeclaredOut):
    """``rights``: to read and change all of it, and to answer in the company's name. ``acting``:
    who has them already."""

    rights: list[Literal["read", "change", "answer"]]
    acting: list[NamedToolOut]


class JoinRequestOut(ResponseBody):
    """An organisation claims the SIREN of a verified one, ``into``. ``request_id``: the id of the
    first; ``state``: ``open``, ``confirmed`` (it is merged into the other) or ``refused``;
    ``tools``: client ids of those that declared it; ``asking``: the same, as they are called.
    ``brings``: what it would add to ``into``. ``hands_over``: what each tool that you let act gets:
    all that ``into`` has, to read and to change, and its word in introductions."""

    request_id: UUID
    state: Literal["open", "confirmed", "refused"]
    name: str
    siren: str | None
    territory: str
    tools: list[str]
    asking: list[NamedToolOut]
    brings: DeclaredOut
    hands_over: HandedOverOut
    declared_at: datetime
    into: UUID
    into_name: str


class VerificationsOut(ResponseBody):
    """Every state that an organisation got, oldest first."""

    items: list[VerificationOut]
