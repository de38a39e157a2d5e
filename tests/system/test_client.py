"""The Python client and its example, against the running system."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from boucle.local.commands.principals import credentials
from boucle_client import Boucle, Invalid, VersionMoved
from boucle_client.generated.api.flows import list_flows
from boucle_client.generated.api.sources import put_flow_of_source
from boucle_client.generated.models import FlowPut
from tests.system.conftest import Played
from tests.unit.client.awaited import AwaitedCopy

EXAMPLE = Path(__file__).parents[2] / "examples/two_way_sync.py"
SOURCE = "demo-tool"
LISTS = {kind: f"/v1/{kind}s" for kind in ("flow", "site", "sharing")}
LISTS |= {"synergy": "/v1/synergies"}
OFFER = {
    "site": "client-offer",
    "direction": "output",
    "nature": "energy",
    "family": "heat_steam",
    "quantity": {"value": "9500", "unit": "MWh"},
    "form": "steam",
    "certainty": "measured",
    "qualities": {
        "temperature": {"low": "180", "high": "220", "unit": "Cel"},
        "pressure": {"low": "12", "high": "20", "unit": "bar"},
    },
}
NEED = {**OFFER, "site": "client-need", "direction": "input"}


class Example:
    """The example, run as its reader would: a process a time, on one file."""

    def __init__(self, played: Played, file: Path) -> None:
        known = credentials(played.system)["tool"]
        self._access = {
            "BOUCLE_URL": played.entry,
            "BOUCLE_CLIENT_ID": known["client_id"],
            "BOUCLE_CLIENT_SECRET": known["client_secret"],
        }
        self._file = file

    def run(self) -> str:
        done = subprocess.run(
            [sys.executable, EXAMPLE, SOURCE, self._file],
            env={**os.environ, **self._access},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, kind: str, key: str, data: object) -> None:
        with closing(sqlite3.connect(self._file)) as db, db:
            row = (kind, key, json.dumps(data))
            db.execute("INSERT OR REPLACE INTO rows (kind, id, data) VALUES (?, ?, ?)", row)

    def things(self, kind: str) -> dict[str, Any]:
        with closing(sqlite3.connect(self._file)) as db:
            rows = db.execute("SELECT id, data FROM things WHERE kind = ?", (kind,))
            return {key: json.loads(data) for key, data in rows}


@pytest.fixture
def boucle(played: Played) -> Iterator[Boucle]:
    known = credentials(played.system)["tool"]
    with Boucle(played.entry, known["client_id"], known["client_secret"]) as client:
        yield client


def _whole(boucle: Boucle) -> dict[str, Any]:
    """What the lists give, but for pairs that nobody acted on: those are not in the feed."""
    return {
        kind: {str(one[f"{kind}_id"]): one for one in boucle.every(path) if one["version"]}
        for kind, path in LISTS.items()
    }


def test_a_table_and_boucle_are_kept_in_step(
    played: Played, boucle: Boucle, tmp_path: Path
) -> None:
    example = Example(played, tmp_path / "tool.sqlite")
    assert example.run() == "sent 0 applied 0"
    assert example.things("flow")

    place = boucle.get(f"/v1/sources/{SOURCE}/sites/sevede")
    names = ("latitude", "longitude", "location_precision", "territory")
    for name in ("client-offer", "client-need"):
        about = {"name": name, "territory": place["territory"], "example": True}
        example.write("organisation", name, about)
        site = {"organisation": name, "name": name, "naf": place["naf"]}
        example.write("site", name, site | {key: place[key] for key in names})
    example.write("flow", "client-offer", OFFER)
    example.write("flow", "client-need", NEED)
    assert example.run().startswith("sent 6 applied ")
    beside = example.things("possibilities")
    own = {one["direction"]: key for key, one in beside.items()}
    assert beside[own["output"]]["possibilities"]

    example.write("flow", "client-offer", OFFER | {"quantity": {"value": "9600", "unit": "MWh"}})
    boucle.delete(f"/v1/sources/{SOURCE}/flows/client-need")
    ends = monotonic() + 30
    while (kept := _kept(example)) != (listed := _whole(boucle)) and monotonic() < ends:
        example.run()
    assert kept == listed
    assert kept["flow"][own["output"]]["quantity"]["value"] == "9600"
    assert own["input"] not in kept["flow"]
    for kind in ("flows/client-offer", "sites/client-offer", "sites/client-need"):
        boucle.delete(f"/v1/sources/{SOURCE}/{kind}")


def _kept(example: Example) -> dict[str, Any]:
    kept = {kind: example.things(kind) for kind in LISTS}
    return {kind: {key: one for key, one in kept[kind].items() if one["version"]} for kind in LISTS}


def test_calls_are_typed_and_problems_raised(boucle: Boucle) -> None:
    first = next(boucle.each(list_flows.sync, direction=["output"], limit=1))
    assert first.direction == "output"
    wrong = FlowPut.from_dict({**OFFER, "site": "sevede", "quantity": {"value": "1", "unit": "x"}})
    with pytest.raises(Invalid) as caught:
        put_flow_of_source.sync(SOURCE, "client-wrong", client=boucle.api, body=wrong)
    assert [error.field for error in caught.value.errors] == ["body.quantity.unit"]
    with pytest.raises(VersionMoved):
        boucle.patch(f"/v1/sources/{SOURCE}/sites/sevede", {"name": "x"}, if_match='"999"')


async def test_asyncio_reads_what_others_read_with_the_same_token(boucle: Boucle) -> None:
    read = {flow.flow_id: flow.quantity.value for flow in boucle.each(list_flows.sync)}
    pages = boucle.each_async(list_flows.asyncio, limit=50)
    assert {flow.flow_id: flow.quantity.value async for flow in pages} == read
    assert len(read) > 50
    async with boucle:
        known = (await boucle.async_http.get("/v1/units")).request.headers["authorization"]
        assert boucle.http.get("/v1/units").request.headers["authorization"] == known


async def test_asyncio_sends_rows_and_keeps_a_copy(boucle: Boucle) -> None:
    copy, flow = AwaitedCopy(), {"kind": "flow", "id": "client-awaited"}
    data = {**OFFER, "site": "sevede", "quantity": {"value": "9700", "unit": "MWh"}}
    async with boucle:
        sent = [row async for row in boucle.bulk_async(SOURCE, [{**flow, "data": data}])]
        assert [row["status"] for row in sent] == [201]
        path = f"/v1/sources/{SOURCE}/flows/client-awaited"
        id_ = (await boucle.get_async(path))["flow_id"]
        await boucle.keep_async(copy, ["flow", "site"])
        assert copy.things["flow"][id_]["quantity"]["value"] == "9700"
        assert copy.things["site"]
        for row in (
            {**flow, "data": data | {"certainty": "estimated"}},
            {**flow, "withdraw": True},
        ):
            [answer] = [one async for one in boucle.bulk_async(SOURCE, [row])]
            assert answer["status"] in (200, 204), answer
        ends = monotonic() + 30
        while id_ in copy.things["flow"] and monotonic() < ends:
            await boucle.keep_async(copy, ["flow", "site"], wait=5)
        assert id_ not in copy.things["flow"]
        assert f"drop flow {id_}" in copy.done
