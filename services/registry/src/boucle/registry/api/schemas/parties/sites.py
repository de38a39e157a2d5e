"""A site, in requests and responses."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field

from boucle.contract.events.registry import LocationPrecision
from boucle.platform.http import Line, RequestBody
from boucle.registry.api.schemas.base import (
    Code,
    CompanyNumber,
    EachOnce,
    ExternalId,
    ResponseBody,
    SourceOut,
    WarningOut,
)
from boucle.registry.api.schemas.parties.networks import NetworkOut, Networks

_DEGREES: Final = {"strict": True, "allow_inf_nan": False}


class NafIn(RequestBody):
    """A NAF code always says its nomenclature."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"code": "16.10A", "version": "NAF rév. 2"}}
    )

    code: Code
    version: Code = "NAF rév. 2"


class SiteIn(RequestBody):
    """An establishment with a place. Without a SIRET, it is known by its tool's id. Without
    ``latitude`` and ``longitude``, it is at the centre of its commune, by ``commune_code``;
    ``location_precision`` is then, and by default, ``commune``."""

    name: Annotated[str, Line(200)]
    siret: CompanyNumber | None = None
    naf: NafIn | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, **_DEGREES)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, **_DEGREES)] | None = None
    location_precision: LocationPrecision | None = None
    commune: Annotated[str, Line(100)] | None = None
    commune_code: Annotated[Code | None, Field(description="INSEE's code of the commune.")] = None
    address: Annotated[str, Line(300)] | None = None
    territory: Annotated[
        CompanyNumber | None,
        Field(
            description="The SIREN of its EPCI. It may be left out where it follows from "
            "`commune_code`: once communes were imported."
        ),
    ] = None
    treatments: Annotated[tuple[Code, ...], Field(max_length=30), EachOnce] = ()
    networks: Networks = ()
    example: Annotated[bool, Field(strict=True)] = False


class SiteCreate(SiteIn):
    """``POST /v1/sites``."""

    organisation_id: UUID


class SiteRevise(SiteIn):
    """``PUT /v1/sites/{id}``: the whole site."""

    organisation_id: UUID


class SitePut(SiteIn):
    """``PUT /v1/sources/{source}/sites/{external_id}``: ``organisation``, its id at this source."""

    organisation: ExternalId


class NafOut(ResponseBody):
    """A code of an activity, of one nomenclature."""

    code: str
    version: str = Field(description="The nomenclature.")


class SiteOut(ResponseBody):
    """The site as kept."""

    site_id: UUID
    organisation_id: UUID
    sources: list[SourceOut]
    name: str
    siret: str | None
    naf: NafOut | None
    latitude: float
    longitude: float
    location_precision: LocationPrecision
    commune: str | None
    commune_code: str | None
    address: str | None
    territory: str
    treatments: list[str]
    networks: list[NetworkOut]
    example: bool
    version: int
    declared_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None


class WrittenSiteOut(SiteOut):
    """The site as kept, and what to look at again."""

    warnings: list[WarningOut]
