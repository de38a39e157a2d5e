"""In bulk or one by one: the same answers, rows, events and movements, whatever the order."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import msgspec
import pytest

from boucle.registry.parties.organisations import source_ids
from tests.integration.registry.bulk.conftest import bulk, fields, row
from tests.integration.registry.conftest import Api, Body, flow, organisation, site
from tests.kit import FrozenClock

ONE, MANY = "one", "many"
SAWMILL = {"code": "16.10A", "version": "NAF rév. 2"}
ROWS, NAMES = 60, 8
FAMILIES = ("wood_b", "wood_a", "sawdust", None)
AMOUNTS = ("500", "520", "90")


class Ticking(FrozenClock):
    """Each look is a little later, as on a real clock."""

    def __call__(self) -> datetime:
        return self.advance(timedelta(milliseconds=1))


async def a_world(api: Api, world: str) -> None:
    """Two sites that two tools know, one of them with what its activity usually gives."""
    base = "/v1/sources/tyca"
    made = await api.put(f"{base}/organisations/{world}", organisation())
    address = f"/v1/organisations/{made['organisation_id']}/grants"
    await api.post(address, {"tool": api.other_tool_id})
    for place in "ab":
        body = site(organisation=world, naf=SAWMILL)
        shown = await api.put(f"{base}/sites/{world}-{place}", body)
        async with api.database.write() as session:
            id_ = UUID(shown["site_id"])
            await source_ids.name(session, "autre", "site", f"{world}-{place}", id_)
    usual = f"/v1/sites/{shown['site_id']}/typical-flows"
    await api.post(usual, {"employees": 50}, expect=200)


def a_flow(random: Random) -> Body:
    changes: Body = {
        "site": random.choice(["a", "a", "b", "nowhere"]),
        "family": random.choice(FAMILIES),
        "text": "restes divers",
        "quantity": {"value": random.choice(AMOUNTS), "unit": "t"},
    }
    if random.random() < 0.1:
        changes["availability"] = {"end": "2026-01-31"}  # over before it is declared
    if random.random() < 0.1:
        changes["quantity"] = {"value": "-1", "unit": "stone"}
    if random.random() < 0.2:
        del changes["text"]
        changes |= {"family": None, "families": "wood_b 60 %, sawdust 40 %"}
    return flow(**changes)


def some_rows(random: Random) -> list[tuple[str, Body | None]]:
    """Names and flows; None: withdrawn."""
    names = [f"f{random.randrange(NAMES)}" for _ in range(ROWS)]
    return [(name, None if random.random() < 0.25 else a_flow(random)) for name in names]


def of_world(world: str, body: Body | None) -> Body | None:
    return body and {**body, "site": f"{world}-{body['site']}"}


async def one_by_one(
    api: Api, source: str, by: dict[str, str], world: str, rows: list[tuple[str, Body | None]]
) -> list[tuple[Any, ...]]:
    """Status, version and wrong fields of each."""
    answers = []
    for name, body in rows:
        path = f"/v1/sources/{source}/flows/{world}-{name}"
        if body is None:
            answer = await api.http.delete(path, headers=by)
        else:
            answer = await api.http.put(path, json=of_world(world, body), headers=by)
        said = answer.json() if answer.content else {}
        wrong = [one["field"].replace("body.", "data.") for one in said.get("errors", ())]
        version = said.get("version") if body else None
        answers.append((answer.status_code, version, wrong))
    return answers


async def at_once(
    api: Api, world: str, rows: list[tuple[str, Body | None]]
) -> list[tuple[Any, ...]]:
    sent = [row("flow", f"{world}-{name}", of_world(world, body)) for name, body in rows]
    results, summary = await bulk(api, *sent)
    assert [one["line"] for one in results] == list(range(1, len(rows) + 1))
    assert summary["complete"]
    return [
        (
            one["status"],
            None if one["status"] == 204 else one.get("version"),
            fields(one) if one.get("problem", {}).get("errors") else [],
        )
        for one in results
    ]


async def history(api: Api, world: str) -> dict[str, Any]:
    """Of each flow, by a name that both worlds share: its events, its row, its movements."""
    names = {
        line["id"]: line["name"]
        for line in await api.fetch(
            "SELECT flow.id, source_id.external_id || '/' || "
            "split_part(flow.source, ':', 1) || '/' || flow.external_id AS name "
            "FROM flow JOIN source_id ON entity_id = site_id AND source_id.source = 'tyca' "
            "AND source_id.external_id LIKE $1 || '-%'",
            world,
        )
    }
    common = {id_: name.replace(f"{world}-", "") for id_, name in names.items()}
    seen: dict[str, Any] = {name: {"events": []} for name in common.values()}
    for type_, version, data in await api.outbox("flow"):
        if data.flow_id in common:
            said = msgspec.structs.asdict(data)
            for name in ("flow_id", "organisation_id", "site_id"):
                del said[name]
            said["duplicate_of"] = common.get(data.duplicate_of)
            seen[common[data.flow_id]]["events"].append((type_, version, said))
    for line in await api.fetch("SELECT * FROM flow"):
        if line["id"] in common:
            kept = (line["draft"], line["entity_version"], line["valid_from"], line["territory"])
            gone, repeats = line["withdrawn_at"] is not None, common.get(line["duplicate_of"])
            seen[common[line["id"]]]["row"] = (*kept, gone, repeats)
    for line in await api.fetch("SELECT * FROM movement"):
        if line["subject_id"] in common:
            seen[common[line["subject_id"]]]["moved"] = (line["kind"], line["times"])
    return seen


@pytest.fixture
def clock() -> FrozenClock:
    return Ticking()


@pytest.mark.parametrize("seed", range(6))
async def test_the_same_comes_of_rows_and_of_puts(api: Api, seed: int) -> None:
    random = Random(seed)
    for world in (ONE, MANY):
        await a_world(api, world)
    for _ in range(3):
        others = [(f"o{random.randrange(4)}", a_flow(random)) for _ in range(6)]
        for world in (ONE, MANY):
            await one_by_one(api, "autre", api.other_tool, world, [*others])
        rows = some_rows(random)
        singly = await one_by_one(api, "tyca", api.tool, ONE, rows)
        assert await at_once(api, MANY, rows) == singly
        assert await history(api, MANY) == await history(api, ONE)
    assert sum(len(one["events"]) for one in (await history(api, MANY)).values()) > ROWS


async def test_every_kind_in_one_request(api: Api) -> None:
    rows = [
        row("organisation", "org", organisation()),
        row("site", "site", site()),
        row("flow", "f1", flow()),
        row("flow", "f2", flow(family="wood_a")),
        row("site", "other", site(name="Other")),
        row("flow", "f1", flow(site="other")),
        row("flow", "f2", None),
        row("site", "site", None),
        row("flow", "f3", flow()),
        row("organisation", "org", None),
    ]
    results, summary = await bulk(api, *rows)
    statuses = [201, 201, 201, 201, 201, 200, 204, 204, 422, 204]
    assert [one["status"] for one in results] == statuses
    assert fields(results[8]) == ["data.site"]
    assert summary == {
        "rows": 10,
        "created": 5,
        "updated": 1,
        "unchanged": 0,
        "withdrawn": 3,
        "failed": 1,
        "complete": True,
        "why": None,
    }
    types = [type_ for type_, _, _ in await api.outbox("flow")]
    assert types.count("flow.declared.v1") == types.count("flow.withdrawn.v1") == 2


async def test_sent_again_it_changes_nothing(declared: Api) -> None:
    rows = [
        row("organisation", "org", organisation()),
        row("site", "site", site()),
        *(row("flow", f"f{number}", flow()) for number in range(600)),
    ]
    first, _ = await bulk(declared, *rows)
    assert {one["status"] for one in first[2:]} == {201}
    before = await declared.outbox()
    again, summary = await bulk(declared, *rows)
    assert {(one["status"], one["version"], one["unchanged"]) for one in again} == {(200, 1, True)}
    assert (summary["updated"], summary["unchanged"]) == (0, 602)
    assert await declared.outbox() == before


async def test_what_changed_is_told_from_what_did_not(declared: Api) -> None:
    await bulk(declared, row("flow", "f1", flow()), row("flow", "f2", flow()))
    results, summary = await bulk(
        declared,
        row("organisation", "org", organisation(name="Other")),
        row("site", "site", site(name="Other")),
        row("flow", "f1", flow(text="other")),
        row("flow", "f2", flow()),
    )
    assert [one.get("unchanged") for one in results] == [None, None, None, True]
    assert (summary["updated"], summary["unchanged"]) == (3, 1)
