"""What the API answers of doubles and movements, as far as the page shows it."""

from datetime import datetime

import msgspec

from boucle.portal.companies.shapes import ShownFlow


class DoubledFlow(ShownFlow, frozen=True, kw_only=True):
    organisation_id: str


class FlaggedDouble(msgspec.Struct, frozen=True):
    flow: DoubledFlow
    original: DoubledFlow


class FlaggedDoubles(msgspec.Struct, frozen=True):
    items: tuple[FlaggedDouble, ...]


class OddMovement(msgspec.Struct, frozen=True):
    kind: str
    organisation_id: str
    last_at: datetime
    times: int
    family: str | None = None


class OddMovements(msgspec.Struct, frozen=True):
    items: tuple[OddMovement, ...]
