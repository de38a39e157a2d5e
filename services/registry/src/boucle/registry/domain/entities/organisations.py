"""Organisations, and the persons of them whom mail reaches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Language = Literal["fr", "en"]
OrganisationState = Literal["claimed", "verified", "refused"]


@dataclass(frozen=True, slots=True)
class Source:
    """How a tool names an entity: its own id at its own source."""

    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A person of an organisation, whom mail reaches. Personal data: never in an event.
    ``passed_on_by``: the contact who named it on a page; None of one that was declared.
    ``passes_to``: the contact whom it named itself, and who is written to before it."""

    id: UUID
    name: str
    email: str
    phone: str | None
    language: Language
    role: str
    passed_on_by: UUID | None = None
    passes_to: UUID | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """``tools``: client ids granted to act for it. ``direct``: declared outside any source.
    ``merged_into``: the one that it turned out to be; it is withdrawn then."""

    id: UUID
    name: str
    siren: str | None
    territory: str
    example: bool
    tools: tuple[str, ...]
    direct: bool
    state: OrganisationState
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None = None
    merged_into: UUID | None = None

    @property
    def on_trial(self) -> bool:
        """Not verified: in nobody's list, counted nowhere."""
        return self.state != "verified"
