"""``/v1/territories/{siren}/zones``: the activity zones of a territory, from a file."""

import asyncio
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import Path, Request, Response

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import WriteSession
from boucle.platform.errors import Faulty, not_found
from boucle.platform.http import (
    AsMap,
    Feature,
    GuardedRouter,
    Siren,
    TableColumn,
    all_in_one,
    also_as_file,
    fields,
    file_of,
    map_of,
)
from boucle.registry.api.dependencies import Party, Registry, Staff, TheRegistry, write
from boucle.registry.api.files.files import FILE_BODY, SentFile, Sheet, sent_file
from boucle.registry.api.files.imports import read_sent
from boucle.registry.api.schemas.territories.zones import ZoneOut, ZonesKeptOut, ZonesOut
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.zoning import put_zones
from boucle.registry.files.layout import Column, Columns, Layout
from boucle.registry.territories.store import kind_of
from boucle.registry.territories.zones import store
from boucle.registry.territories.zones.decisions import COLUMNS, ActivityZone, read_zones

router = GuardedRouter(tags=["territories"])

_COLUMNS: Final = Columns(
    tuple(
        Column(names[0], (key,), aliases=(key, *names[1:]), required=True)
        for key, names in COLUMNS.items()
    )
)
_MAX_BYTES: Final = 1_000_000
_FAULTS: Final = 20
_IN_FILES: Final = (
    TableColumn("Code", "code", lambda one: one.code),
    TableColumn("Nom", "name", lambda one: one.name),
    TableColumn("Latitude", "latitude", lambda one: one.latitude),
    TableColumn("Longitude", "longitude", lambda one: one.longitude),
    TableColumn("Rayon (km)", "radius_km", lambda one: one.radius_km),
    TableColumn("Source", "source", lambda one: one.source),
)
"""As ``replace_zones`` reads them."""
_FEATURE: Final = Feature(
    lambda one: one.code,
    lambda one: [(one.latitude, one.longitude)],
    fields("code", "name", "radius_km", "source"),
)
"""On a map: centres."""
InPath = Annotated[Siren, Path(description="The territory's SIREN.")]


@router.get("/v1/territories/{siren}/zones", response_model=ZonesOut, **also_as_file(mapped=True))
async def list_zones(
    siren: InPath, principal: Party, registry: TheRegistry, kind: AsMap = "json"
) -> ZonesOut | Response:
    """The activity zones of a territory: sites in one are pooled with each other first."""
    hidden = sandbox_of(siren) not in ("", home_of(principal)) and principal.role != "operator"
    async with registry.database.read(snapshot=True) as session:
        if hidden or await kind_of(session, siren) is None:
            raise not_found("territory", siren)
        zones = (await store.zones_of(session, [siren])).get(siren, [])
    if kind == "geojson":
        return await map_of(*all_in_one(zones), _FEATURE, f"zones-{siren}")
    if kind != "json":
        return await file_of(*all_in_one(zones), _IN_FILES, f"zones-{siren}", kind)
    return ZonesOut(territory=siren, items=[_out(each) for each in zones])


@router.put("/v1/territories/{siren}/zones", max_body_size=_MAX_BYTES, openapi_extra=FILE_BODY)
async def replace_zones(
    request: Request,
    siren: InPath,
    principal: Staff,
    registry: TheRegistry,
    sheet: Sheet = "",
) -> ZonesKeptOut:
    """Its zones, from a file: these and no others; none if a row is wrong. Columns: code, name,
    latitude, longitude, radius_km, source, in English or French."""
    if principal.role == "animator" and siren not in principal.territories:
        raise not_found("territory", siren)
    file = await sent_file(request)
    layout, zones = await asyncio.to_thread(_read, file, sheet, registry)

    async def work(session: WriteSession) -> int:
        return await put_zones(session, siren, zones, registry.clock())

    moved = await write(registry, work)
    shown = [_out(each) for each in sorted(zones, key=lambda each: each.code)]
    return ZonesKeptOut(territory=siren, items=shown, moved_sites=moved, ignored=layout.ignored)


def _read(file: SentFile, sheet: str, registry: Registry) -> tuple[Layout, list[ActivityZone]]:
    table, layout = read_sent(file, _COLUMNS, sheet)
    rows = ((row.line, layout.texts(row)) for row in table.rows)
    zones, faults = read_zones(rows, registry.served_area)
    if faults:
        raise Faulty(*faults[:_FAULTS])
    return layout, zones


def _out(zone: ActivityZone) -> ZoneOut:
    return ZoneOut(**asdict(zone))
