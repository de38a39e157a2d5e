"""A flow, in requests and responses."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from boucle.contract.events.registry import Certainty, Direction, LegalStatus, Nature, PhysicalForm
from boucle.platform.http import Lines, QuantityOut, RequestBody, wrong
from boucle.registry.api.schemas.base import (
    Code,
    EachOnce,
    ExternalId,
    ResponseBody,
    SourceOut,
    Sureness,
    WarningOut,
)
from boucle.registry.api.schemas.values import (
    AmountText,
    CertaintyText,
    DayText,
    DirectionText,
    FamiliesText,
    FormText,
    MonthsText,
    NatureText,
    Number,
    PriceText,
    RangeText,
    StatusesText,
    StatusText,
    UnitText,
    YesNo,
    with_unit_of_value,
)
from boucle.registry.declarations.flows.families import MOST_FAMILIES

Month = Annotated[int, Field(strict=True, ge=1, le=12)]


class QuantityIn(RequestBody):
    """Per year, unless the unit names another period (``t/month``). Also counted in containers
    (``pallet``, ``big_bag/week``, ``skip 30 m3/month``), which are converted by usual sizes and the
    family's density. Words, spans and text such as ``"3 à 5 t/mois"``: docs/reference/values.md."""

    model_config = ConfigDict(json_schema_extra={"example": {"value": "12.5", "unit": "t"}})

    value: AmountText
    unit: UnitText

    @model_validator(mode="before")
    @classmethod
    def _unit_of_value(cls, value: Any) -> Any:
        return with_unit_of_value(value)


class QualityIn(RequestBody):
    """What an output has, or what an input accepts, on one attribute of the catalogue."""

    low: Number | None = None
    high: Number | None = None
    unit: Code | None = None


def _some_bound(ranges: dict[str, QualityIn]) -> dict[str, QualityIn]:
    if len(ranges) > 40:
        raise wrong("many", "holds more than 40 qualities", "at most 40 qualities")
    return ranges


class AvailabilityIn(RequestBody):
    """Months of the year (empty: not known, which the criterion ``season`` counts as such; all
    twelve: the whole year) within a window (open where ``null``). After the last day, ``end``, the
    flow is withdrawn; told again with a later one, or none, it is declared anew."""

    months: Annotated[
        tuple[Month, ...],
        Field(max_length=12),
        EachOnce,
        MonthsText,
    ] = ()
    start: DayText | None = None
    end: DayText | None = None


class CurrentRouteIn(RequestBody):
    """What an output costs today; a negative cost is a sale."""

    operation: Code | None = None
    cost_eur_per_unit: PriceText | None = None
    contract_end: DayText | None = None


class CurrentSupplyIn(RequestBody):
    """What feeds an input today: ``virgin`` or an energy carrier, and its price."""

    source: Code | None = None
    price_eur_per_unit: PriceText | None = None
    contract_end: DayText | None = None


class FamilyIn(RequestBody):
    """One family of several. ``share`` of the flow's quantity: a decimal above 0, at most 1."""

    model_config = ConfigDict(json_schema_extra={"example": {"family": "manure", "share": "0.4"}})

    family: Code
    share: Number | None = None


class FlowIn(RequestBody):
    """What a site gives or needs, however it names its site.

    ``families``: of a flow of several, the main one first (``family`` is it, or left out). A need
    with shares takes of each family its share at most, without shares any of them up to the whole
    quantity. An offer of several is a mixture: without shares, its parts are taken as equal and its
    certainty is ``estimated`` at best. Shares sum to 1 at most; the rest is matched with nobody.
    Instead of a list, the words of a bilan's cell: ``"manure 40 %, fats 20 %"`` or
    ``"manure | fats"``. Words, numbers, units and dates are read alike at every door, in French
    too: docs/reference/values.md.
    """

    direction: DirectionText
    nature: Annotated[
        NatureText | None,
        Field(description="Left out: its family's, else what text, code and unit mean."),
    ] = None
    family: Code | None = None
    families: Annotated[tuple[FamilyIn, ...], FamiliesText, Field(max_length=MOST_FAMILIES)] = ()
    low: Code | None = None
    text: Annotated[str, Lines(500)] | None = None
    quantity: QuantityIn
    form: FormText | None = None
    hazardous: YesNo | None = None
    qualities: Annotated[
        dict[Code, Annotated[QualityIn, RangeText]], AfterValidator(_some_bound)
    ] = Field(default_factory=dict)
    availability: AvailabilityIn = AvailabilityIn()
    legal_status: StatusText | None = None
    accepts: (
        Annotated[tuple[StatusText, ...], Field(max_length=4), EachOnce, StatusesText] | None
    ) = None
    certainty: CertaintyText = "estimated"
    provenance: Annotated[str, Lines(500)] | None = None
    current_route: CurrentRouteIn | None = None
    current_supply: CurrentSupplyIn | None = None
    valid_from: DayText | None = None


