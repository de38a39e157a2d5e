"""Territories, and who answers for them."""

from dataclasses import dataclass
from datetime import datetime

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.contract.events.registry import TerritoryKind


@dataclass(frozen=True, slots=True)
class Animator:
    """Who runs the approach of a territory. Personal data: never in an event. ``address``: by post,
    on one line."""

    name: str
    email: str
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Controller:
    """Who answers for personal data in a territory (GDPR, article 13), and for its pages (LCEN,
    article 6). ``rights``: the mail address to write to about one's data. ``kept_months``: for how
    long after the last exchange data is kept. ``publisher``: the person who directs what is
    published; ``host``: who hosts the site, with address. Never in an event."""

    name: str
    address: str
    rights: str
    basis: str | None = None
    kept_months: int = 36
    publisher: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """An EPCI or a federation of them, and how its synergies are handled.

    ``published``: what its event carries, its SIREN (the key), kind, parent and all its settings. A
    setting is declared there, once: columns, history, requests and responses go by its fields.
    """

    name: str
    published: TerritoryEvent
    animator: Animator | None = None
    controller: Controller | None = None
    version: int = 0
    updated_at: datetime | None = None

    @property
    def siren(self) -> str:
        return self.published.siren

    @property
    def kind(self) -> TerritoryKind:
        return self.published.kind

    @property
    def parent(self) -> str | None:
        return self.published.parent
