"""``/v1/outlines``: what a map is drawn on."""

from typing import Annotated, Final

import msgspec
from fastapi import Query
from fastapi.responses import Response

from boucle.platform.errors import Fault, Faulty
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Line
from boucle.platform.translating import tr
from boucle.registry.api.dependencies import TheRegistry
from boucle.registry.api.schemas.reference.outlines import OutlinesOut
from boucle.registry.reference.outlines.outline import Kind
from boucle.registry.reference.outlines.store import Box, outlines_within

router = GuardedRouter(tags=["reference"])

_WIDEST: Final = {"commune": 1.5, "epci": 15.0}
"""Degrees from side to side: some hundreds of communes, all EPCIs of metropolitan France."""
_RIGHT: Final = "west, south, east and north in degrees, such as 0.2,49.4,0.9,49.8"

InBox = Annotated[
    Annotated[str, Line(100)],
    Query(description="West, south, east and north in degrees; communes: 1.5 from side to side."),
]


@router.get("/v1/outlines", response_model=OutlinesOut)
async def list_outlines(
    registry: TheRegistry,
    _principal: CurrentPrincipal,
    box: InBox,
    kind: Annotated[Kind, Query(description="Of what.")] = "epci",
) -> Response:
    """Outlines of communes or EPCIs that reach into a box, as the operator imported them."""
    within = _read(box, _WIDEST[kind])
    async with registry.database.read() as session:
        found = await outlines_within(session, kind, within)
    features = [
        {
            "type": "Feature",
            "id": one.code,
            "geometry": {"type": "MultiLineString", "coordinates": msgspec.Raw(one.lines.encode())},
            "properties": {"name": one.name, "source": one.source},
        }
        for one in found
    ]
    body = msgspec.json.encode({"type": "FeatureCollection", "features": features})
    return Response(body, media_type="application/json")


def _read(text: str, widest: float) -> Box:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise Faulty(Fault("box", text, "is no box", _RIGHT), place="query") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Faulty(Fault("box", text, "is no box", _RIGHT), place="query")
    if max(east - west, north - south) > widest:
        message = tr("is wider or higher than {widest} degrees", widest=widest)
        raise Faulty(Fault("box", text, message, "a smaller one"), place="query")
    return west, south, east, north
