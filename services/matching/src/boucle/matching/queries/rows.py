"""Define the row of a list of synergies, of which a compact one lacks what is null."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from pydantic import Field

from boucle.matching.queries.expanded import SynergyRead
from boucle.matching.queries.group_responses import GroupOut
from boucle.matching.queries.parts import AmountOut
from boucle.matching.queries.responses import (
    CandidacyOut,
    CriterionOut,
    NextActionOut,
    ResultOut,
    Score,
    SideOut,
    VersionsOut,
)
from boucle.platform.http import QuantityOut

NOT_COMPACT: Final = ("why", "versions", "candidacy", "results", "found_by", "pre_existing")
"""What `expand` adds to a compact row."""


class SideRow(SideOut):
    """One party; see ``SideOut``."""

    territory: str | None = None
    family: str | None = None
    division: str | None = None
    quantity: QuantityOut | None = None
    organisation_id: UUID | None = None
    site_id: UUID | None = None
    flow_id: UUID | None = None
    sharing_id: UUID | None = None
    reason: str | None = None
    contract_until: date | None = None
    answered_at: datetime | None = None


class SynergyRow(SynergyRead):
    """A synergy of a list; see ``SynergyRead``. A compact one lacks what is null."""

    nature: str | None = None
    route: str | None = None
    title: str | None = None
    state_since: datetime | None = None
    found_by: str = ""
    pre_existing: bool = False
    parties_href: str | None = None
    candidacy: CandidacyOut | None = None
    sides: list[SideRow]  # type: ignore[assignment]
    score: Score | None = None
    score_band: str | None = None
    quantity: QuantityOut | None = None
    distance_km: str | None = None
    distance_band: str | None = None
    why: list[CriterionOut] = Field(default=[])
    tco2e: AmountOut | None = None
    eur: AmountOut | None = None
    agreed: QuantityOut | None = None
    running_since: date | None = None
    stopped_on: date | None = None
    contract_until: date | None = None
    next_action: NextActionOut | None = None
    results: list[ResultOut] = Field(default=[])
    versions: VersionsOut | None = None
    group: GroupOut | None = None
