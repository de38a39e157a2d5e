"""Outlines, as they are answered: GeoJSON (RFC 7946)."""

from typing import Literal

from pydantic import Field

from boucle.registry.api.schemas.base import ResponseBody


class OutlineShapeOut(ResponseBody):
    """Closed lines of points, longitude first."""

    type: Literal["MultiLineString"]
    coordinates: list[list[tuple[float, float]]]


class OutlineNamesOut(ResponseBody):
    """``source``: to be named where it is drawn."""

    name: str
    source: str


class OutlineOut(ResponseBody):
    """A commune or an EPCI."""

    type: Literal["Feature"]
    id: str = Field(description="INSEE's code of the commune, or the SIREN of the EPCI.")
    geometry: OutlineShapeOut
    properties: OutlineNamesOut


class OutlinesOut(ResponseBody):
    """All that reach into the box, by code."""

    type: Literal["FeatureCollection"]
    features: list[OutlineOut]
