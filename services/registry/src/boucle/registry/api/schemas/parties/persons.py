"""The rights of a person over its data, in requests and responses."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from boucle.platform.http import RequestBody
from boucle.registry.api.schemas.base import Email, ResponseBody
from boucle.registry.api.schemas.parties.organisations import ContactOut
from boucle.registry.domain.entities import Language


class PersonIn(RequestBody):
    """``address``: the person's mail address, in any case."""

    address: Email


class PersonContactOut(ContactOut):
    """A contact, of which organisation."""

    organisation_id: UUID


class PersonProposalOut(ResponseBody):
    """Somebody named on a page, whom an animator has yet to confirm."""

    proposal_id: UUID
    organisation_id: UUID
    name: str
    email: str
    language: Language
    proposed_at: datetime


class PersonAnimatorOut(ResponseBody):
    """An animator, of which territory."""

    territory: str
    name: str
    email: str
    phone: str | None
    address: str | None


class PersonAccountOut(ResponseBody):
    """An account: since when, what it acts as (``client_id`` in histories), from which browsers."""

    name: str
    language: Language
    created_at: datetime
    roles: list[str]
    browsers: list[str]


class PersonTextOut(ResponseBody):
    """What somebody wrote that names the person: where it is kept, and what it says."""

    where: str
    text: dict[str, Any] = Field(description="Column -> what it says, any JSON value.")


class PersonOut(ResponseBody):
    """All that registry keeps under an address. ``controls``: territories that name it as the one
    to write to about data. ``erased_at``: when it was last erased."""

    address: str
    contacts: list[PersonContactOut]
    proposals: list[PersonProposalOut]
    animates: list[PersonAnimatorOut]
    controls: list[str]
    account: PersonAccountOut | None
    texts: list[PersonTextOut]
    erased_at: datetime | None


class OrganisationLeftOut(ResponseBody):
    """An organisation whose contact was erased. ``contacts``: how many it has left; ``running``:
    how many of its synergies run."""

    organisation_id: UUID
    contacts: int
    running: int


class ErasureOut(ResponseBody):
    """What was erased here; the other services follow within a minute. ``todo``: what is left to
    do, a line each."""

    contacts: int
    proposals: int
    texts: int
    animates: list[str]
    controls: list[str]
    left: list[OrganisationLeftOut]
    todo: list[str] = Field(default_factory=list)
