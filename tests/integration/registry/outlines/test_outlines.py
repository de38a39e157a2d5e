"""Outlines are imported with their source, and asked for by a box."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from boucle.registry.app import SERVICE
from boucle.registry.reference.communes.import_communes import import_communes
from boucle.registry.reference.outlines.import_outlines import import_outlines
from tests.integration.registry.conftest import CAEN, FALAISE, Api
from tests.kit import RunningWorker

COMMUNES = (
    f"insee,nom,epci_siren,lat,lon\n14001,Un,{FALAISE},48.9,-0.2\n14003,Deux,{FALAISE},48.9,-0.1\n"
)


def _square(code: str, west: float) -> dict[str, Any]:
    ring = [[west, 48], [west + 1, 48], [west + 1, 49], [west, 49], [west, 48]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "nom": code}, "geometry": geometry}


async def _imported(worker: RunningWorker, folder: Path, source: str | None) -> None:
    communes, outlines = folder / "communes.csv", folder / "outlines.geojson"
    communes.write_text(COMMUNES, encoding="utf-8")
    squares = [_square("14001", 0), _square("14003", 1), _square(CAEN, 4)]
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    async with worker(SERVICE) as resources:
        await import_communes(resources, communes)
        await import_outlines(resources, outlines, source)


async def test_outlines_come_by_box_and_epcis_are_drawn_around_communes(
    api: Api, running_worker: RunningWorker, tmp_path: Path
) -> None:
    for _ in range(2):  # again: it replaces
        await _imported(running_worker, tmp_path, "IGN 2018")
    found = await api.get("/v1/outlines?box=-1,47,1.5,50")
    (falaise,) = found["features"]
    assert (falaise["id"], falaise["properties"]["source"]) == (FALAISE, "IGN 2018")
    (line,) = falaise["geometry"]["coordinates"]
    assert len(line) == 7, "the edge that both share is gone"
    found = await api.get("/v1/outlines?box=0.9,48.1,0.95,48.2&kind=commune")
    assert [one["id"] for one in found["features"]] == ["14001"]
    assert [one["id"] for one in (await api.get("/v1/outlines?box=3,47,6,50"))["features"]] == [
        CAEN
    ]


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "1,0,0,1", "nan,0,1,1"])
async def test_what_is_no_box_is_refused(api: Api, box: str) -> None:
    await api.get(f"/v1/outlines?box={box}", expect=422)


async def test_a_box_of_communes_is_small(api: Api) -> None:
    await api.get("/v1/outlines?box=0,48,2,49&kind=commune", expect=422)


async def test_who_drew_them_must_be_said(running_worker: RunningWorker, tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="source"):
        await _imported(running_worker, tmp_path, None)
