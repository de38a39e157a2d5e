"""Unusual movement, in responses."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.declarations.movements.decisions import Kind


class MovementOut(ResponseBody):
    """``site_moved``: more than 3 times in 7 days; ``flow_revised``: more than 20 times in 7 days
    (quantity, site, months, qualities or price); ``flows_declared``: more than 50 flows of one
    family by one organisation in 24 hours."""

    kind: Kind
    organisation_id: UUID
    site_id: UUID | None
    flow_id: UUID | None
    family: str | None
    times: int = Field(description="How often, in those days.")
    first_at: datetime
    last_at: datetime
