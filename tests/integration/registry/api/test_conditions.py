"""``If-Match`` on every write, ``ETag`` on every read, 428 where somebody asks for it."""

import asyncio
from collections.abc import Sequence

import httpx
import pytest

from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    Api,
    Body,
    flow,
    organisation,
    sharing,
    site,
)

SOURCE = "/v1/sources/tyca"
KINDS = ("organisations", "sites", "flows", "sharings")
MERGE = {"Content-Type": "application/merge-patch+json"}
MADE: dict[str, Body] = {
    "organisations": organisation(),
    "sites": site(),
    "flows": flow(),
    "sharings": sharing(),
}


async def _both(api: Api, kind: str) -> tuple[tuple[str, Body], tuple[str, Body]]:
    """Where one thing of this kind is, by source and by id, and a body that revises it there."""
    if kind in ("flows", "sharings"):
        await api.put(f"{SOURCE}/{kind}/{kind[:-1]}", MADE[kind])
    name = {"organisations": "org", "sites": "site"}.get(kind, kind[:-1])
    shown = await api.get(f"{SOURCE}/{kind}/{name}")
    by_source = {**MADE[kind], **_other(kind)}
    by_id = dict(by_source)
    if kind == "sites":
        del by_id["organisation"]
        by_id["organisation_id"] = shown["organisation_id"]
    if kind in ("flows", "sharings"):
        del by_id["site"]
        by_id["site_id"] = shown["site_id"]
    id_ = shown[f"{kind[:-1]}_id"]
    return (f"{SOURCE}/{kind}/{name}", by_source), (f"/v1/{kind}/{id_}", by_id)


def _other(kind: str, number: int = 1) -> Body:
    if kind == "flows":
        return {"quantity": {"value": str(600 + number), "unit": "t"}}
    if kind == "sharings":
        return {"cost": str(3000 + number)}
    return {"name": f"Other {number}"}


async def _send(
    api: Api, method: str, path: str, body: Body | None = None, **headers: str
) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    how = MERGE if method == "PATCH" else {}
    json = {} if body is None else {"json": body}
    sent = {**api.tool, **how, **named}
    return await api.http.request(method, path, headers=sent, **json)  # type: ignore[arg-type]


def _methods(kind: str) -> Sequence[str]:
    return ("PUT", "PATCH", "DELETE") if kind != "organisations" else ("PUT", "DELETE")


@pytest.mark.parametrize("kind", KINDS)
async def test_every_write_asks_which_version_it_changes(declared: Api, kind: str) -> None:
    for path, body in await _both(declared, kind):
        for method in _methods(kind):
            known = (await declared.get(path, by=declared.tool))["version"]
            stale = f'"{known - 1}"'
            sent = None if method == "DELETE" else body if method == "PUT" else _other(kind)
            refused = await _send(declared, method, path, sent, If_Match=stale)
            problem = refused.json()
            assert refused.status_code == 412, (method, path)
            assert stale in problem["detail"]
            assert f'"{known}"' in problem["detail"]
            assert problem["errors"][0]["expected"] == f'"{known}"'
            assert (await declared.get(path, by=declared.tool))["version"] == known
            done = await _send(declared, method, path, sent, If_Match=f'"{known}"')
            assert done.status_code == (204 if method == "DELETE" else 200), done.text
            if method != "DELETE":
                assert done.headers["etag"] == f'"{done.json()["version"]}"'
        gone = await declared.get(path, by=declared.tool)
        assert gone["withdrawn_at"] is not None
        assert (await _send(declared, "PUT", path, body, If_Match="*")).status_code == 412
        back = await _send(declared, "PUT", path, body, If_Match=f'"{gone["version"]}"')
        assert back.status_code in (200, 201)
        if kind == "organisations":  # its site went with it
            await declared.put(f"{SOURCE}/sites/site", site())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_not_there_has_no_version(declared: Api, kind: str) -> None:
    path = f"{SOURCE}/{kind}/new"
    for method in _methods(kind):
        body = None if method == "DELETE" else MADE[kind]
        for if_match in ('"1"', "*"):
            refused = await _send(declared, method, path, body, If_Match=if_match)
            assert (refused.status_code, refused.json()["title"]) == (
                412,
                "There is nothing to change",
            )
        if method != "PUT":
            assert (await _send(declared, method, path, body)).status_code == 404
    assert (await _send(declared, "GET", path)).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
