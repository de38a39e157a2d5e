"""A sharing, in requests and responses: what a site could pool, offers or needs."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from boucle.contract.events.registry import Certainty
from boucle.contract.events.sharing import WEEK_HOURS, SharingDirection, SharingKind
from boucle.platform.http import Lines, RequestBody
from boucle.registry.api.schemas.base import (
    Code,
    CompanyNumber,
    EachOnce,
    ExternalId,
    ResponseBody,
    SourceOut,
    Sureness,
    WarningOut,
)
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.parties.sites import SiteOut
from boucle.registry.api.schemas.values import (
    CertaintyText,
    CostText,
    DayText,
    HoursText,
    MeasureText,
    SharingDirectionText,
    SharingKindText,
)

_Whole = Annotated[int, Field(strict=True)]
_Hour = Annotated[float, Field(strict=True, allow_inf_nan=False)]
_Degrees = {"strict": True, "allow_inf_nan": False}


class LaneEndIn(RequestBody):
    """Where a lane begins or ends: ``commune_code``, or ``latitude`` and ``longitude`` (WGS84)."""

    model_config = ConfigDict(json_schema_extra={"example": {"commune_code": "14258"}})

    commune_code: Annotated[Code | None, Field(description="INSEE's code of the commune.")] = None
    latitude: Annotated[float, Field(ge=-90, le=90, **_Degrees)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, **_Degrees)] | None = None


class SlotIn(RequestBody):
    """``amount`` in each hour from ``first`` to before ``end`` of each week of a season (1 winter,
    from December, to 4 autumn; null: of each); hour 0 begins on Monday at midnight, 8.5 is
    half past eight."""

    model_config = ConfigDict(json_schema_extra={"example": {"amount": "800", "season": 1}})

    amount: MeasureText
    season: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    first: _Hour = 0
    end: _Hour = WEEK_HOURS


class SharingIn(RequestBody):
    """A need or an offer of a service, of equipment or of workforce, however it names its site.

    ``subject``: a service or a kind of equipment of the catalogue, a ROME code for workforce; left
    out, it is read in ``description``. ``figures`` and ``choices``: what the catalogue asks of the
    subject, in its units (docs/reference/sharings.md). ``origin``, ``destination``: of a lane.
    ``weekdays``: 1 Monday to 7; ``hours``: from, to before, of a day. ``slots``: of equipment.
    ``months``: of workforce, twelve full-time equivalents, January first. ``excluded``: SIREN or
    id of organisations with which it is never shared, as competitors. ``cost``: what it costs
    today, euros a year; ``contract_end`` and ``notice_months``: of what covers it today. After
    ``valid_until``, its last day, it is withdrawn.
    """

    kind: SharingKindText
    direction: SharingDirectionText
    subject: Code | None = None
    description: Annotated[str, Lines(500)] | None = None
    figures: Annotated[dict[Code, MeasureText], Field(max_length=20)] = Field(default_factory=dict)
    choices: Annotated[dict[Code, Code], Field(max_length=20)] = Field(default_factory=dict)
    origin: LaneEndIn | None = None
    destination: LaneEndIn | None = None
    weekdays: Annotated[
        tuple[Annotated[int, Field(strict=True, ge=1, le=7)], ...], Field(max_length=7), EachOnce
    ] = ()
    hours: HoursText | None = None
    slots: Annotated[tuple[SlotIn, ...], Field(max_length=1000)] = ()
    months: Annotated[tuple[MeasureText, ...], Field(max_length=100)] = ()
    excluded: Annotated[tuple[CompanyNumber, ...], Field(max_length=100)] = ()
    cost: CostText | None = None
    contract_end: DayText | None = None
    notice_months: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    certainty: CertaintyText = "estimated"
    provenance: Annotated[str, Lines(500)] | None = None
    valid_from: DayText | None = None
    valid_until: DayText | None = None


class SharingCreate(SharingIn):
    """``POST /v1/sharings``."""

    site_id: UUID


class SharingRevise(SharingIn):
    """``PUT /v1/sharings/{id}``: the whole sharing."""

    site_id: UUID


class SharingPut(SharingIn):
    """``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id at this source."""

    site: ExternalId


class LaneEndOut(ResponseBody):
    """As declared."""

    commune_code: str | None
    latitude: float | None
    longitude: float | None


class SlotOut(ResponseBody):
    """As declared, one for each season. ``amount``: in the unit of the equipment's figure."""

    season: int
    first: int | float
    end: int | float
    amount: str


class SharingSuggestionOut(ResponseBody):
    """What an unclassified sharing may be about, and why: the words of its description."""

    subject: str
    label_fr: str
    label_en: str
    score: Sureness
    words: list[str]


class SharingOut(ResponseBody):
    """The sharing as kept. ``unclassified``: its subject could not be read, it takes no part in
    matching; on a write, ``suggestions`` then says what it may be. ``warnings``: what was taken,
    but may be wrong."""

    sharing_id: UUID
    site_id: UUID
    organisation_id: UUID
    territory: str
    sources: list[SourceOut]
    kind: SharingKind
    direction: SharingDirection
    subject: str | None
    label_fr: str | None
    label_en: str | None
    unclassified: bool
    catalogue_version: str
    description: str | None
    figures: dict[str, str] = Field(
        description="Decimals, by the keys of the subject and in its units: `GET /v1/services`, "
        "`GET /v1/equipment`."
    )
    choices: dict[str, str] = Field(description="Keys of what was chosen, by those of the subject.")
    origin: LaneEndOut | None
    destination: LaneEndOut | None
    weekdays: tuple[int, ...] = Field(description="1 Monday to 7.")
    hours: tuple[int | float, int | float] | None = Field(description="From, to before, of a day.")
    slots: list[SlotOut]
    months: tuple[str, ...] = Field(description="Full-time equivalents, January first.")
    excluded: tuple[str, ...]
    cost: str | None = Field(description="EUR a year, today.")
    contract_end: date | None
    notice_months: int | None
    certainty: Certainty
    provenance: str | None
    valid_from: date
    valid_until: date | None
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    suggestions: list[SharingSuggestionOut] = Field(default_factory=list)
    warnings: list[WarningOut] = Field(default_factory=list)


class SharingRead(SharingOut):
    """``site``, ``organisation``: with ``expand=``."""

    site: SiteOut | None = None
    organisation: OrganisationOut | None = None
