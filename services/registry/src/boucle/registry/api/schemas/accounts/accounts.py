"""Persons, their sessions and the links by which they sign in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from boucle.platform.http import Line, RequestBody
from boucle.platform.identity import Role
from boucle.registry.api.schemas.base import Code, EachOnce, Email, ResponseBody
from boucle.registry.domain.entities import Language

Secret = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
Browser = Annotated[str, StringConstraints(strict=True, pattern="^[0-9a-f]{64}$")]


class SignInIn(RequestBody):
    """``browser``: the SHA-256, in hexadecimal, of a cookie of the browser that asks."""

    email: Email
    browser: Browser


class LinkIn(RequestBody):
    """``link``: what follows ``/connexion/``. ``agent``: what its owner knows the browser by."""

    link: Secret
    browser: Browser
    agent: Annotated[str, Line(200)]


class SessionSecret(RequestBody):
    """What the browser keeps."""

    session: Secret


class ActIn(SessionSecret):
    """``role``: a client id among its roles; left out, the one of the last time."""

    role: Secret | None = None


class EndIn(SessionSecret):
    """``id``: another session of the same person; left out, this one."""

    id: UUID | None = None


class SessionMade(ResponseBody):
    """What the browser keeps."""

    session: str


class NamedTerritory(ResponseBody):
    """A territory."""

    siren: str
    name: str


class NamedOrganisation(ResponseBody):
    """A company."""

    id: UUID
    name: str


class RoleOut(ResponseBody):
    """What a person may act as. ``client_id`` is how histories name it."""

    client_id: str
    role: Role
    territories: list[NamedTerritory]
    organisations: list[NamedOrganisation]


class AccountOut(ResponseBody):
    """A person."""

    id: UUID
    name: str
    email: str
    language: Language


class ActingOut(ResponseBody):
    """A token, for whom and as what. ``session``: what the browser keeps from now on.
    ``proof_wanted``: a passkey would make it an operator."""

    access_token: str
    expires_in: int
    session: str
    account: AccountOut
    role: str
    roles: list[RoleOut]
    proof_wanted: bool


class SignInMailOut(ResponseBody):
    """What a mail to a person says. ``link``: what follows ``/connexion/``, null in an invitation.
    ``invited_by``: the name of who invites; ``places``: names of territories, none for an
    operator."""

    account_id: UUID
    email: str
    name: str
    language: Language
    link: str | None
    ends_at: datetime
    invited_by: str | None
    places: list[str]


class SessionOut(ResponseBody):
    """A browser that is signed in. ``seen_at``: when it was used last, to the quarter of an
    hour."""

    id: UUID
    agent: str
    created_at: datetime
    seen_at: datetime


class SessionsOut(ResponseBody):
    """Browsers that are signed in, the one used last first."""

    items: list[SessionOut]


class InvitedIn(RequestBody):
    """Somebody who shall animate territories."""

    email: Email
    name: Annotated[str, Line(200)]
    language: Language = "fr"
    territories: Annotated[tuple[Code, ...], Field(min_length=1, max_length=100), EachOnce]


class AnimatorPersonOut(ResponseBody):
    """A person who animates territories. ``client_id`` is how histories name it; ``territories``:
    as they were given, federations not expanded."""

    client_id: str
    name: str
    email: str
    territories: list[str]
    created_at: datetime


class AnimatorsOut(ResponseBody):
    """The persons who animate a territory."""

    items: list[AnimatorPersonOut]