async def test_only_what_is_new_is_made(declared: Api, kind: str) -> None:
    path = f"{SOURCE}/{kind}/new"
    made = await _send(declared, "PUT", path, MADE[kind], If_None_Match="*")
    again = await _send(declared, "PUT", path, MADE[kind], If_None_Match="*")
    assert (made.status_code, again.status_code) == (201, 412)
    assert again.json()["title"] == "It exists already"
    assert '"1"' in again.json()["detail"]
    assert (await _send(declared, "DELETE", path)).status_code == 204
    back = await _send(declared, "PUT", path, MADE[kind], If_None_Match="*")
    assert back.status_code == 201


@pytest.mark.parametrize("kind", KINDS)
async def test_a_reader_is_told_when_nothing_changed(declared: Api, kind: str) -> None:
    for path, body in await _both(declared, kind):
        read = await _send(declared, "GET", path)
        tag = read.headers["etag"]
        assert tag == f'"{read.json()["version"]}"'
        for known in (tag, f'"x", W/{tag}', "*"):
            same = await _send(declared, "GET", path, If_None_Match=known)
            assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        changed = {**body, **_other(kind, 7 if "sources" in path else 8)}
        assert (await _send(declared, "PUT", path, changed)).status_code == 200
        assert (await _send(declared, "GET", path, If_None_Match=tag)).status_code == 200


async def test_a_territory_has_a_version_too(declared: Api) -> None:
    path = f"/v1/territories/{FALAISE}"
    read = await _send(declared, "GET", path)
    tag = read.headers["etag"]
    assert (await _send(declared, "GET", path, If_None_Match=tag)).status_code == 304
    body = {"name": "Pays de Falaise", "kind": "epci", "k": 7}
    for if_match, status in (('"0"', 412), (tag, 200), (tag, 412)):
        headers = {**declared.operator, "If-Match": if_match}
        assert (await declared.http.put(path, json=body, headers=headers)).status_code == status
    headers = {**declared.operator, "If-None-Match": "*"}
    assert (await declared.http.put(path, json=body, headers=headers)).status_code == 412


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_of_two_that_read_the_same_one_wins(declared: Api, kind: str, method: str) -> None:
    if method not in _methods(kind):
        method = "PUT"
    for start, (path, body) in enumerate(await _both(declared, kind)):
        if method == "DELETE" and path.startswith("/v1/sources"):
            continue  # the same thing: it can be withdrawn once
        tag = (await _send(declared, "GET", path)).headers["etag"]
        whole = body if method == "PUT" else {}
        bodies = [
            None if method == "DELETE" else {**whole, **_other(kind, 10 * start + number)}
            for number in range(2, 8)
        ]
        answers = await asyncio.gather(
            *(_send(declared, method, path, one, If_Match=tag) for one in bodies)
        )
        statuses = sorted(answer.status_code for answer in answers)
        won = 204 if method == "DELETE" else 200
        assert statuses == [won] + [412] * 5
        now = await _send(declared, "GET", path)
        assert now.json()["version"] == int(tag.strip('"')) + 1
        if method != "DELETE":
            [winner] = [answer.json() for answer in answers if answer.status_code == 200]
            told = next(iter(_other(kind)))
            assert now.json()[told] == winner[told]


