"""Prospects: public facts of INSEE, as animators read them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from boucle.platform.http import Lines, RequestBody, Siren
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.parties.sites import NafOut
from boucle.registry.declarations.lives.unmet import PassedOver
from boucle.registry.outlets.prospects.marks import ProspectState


class ProspectOut(ResponseBody):
    """An establishment of which no site is registered. ``employees``: INSEE's band of staff."""

    siret: str
    name: str | None
    naf: NafOut
    division_fr: str
    division_en: str
    commune: str | None
    commune_code: str | None
    employees: str | None
    latitude: float
    longitude: float
    state: ProspectState | None = Field(description="As the flow's territory marked it.")
    note: str | None = Field(description="With the state.")
    distance_km: str
    score: float = Field(
        description="No unit, 0 and up: how well the activity suits, less with distance. It orders "
        "the items of one answer, and compares nothing else."
    )


class ProspectsOut(ResponseBody):
    """Best first. ``imported_at``: when INSEE's file was last read; null when it never was."""

    items: list[ProspectOut]
    passed_over: PassedOver | None = Field(
        description="Why nobody is sought for this flow, and items are none: it was withdrawn, "
        "repeats another one (ask for that one), is typical of its activity and told by nobody, or "
        "is met: synergies that run take its whole quantity. Null when it looks for a partner."
    )
    imported_at: datetime | None


class MarkIn(RequestBody):
    """What the animators of a territory do about an establishment."""

    territory: Siren
    state: ProspectState
    note: Annotated[str, Lines(2000)] | None = None


class MarkedProspectOut(ResponseBody):
    """``name``, ``naf_code`` and ``commune`` are of INSEE's file; null where it has none. ``by``: a
    client id."""

    territory: str
    siret: str
    state: ProspectState
    note: str | None
    name: str | None
    naf_code: str | None
    commune: str | None
    by: str
    at: datetime