class FlowCreate(FlowIn):
    """``POST /v1/flows``."""

    site_id: UUID


class FlowRevise(FlowIn):
    """``PUT /v1/flows/{id}``: the whole flow."""

    site_id: UUID


class FlowPut(FlowIn):
    """``PUT /v1/sources/{source}/flows/{external_id}``: ``site`` is its id at this source."""

    site: ExternalId


class SuggestionOut(ResponseBody):
    """A family that an unclassified flow may belong to, and why."""

    family: str
    label_fr: str
    label_en: str
    score: Sureness
    reason: str = Field(description="In French.")
    reason_en: str


class FamilyOut(ResponseBody):
    """A family of the flow. ``share``: of its quantity; null where all of it may be of it."""

    family: str
    label_fr: str
    label_en: str
    share: str | None


class DeclaredQuantityOut(ResponseBody):
    """A quantity as it was declared, and how the yearly one was made of it."""

    value: str = Field(description="In `unit`, which may name another period than a year.")
    unit: str
    conversion: str = Field(description="In English.")
    conversion_fr: str


class FlowQualityOut(ResponseBody):
    """What an output has, or what an input accepts, of one quality: from ``low`` to ``high``,
    decimals as text in ``unit``; null where open."""

    low: str | None
    high: str | None
    unit: str | None


class AvailabilityOut(ResponseBody):
    """When the flow is there. ``months``: 1 to 12, empty where not known; ``start``, ``end``: its
    first and last day, null where open."""

    months: tuple[int, ...]
    start: date | None
    end: date | None


class CurrentRouteOut(ResponseBody):
    """Where an output goes today. ``operation``: R or D; ``cost_eur_per_unit``: EUR for each unit
    of the quantity, a decimal as text, negative where it is sold."""

    operation: str | None
    cost_eur_per_unit: str | None
    contract_end: date | None


class CurrentSupplyOut(ResponseBody):
    """What feeds an input today. ``source``: ``virgin`` or an energy carrier;
    ``price_eur_per_unit``: EUR for each unit of the quantity, a decimal as text."""

    source: str | None
    price_eur_per_unit: str | None
    contract_end: date | None


class FlowOut(ResponseBody):
    """The flow as kept. ``families``: all of them, the main one, which ``family`` names, first.
    ``unclassified``: its family could not be told, it takes no part in matching; on a write,
    ``suggestions`` then tells what it may be. ``quantity``: a year's; where it was declared by
    another period, in containers or as a span, ``quantity_as_declared`` says so. ``warnings``: what
    was taken, but may be wrong; on a read, only what follows from the flow as kept."""

    flow_id: UUID
    site_id: UUID
    organisation_id: UUID
    territory: str
    sources: list[SourceOut]
    direction: Direction
    nature: Nature
    family: str | None
    families: list[FamilyOut]
    unclassified: bool
    catalogue_version: str
    low: str | None
    text: str | None
    quantity: QuantityOut
    quantity_as_declared: DeclaredQuantityOut | None = None
    form: PhysicalForm | None
    hazardous: bool
    qualities: dict[str, FlowQualityOut] = Field(description="By the keys of `GET /v1/qualities`.")
    availability: AvailabilityOut
    legal_status: LegalStatus | None
    accepts: tuple[LegalStatus, ...]
    certainty: Certainty
    provenance: str | None
    current_route: CurrentRouteOut | None
    current_supply: CurrentSupplyOut | None
    duplicate_of: UUID | None
    valid_from: date
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None
    suggestions: list[SuggestionOut] = Field(default_factory=list)
    warnings: list[WarningOut] = Field(default_factory=list)