async def test_patches_without_a_version_are_all_kept(declared: Api) -> None:
    """Each of another field: none loses what another changed meanwhile."""
    await declared.put(f"{SOURCE}/flows/f", flow())
    fields = {"provenance": "a", "form": "chips", "low": "191207", "text": "bois de classe B"}
    answers = await asyncio.gather(
        *(
            _send(declared, "PATCH", f"{SOURCE}/flows/f", {name: value})
            for name, value in fields.items()
        )
    )
    assert [answer.status_code for answer in answers] == [200] * 4
    shown = await declared.get(f"{SOURCE}/flows/f")
    assert {name: shown[name] for name in fields} == {**fields, "low": "19 12 07"}
    assert shown["version"] == 5


async def _asked_for(api: Api, by: str) -> None:
    if by == "territory":
        body = {"name": "Pays de Falaise", "kind": "epci", "requires_if_match": True}
        await api.put(f"/v1/territories/{FALAISE}", body, by=api.operator, expect=200)
    else:
        wanted = {"requires_if_match": True}
        path = f"/v1/principals/{api.tool_id}/requires-if-match"
        assert (await api.put(path, wanted, expect=200))["requires_if_match"] is True


@pytest.mark.parametrize("by", ["territory", "tool"])
@pytest.mark.parametrize("kind", KINDS)
async def test_where_it_is_asked_for_nothing_is_changed_unread(
    declared: Api, kind: str, by: str
) -> None:
    places = await _both(declared, kind)
    await _asked_for(declared, by)
    for path, body in places:
        for method in _methods(kind):
            sent = None if method == "DELETE" else body if method == "PUT" else _other(kind, 9)
            refused = await _send(declared, method, path, sent)
            assert refused.status_code == 428, (method, path, refused.text)
            assert "If-Match" in refused.json()["detail"]
            assert "\n" not in refused.json()["detail"]
            tag = (await _send(declared, "GET", path)).headers["etag"]
            done = await _send(declared, method, path, sent, If_Match=tag)
            assert done.status_code in (200, 204), done.text
        back = await _send(declared, "PUT", path, body)
        assert back.status_code in (200, 201), "what is withdrawn is declared again unread"
        if kind == "organisations":
            await _send(declared, "PUT", f"{SOURCE}/sites/site", site())
    made = await _send(declared, "PUT", f"{SOURCE}/{kind}/new", MADE[kind])
    assert made.status_code == 201
    everything = {"organisations": [], "sites": [], "flows": [], "sharings": [], "confirm": True}
    taken = await _send(declared, "POST", f"{SOURCE}/snapshot", everything)
    assert taken.status_code == 200, "a snapshot says all itself"


async def test_another_territory_asks_nothing(declared: Api) -> None:
    await declared.put(f"{SOURCE}/sites/there", site(territory=CAEN))
    await _asked_for(declared, "territory")
    there = site(territory=CAEN, name="Other")
    await declared.put(f"{SOURCE}/sites/there", there, expect=200)
    await declared.put(f"{SOURCE}/sites/site", site(name="Other"), expect=428)


async def test_who_may_ask_for_it_for_a_tool(declared: Api) -> None:
    path = f"/v1/principals/{declared.tool_id}/requires-if-match"
    wanted = {"requires_if_match": True}
    await declared.put(path, wanted, by=declared.other_tool, expect=404)
    await declared.put(path, wanted, by=declared.tokens.animator(FALAISE), expect=403)
    await declared.put(path, wanted, by=declared.operator, expect=200)
    await declared.put(path, {"requires_if_match": False}, expect=200)
    company = {"name": "p", "role": "company", "requires_if_match": True}
    org = (await declared.get(f"{SOURCE}/organisations/org"))["organisation_id"]
    refused = await declared.post("/v1/principals", {**company, "organisations": [org]}, expect=422)
    assert refused["errors"][0]["field"] == "body.requires_if_match"


async def test_a_tag_without_its_quotes_is_told(declared: Api) -> None:
    for method in ("PUT", "DELETE"):
        refused = await _send(
            declared, method, f"{SOURCE}/flows/f", flow() if method == "PUT" else None, If_Match="3"
        )
        assert refused.status_code == 422
        [error] = refused.json()["errors"]
        assert (error["field"], error["value"]) == ("header.if-match", "3")
        assert '"3"' in error["expected"]
