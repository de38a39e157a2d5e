"""What the API answers of workshops, as far as pages show it."""

import msgspec


class TableTalk(msgspec.Struct, frozen=True):
    """A synergy that companies of a table could talk about."""

    synergy_id: str
    subject: str
    organisations: tuple[str, ...]
    gives: str | None = None


class WorkshopTable(msgspec.Struct, frozen=True):
    organisations: tuple[str, ...]
    synergies: tuple[TableTalk, ...]
    total: int
    subject: str | None = None


class ComposedWorkshop(msgspec.Struct, frozen=True):
    tables: tuple[WorkshopTable, ...]
    considered: int


class CapturedParty(msgspec.Struct, frozen=True):
    organisation_id: str
    role: str


class CapturedLead(msgspec.Struct, frozen=True):
    lead_id: str
    kind: str
    parties: tuple[CapturedParty, ...]
    what: str
    note: str | None = None
    synergy_id: str | None = None


class CapturedLeads(msgspec.Struct, frozen=True):
    items: tuple[CapturedLead, ...]
    next: str | None = None


class OpenedSynergy(msgspec.Struct, frozen=True):
    synergy_id: str
