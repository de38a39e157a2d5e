"""What the API answers of unmet flows and of prospects, as far as pages show it."""

from datetime import datetime

import msgspec

from boucle.portal.figures import ShownQuantity


class UnmetLine(msgspec.Struct, frozen=True):
    flow_id: str
    organisation_id: str
    territory: str
    direction: str
    quantity: ShownQuantity
    family: str | None = None


class UnmetLines(msgspec.Struct, frozen=True):
    items: tuple[UnmetLine, ...]
    next: str | None = None


class ShownProspect(msgspec.Struct, frozen=True):
    """``employees``: INSEE's band; ``distance_km``: a decimal."""

    siret: str
    division_fr: str
    division_en: str
    distance_km: str
    name: str | None = None
    commune: str | None = None
    employees: str | None = None
    state: str | None = None
    note: str | None = None


class ProspectLines(msgspec.Struct, frozen=True):
    """``imported_at``: of INSEE's file; None: never."""

    items: tuple[ShownProspect, ...]
    passed_over: str | None = None
    imported_at: datetime | None = None
