"""``/carte``: where sites are and what passes between them; beside it, a list that needs no map."""

import asyncio
import gzip
from itertools import islice
from pathlib import Path
from typing import Annotated, Final

import msgspec
from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.routes import NoSuchPage
from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import Api
from boucle.portal.maps.drawing import (
    Box,
    Drawn,
    box_around,
    drawn_outlines,
    drawn_sites,
    drawn_synergies,
    drawn_zones,
    places_of,
    sources_of,
)
from boucle.portal.maps.shapes import (
    OutlinesOnMap,
    SitesListed,
    SitesOnMap,
    SynergiesOnMap,
    ZonesOnMap,
)
from boucle.portal.pages import Animator, PortalRoute, labels_of, page

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_OPEN: Final = "introduced,interested,consented,studying,running"
_BEST: Final = {"state": "detected", "sort": "-score"}
_POSSIBLE: Final = 100
"""So many of them are drawn."""
_COMMUNES_UP_TO: Final = 1.4
"""Degrees from side to side: the API gives those of 1.5 at most."""
_HERE: Final = Path(__file__).parent
_VERSION: Final = "6.20.0"
_FILES: Final = {
    name: (_HERE / "maplibre" / f"{name}.gz").read_bytes()
    for name in ("maplibre-gl.mjs", "maplibre-gl-worker.mjs")
}
_SCRIPT: Final = gzip.compress((_HERE / "map.mjs").read_bytes(), mtime=0)
_OURS: Final = "; script-src 'self'; connect-src 'self'; worker-src 'self'"
_KEPT: Final = "public, max-age=31536000, immutable"


@router.get("/carte")
@public
async def show_map(
    request: Request,
    person: Animator,
    q: Annotated[str | None, Query(max_length=200)] = None,
    suite: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    query = {"q": q and q.strip(), "cursor": suite, "limit": _PAGE}
    found = await person.api.get("/v1/sites", SitesListed, query)
    places = {one.siren: one.name for one in person.acting.as_role.territories}
    answer = page(
        request, "map.html", sites=found.items, next=found.next, q=q or "", places=places,
        version=_VERSION,
    )  # fmt: skip
    answer.headers["Content-Security-Policy"] += _OURS
    return answer


@router.get("/carte/carte.mjs")
@public
async def give_map_script() -> Response:
    return _gzipped(_SCRIPT, "text/javascript", "no-cache")


@router.get("/carte/{version}/{name}.mjs")
@public
async def give_maplibre(version: str, name: str) -> Response:
    """Return a file of MapLibre, which never changes under its version."""
    content = _FILES.get(f"{name}.mjs")
    if content is None or version != _VERSION:
        raise NoSuchPage
    return _gzipped(content, "text/javascript", _KEPT)


@router.get("/carte/lieux.json")
@public
async def give_places(request: Request, person: Animator) -> Response:
    """Return what this person may see, where the API places it for them."""
    api, as_file = person.api, {"format": "geojson"}
    of_each = [f"/v1/territories/{one.siren}/zones" for one in person.acting.as_role.territories]
    sites, open_, possible, labels, zones = await asyncio.gather(
        api.get("/v1/sites", SitesOnMap, as_file),
        api.get("/v1/synergies", SynergiesOnMap, {**as_file, "state": _OPEN}),
        api.get("/v1/synergies", SynergiesOnMap, {**as_file, **_BEST}),
        labels_of(request, api),
        asyncio.gather(*(api.get(path, ZonesOnMap) for path in of_each)),
    )
    placed, places_of_sites = drawn_sites(sites), places_of(sites)
    epcis, communes = await _outlines(api, box_around(placed))
    drawn = Drawn(
        sites=placed,
        synergies=tuple(drawn_synergies(open_, places_of_sites, labels.of)),
        possible=tuple(islice(drawn_synergies(possible, places_of_sites, labels.of), _POSSIBLE)),
        zones=drawn_zones(zones),
        epcis=drawn_outlines(epcis),
        communes=drawn_outlines(communes),
        sources=sources_of(epcis, communes),
    )
    content = await asyncio.to_thread(gzip.compress, msgspec.json.encode(drawn), 6)
    return _gzipped(content, "application/json", "no-store")


async def _outlines(api: Api, box: Box | None) -> tuple[OutlinesOnMap, OutlinesOnMap]:
    """EPCIs, and communes where the box is small enough for them."""
    none = OutlinesOnMap(())
    if box is None:
        return none, none
    query = {"box": ",".join(f"{each:.4f}" for each in box)}
    epcis = await api.get("/v1/outlines", OutlinesOnMap, query)
    if max(box[2] - box[0], box[3] - box[1]) > _COMMUNES_UP_TO:
        return epcis, none
    return epcis, await api.get("/v1/outlines", OutlinesOnMap, {**query, "kind": "commune"})


def _gzipped(content: bytes, media_type: str, kept: str) -> Response:
    headers = {"Content-Encoding": "gzip", "Cache-Control": kept, "Vary": "Accept-Encoding"}
    headers |= {"X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)
