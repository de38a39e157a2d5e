"""What the API answers an operator, as far as pages show it."""

from datetime import datetime

import msgspec

from boucle.portal.today.shapes import Warned


class OperatedTerritory(msgspec.Struct, frozen=True):
    siren: str
    name: str
    kind: str
    updated_at: datetime
    warnings: tuple[Warned, ...] = ()


class OperatedTerritories(msgspec.Struct, frozen=True):
    items: tuple[OperatedTerritory, ...]
    next: str | None = None


class ShownPrincipal(msgspec.Struct, frozen=True):
    client_id: str
    name: str
    role: str
    verifies: bool
    created_at: datetime
    source: str | None = None
    revoked_at: datetime | None = None


class ShownPrincipals(msgspec.Struct, frozen=True):
    items: tuple[ShownPrincipal, ...]
    next: str | None = None


class WrittenFlow(msgspec.Struct, frozen=True):
    updated_at: datetime


class WrittenFlows(msgspec.Struct, frozen=True):
    items: tuple[WrittenFlow, ...]


class PublicKey(msgspec.Struct, frozen=True):
    kid: str


class PublicKeys(msgspec.Struct, frozen=True):
    keys: tuple[PublicKey, ...]
