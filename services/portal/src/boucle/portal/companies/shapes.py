"""What the API answers of companies, as far as pages show it."""

from datetime import date, datetime

import msgspec

from boucle.portal.figures import ShownQuantity


class ShownCompany(msgspec.Struct, frozen=True):
    organisation_id: str
    name: str
    territory: str
    state: str
    siren: str | None = None
    updated_at: datetime | None = None


class CompanyPage(msgspec.Struct, frozen=True):
    items: tuple[ShownCompany, ...]
    next: str | None = None


class ShownContact(msgspec.Struct, frozen=True):
    contact_id: str
    name: str
    email: str
    language: str
    phone: str | None = None
    role: str | None = None


class ContactList(msgspec.Struct, frozen=True):
    items: tuple[ShownContact, ...]


class ShownActivity(msgspec.Struct, frozen=True):
    code: str


class ShownSite(msgspec.Struct, frozen=True):
    site_id: str
    name: str
    commune: str | None = None
    address: str | None = None
    naf: ShownActivity | None = None


class SitePage(msgspec.Struct, frozen=True):
    items: tuple[ShownSite, ...]


class ShownFlow(msgspec.Struct, frozen=True):
    flow_id: str
    organisation_id: str
    site_id: str
    direction: str
    quantity: ShownQuantity
    updated_at: datetime
    family: str | None = None
    text: str | None = None
    certainty: str | None = None
    unclassified: bool = False


class FlowPage(msgspec.Struct, frozen=True):
    items: tuple[ShownFlow, ...]
    next: str | None = None


class NotedCall(msgspec.Struct, frozen=True):
    """``by``: who noted it, a client id. ``next_on``: the day to call again."""

    call_id: str
    organisation_id: str
    organisation_name: str
    at: datetime
    by: str
    text: str
    contact_id: str | None = None
    with_whom: str | None = None
    next_on: date | None = None


class NotedCalls(msgspec.Struct, frozen=True):
    items: tuple[NotedCall, ...]
