"""Sharings in bulk and by snapshot: as one by one, and as flows."""

from random import Random
from typing import Any

import pytest

from tests.integration.registry.bulk.conftest import bulk, fields, row
from tests.integration.registry.conftest import Api, Body, flow, sharing, site

SOURCE = "/v1/sources/tyca"
SNAPSHOT = f"{SOURCE}/snapshot"


def _some(random: Random) -> list[tuple[str, Body | None]]:
    """Names and sharings, good and bad; None: withdrawn."""
    rows: list[tuple[str, Body | None]] = []
    for _ in range(60):
        name = f"s{random.randrange(8)}"
        body = sharing(
            site=random.choice(["site", "site", "other", "nowhere"]),
            cost=random.choice(["2400", "2500"]),
            figures={"tonnes": random.choice(["12", "13", "-1"])},
        )
        if random.random() < 0.1:
            body["valid_until"] = "2026-01-31"
        if random.random() < 0.1:
            body["origin"] = {"commune_code": "99999"}
        if random.random() < 0.1:
            body["contract_end"] = "2020-01-01"
        rows.append((name, None if random.random() < 0.25 else body))
    return rows


async def _published(api: Api, source: str) -> list[tuple[Any, ...]]:
    rows = await api.fetch("SELECT id, external_id FROM sharing WHERE source = $1", source)
    names = {line["id"]: line["external_id"] for line in rows}
    return sorted(
        (names[data.sharing_id], version, type_, data.figures, data.cost, data.site.latitude)
        for type_, version, data in await api.outbox("sharing")
        if data.sharing_id in names
    )


@pytest.mark.parametrize("seed", range(3))
async def test_at_once_is_as_one_by_one(declared: Api, seed: int) -> None:
    await declared.put(f"{SOURCE}/sites/other", site(latitude=48.9))
    rows = _some(Random(seed))
    answers = []
    for name, body in rows:
        path = f"{SOURCE}/sharings/one-{name}"
        if body is None:
            answer = await declared.http.delete(path, headers=declared.tool)
        else:
            answer = await declared.http.put(path, json=body, headers=declared.tool)
        said = answer.json() if answer.content else {}
        wrong = [one["field"].replace("body.", "data.") for one in said.get("errors", ())]
        answers.append((answer.status_code, wrong))
    one_by_one = [
        (name.removeprefix("one-"), *rest) for name, *rest in await _published(declared, "tyca")
    ]
    results, summary = await bulk(
        declared, *(row("sharing", f"all-{name}", body) for name, body in rows)
    )
    assert summary["complete"]
    assert [
        (one["status"], fields(one) if one.get("problem", {}).get("errors") else [])
        for one in results
    ] == answers
    at_once = [
        (name.removeprefix("all-"), *rest)
        for name, *rest in await _published(declared, "tyca")
        if name.startswith("all-")
    ]
    assert at_once == one_by_one


async def test_flows_and_sharings_of_one_request_stand_in_their_order(declared: Api) -> None:
    results, summary = await bulk(
        declared,
        row("site", "new", site(name="Neuf")),
        row("sharing", "s", sharing(site="new")),
        row("flow", "f", flow(site="new")),
        row("sharing", "t", sharing(site="new", subject=None, description="?", figures={})),
        row("sharing", "s", sharing(site="new", cost="1")),
        row("sharing", "s", None),
        row("sharing", "unknown", None),
    )
    assert [one["status"] for one in results] == [201, 201, 201, 201, 200, 204, 404]
    assert (results[3]["unclassified"], results[5]["version"]) == (True, 3)
    assert (summary["created"], summary["withdrawn"], summary["failed"]) == (4, 1, 1)


async def test_a_snapshot_withdraws_what_it_no_longer_lists(declared: Api) -> None:
    for number in range(6):
        await declared.put(f"{SOURCE}/sharings/s{number}", sharing())
    listed = {"sharings": [f"s{number}" for number in range(4)]}
    dry = await declared.post(SNAPSHOT, {**listed, "dry_run": True}, by=declared.tool, expect=200)
    assert (dry["withdrawn"], dry["needs_confirm"]) == ({"sharings": ["s4", "s5"]}, False)
    assert len((await declared.get("/v1/sharings"))["items"]) == 6
    done = await declared.post(SNAPSHOT, listed, by=declared.tool, expect=200)
    assert done["counts"] == {"sharings": 2}
    for number in range(6):
        await declared.put(f"{SOURCE}/sharings/t{number}", sharing())
    much: Body = {"sharings": []}
    refused = await declared.post(SNAPSHOT, much, by=declared.tool, expect=409)
    assert "10/10 sharings" in refused["detail"]
    gone = await declared.post(SNAPSHOT, {**much, "confirm": True}, by=declared.tool, expect=200)
    assert gone["counts"] == {"sharings": 10}


async def test_what_is_at_a_site_that_goes_goes_with_it(declared: Api) -> None:
    await declared.put(f"{SOURCE}/sharings/s", sharing())
    taken = await declared.post(SNAPSHOT, {"sites": []}, by=declared.tool, expect=200)
    assert taken["withdrawn"] == {"sites": ["site"], "sharings": ["s"]}
    assert (await declared.outbox("sharing"))[-1][0] == "sharing.withdrawn.v1"
