"""A site's typical flows, in requests and responses."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from boucle.contract.events.registry import Direction
from boucle.platform.http import QuantityOut, RequestBody
from boucle.registry.api.schemas.base import ResponseBody


class TypicalFlowsIn(RequestBody):
    """How many people work at the site."""

    employees: Annotated[int, Field(strict=True, ge=1, le=100_000)]


class TypicalFlowOut(ResponseBody):
    """``quantity``: per year, an order of magnitude."""

    flow_id: UUID
    direction: Direction
    family: str
    quantity: QuantityOut


class TypicalFlowsOut(ResponseBody):
    """What became of the site's typical flows. ``withdrawn``: their like is declared by now, or is
    not usual for the site's activity any more."""

    made: list[TypicalFlowOut]
    revised: list[TypicalFlowOut]
    left: list[TypicalFlowOut]
    withdrawn: list[TypicalFlowOut]
