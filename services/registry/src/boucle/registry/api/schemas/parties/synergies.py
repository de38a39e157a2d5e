"""The parties of a synergy by name, in responses."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from boucle.contract.events.matching import Role
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.parties.organisations import ContactOut


class NamedSiteOut(ResponseBody):
    """The site at which the flow or the sharing is declared."""

    site_id: UUID
    name: str
    siret: str | None
    address: Annotated[str | None, Field(description="Street and number, as declared.")]
    commune: str | None
    commune_code: Annotated[str | None, Field(description="INSEE's code of the commune.")]


class NamedOut(ResponseBody):
    """An organisation and its site, as registry knows them at this moment."""

    organisation_id: UUID
    name: Annotated[str, Field(description="Of the organisation.")]
    siren: Annotated[str | None, Field(description="Of the organisation, nine digits.")]
    site: Annotated[
        NamedSiteOut | None, Field(description="Null where a company stands for itself.")
    ]


class NamedPartyOut(NamedOut):
    """A party of a synergy, and the person whom its mails reach."""

    role: Annotated[Role, Field(description="Its side, as in the synergy.")]
    contact: Annotated[
        ContactOut | None,
        Field(description="Null where nobody is known, or was erased: ask the animator."),
    ]


class NamedPartiesOut(ResponseBody):
    """Parties of a synergy that you may know by name, your own too."""

    synergy_id: UUID
    items: list[NamedPartyOut]
    carrier: Annotated[
        NamedOut | None,
        Field(description="Who carries or hosts a group; without a person: it agreed to nothing."),
    ]
