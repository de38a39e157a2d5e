"""Principals, tokens and the directory, in requests and responses."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.http import Line, RequestBody
from boucle.platform.identity import Role
from boucle.registry.api.schemas.base import Code, EachOnce, Email, ResponseBody
from boucle.registry.api.schemas.parties.organisations import ContactOut
from boucle.registry.api.schemas.territories.territories import AnimatorOut, ControllerOut
from boucle.registry.parties.organisations.open_decisions import Decided

SourceName = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


ClientName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100)]


class PrincipalIn(RequestBody):
    """``organisations`` for a company, ``territories`` for an animator, ``source`` for a tool;
    ``verifies``: what this tool declares is verified at once, for you trust it to know who is who.
    ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.
    """

    name: Annotated[str, Line(200)]
    role: Role
    organisations: Annotated[tuple[UUID, ...], Field(max_length=500), EachOnce] = ()
    territories: Annotated[tuple[Code, ...], Field(max_length=500), EachOnce] = ()
    source: SourceName | None = None
    verifies: Annotated[bool, Field(strict=True)] = False
    requires_if_match: Annotated[bool, Field(strict=True)] = False


class ConditionIn(RequestBody):
    """Whether this tool changes and withdraws with ``If-Match`` only."""

    requires_if_match: Annotated[bool, Field(strict=True)]


class TrustIn(RequestBody):
    """Whether what this tool declares is verified at once."""

    verifies: Annotated[bool, Field(strict=True)]


class PrincipalOut(ResponseBody):
    """A principal, without its secret."""

    client_id: str
    name: str
    role: Role
    source: str | None
    organisations: list[UUID]
    territories: list[str]
    verifies: bool
    requires_if_match: bool
    created_at: datetime
    revoked_at: datetime | None


class PrincipalMade(PrincipalOut):
    """``client_secret`` is shown this once and kept nowhere."""

    client_secret: str


class CompanyPrincipalIn(RequestBody):
    """``name``: for whom it is, such as its *supervision* or a person's post."""

    name: Annotated[str, Line(200)]


class CompanyPrincipalOut(ResponseBody):
    """``given_by``: the client id of its animator or of a tool; null: the operator made it."""

    client_id: str
    name: str
    given_by: str | None
    created_at: datetime


class CompanyPrincipalsOut(ResponseBody):
    """The principals of one company."""

    items: list[CompanyPrincipalOut]


class TokenOut(ResponseBody):
    """A bearer token, with how long it is valid."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int


class OAuthErrorOut(ResponseBody):
    """RFC 6749, section 5.2."""

    error: Literal["invalid_request", "invalid_client", "unsupported_grant_type"]
    error_description: str


class KeyOut(ResponseBody):
    """A public key: RFC 7517, RFC 8037."""

    kty: str
    crv: str
    x: str
    kid: str
    use: str
    alg: str


class KeySetOut(ResponseBody):
    """The public keys that verify tokens."""

    keys: list[KeyOut]


class DirectoryIn(RequestBody):
    """``every_epci``: the territories of all EPCIs, those of sandboxes left out. ``addresses``: of
    people, whose contacts are asked for. ``decisions``: what waits for who animates all of these
    territories. ``animators``: the persons who animate them."""

    organisations: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    territories: Annotated[tuple[Code, ...], Field(max_length=1000)] = ()
    flows: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    sharings: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    principals: Annotated[tuple[ClientName, ...], Field(max_length=1000)] = ()
    addresses: Annotated[tuple[Email, ...], Field(max_length=10)] = ()
    every_epci: Annotated[bool, Field(strict=True)] = False
    decisions: Annotated[bool, Field(strict=True)] = False
    animators: Annotated[bool, Field(strict=True)] = False


class DirectoryContact(ContactOut):
    """``person``: a keyed hash of the address, the same in every organisation."""

    person: str


class GivenVersionsIn(RequestBody):
    """Ids, at most 1,000 of each kind."""

    territories: Annotated[tuple[Code, ...], Field(max_length=1000)] = ()
    sites: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    flows: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()
    sharings: Annotated[tuple[UUID, ...], Field(max_length=1000)] = ()


class GivenVersionsOut(ResponseBody):
    """By id, the newest version of each; what is not known is left out."""

    territories: dict[str, int]
    sites: dict[UUID, int]
    flows: dict[UUID, int]
    sharings: dict[UUID, int]


class DirectoryOrganisation(ResponseBody):
    """``territories``: its own, and those of its sites."""

    name: str
    territories: list[str]
    contacts: list[DirectoryContact]


class DirectoryTerritory(ResponseBody):
    """``controller``: its own or its federation's, with the basis that counts. ``parameters``:
    those that it sets."""

    name: str
    animator: AnimatorOut | None
    controller: ControllerOut | None
    parameters: dict[str, str]


class DirectoryDecisions(ResponseBody):
    """How many people named as contacts, requests to join or claimed organisations wait;
    ``newest``: since when the last one does."""

    about: Decided
    count: int
    newest: datetime


class DirectoryAnimator(ResponseBody):
    """A person who animates ``territories``, of those asked for."""

    name: str
    email: str
    language: str
    territories: list[str]


class DirectoryFlow(ResponseBody):
    """A flow as its own company knows it: its words, its yearly quantity, its site; ``months`` from
    1 to 12, ``cost`` in EUR per unit today."""

    text: str | None
    quantity: dict[str, str]
    months: tuple[int, ...]
    cost: str | None
    site: str
    commune: str | None


class DirectorySharing(ResponseBody):
    """What could be pooled or shared, as its own company knows it, with its site. ``text``: its
    words."""

    kind: SharingKind
    direction: SharingDirection
    subject: str | None
    text: str | None
    figures: dict[str, str]
    choices: dict[str, str]
    months: tuple[str, ...]
    cost: str | None
    contract_end: date | None
    site: str
    commune: str | None


class DirectoryPrincipal(ResponseBody):
    """What it may see, as its next token would say."""

    role: Role
    organisations: list[UUID]
    territories: list[str]


class DirectoryOut(ResponseBody):
    organisations: dict[UUID, DirectoryOrganisation]
    territories: dict[str, DirectoryTerritory]
    flows: dict[UUID, DirectoryFlow]
    sharings: dict[UUID, DirectorySharing]
    principals: dict[str, DirectoryPrincipal]
    persons: dict[str, list[DirectoryContact]]
    decisions: list[DirectoryDecisions]
    animators: list[DirectoryAnimator]
