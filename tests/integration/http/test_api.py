"""Problems, principals, pages, ids: what a caller meets on every service."""

import json
from uuid import UUID, uuid4

import httpx
import pytest
from structlog.testing import capture_logs

from tests.integration.http.toy import SERVICE
from tests.kit import ApiClient, Tokens

ORGANISATION = uuid4()


def note(**fields: object) -> dict[str, object]:
    return {"organisation_id": str(ORGANISATION), "text": "chaleur", **fields}


def only_error(response: httpx.Response) -> dict[str, object]:
    assert response.headers["content-type"] == "application/problem+json"
    [error] = response.json()["errors"]
    assert set(error) == {"field", "value", "message", "expected"}
    assert error["message"]
    assert error["expected"]
    found: dict[str, object] = error
    return found


BAD_FIELDS = [
    ({"number": "x"}, "body.number", "x"),
    ({"number": 2**70}, "body.number", "a number beyond 64 bits"),
    ({"text": None}, "body.text", None),
    ({"text": "a\x00b"}, "body.text", "a\\u0000b"),
    ({"text": "\ud800"}, "body.text", "?"),
    ({"organisation_id": "nope"}, "body.organisation_id", "nope"),
    ({"colour": "red"}, "body.colour", "red"),
]


@pytest.mark.parametrize(("fields", "field", "value"), BAD_FIELDS)
async def test_a_wrong_field_is_named_with_its_value(
    api_client: ApiClient, tokens: Tokens, fields: dict[str, object], field: str, value: object
) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Content-Type": "application/json"}
        content = json.dumps(note(**fields))
        response = await client.post("/v1/notes", content=content, headers=headers)
    assert response.status_code == 422
    error = only_error(response)
    assert (error["field"], error["value"]) == (field, value)


BAD_BODIES = [
    (b"", 422),
    (b"{", 422),
    (b"[1]", 422),
    (b"null", 422),
    (b'"x"', 422),
    (b"\xff\xfe\x00", 400),
    (b'{"number": ' + b"9" * 5000 + b"}", 400),
    (b"[" * 100_000, 400),
    (b'{"number": NaN}', 422),
    (b'{"number": 1e999}', 422),
    (b'{"text": "' + b"x" * 2_100_000 + b'"}', 413),
]


@pytest.mark.parametrize(("content", "status"), BAD_BODIES, ids=range(len(BAD_BODIES)))
async def test_an_unreadable_body_is_a_problem(
    api_client: ApiClient, tokens: Tokens, content: bytes, status: int
) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Content-Type": "application/json"}
        response = await client.post("/v1/notes", content=content, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


async def test_another_kind_of_body_is_refused(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Content-Type": "text/plain"}
        response = await client.post("/v1/notes", content=b"{}", headers=headers)
    assert response.status_code == 415
    assert only_error(response)["field"] == "header.content-type"


async def test_a_route_may_take_a_larger_body(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = tokens.company(ORGANISATION)
        files = {"file": ("flows.csv", b"x" * 5_000_000)}
        taken = await client.post("/v1/files", files=files, headers=headers)
        files = {"file": ("flows.csv", b"x" * 10_000_001)}
        refused = await client.post("/v1/files", files=files, headers=headers)
    assert (taken.status_code, taken.json()) == (200, 5_000_000)
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/notes?limit=0", "query.limit"),
        ("/v1/notes?limit=201", "query.limit"),
        ("/v1/notes?limit=x", "query.limit"),
        ("/v1/notes?cursor=zzz", "query.cursor"),
        ("/v1/notes?cursor=%00", "query.cursor"),
        ("/v1/notes?updated_after=2026-01-01T00:00:00", "query.updated_after"),
        ("/v1/notes?updated_after=hier", "query.updated_after"),
        ("/v1/notes/nope", "path.note_id"),
        ("/v1/notes/%00", "path.note_id"),
    ],
)
async def test_a_wrong_parameter_is_named(
    api_client: ApiClient, tokens: Tokens, path: str, field: str
) -> None:
    async with api_client(SERVICE) as client:
        response = await client.get(path, headers=tokens.company(ORGANISATION))
    assert response.status_code == 422
    assert only_error(response)["field"] == field


@pytest.mark.parametrize(
    ("path", "field", "expected"),
    [
        ("/v1/notes?limt=3", "query.limt", "one of limit, "),
        ("/v1/notes?limit=3&updatedafter=x", "query.updatedafter", "one of updated_after, "),
        ("/v1/notes?foo=1", "query.foo", "updated_after"),
        (f"/v1/notes/{UUID(int=0)}?limit=1", "query.limit", "none exists here"),
    ],
)
async def test_a_parameter_that_a_route_does_not_know_is_refused(
    api_client: ApiClient, tokens: Tokens, path: str, field: str, expected: str
) -> None:
    async with api_client(SERVICE) as client:
        response = await client.get(path, headers=tokens.company(ORGANISATION))
        nobody = await client.get(path)
        public = await client.get("/r/abc?utm_source=mail")
    assert response.status_code == 422
    error = only_error(response)
    assert error["field"] == field
    assert expected in str(error["expected"])
    assert nobody.status_code == 401
    assert public.status_code == 200


@pytest.mark.parametrize("slash", ["%2F", "%2f"])
async def test_an_id_with_a_slash_is_refused(
    api_client: ApiClient, tokens: Tokens, slash: str
) -> None:
    async with api_client(SERVICE) as client:
        headers = tokens.company(ORGANISATION)
        response = await client.get(f"/v1/notes/a{slash}b", headers=headers)
        absent = await client.get("/v1/notes/a/b", headers=headers)
        elsewhere = await client.get(f"/v1/nowhere/a{slash}b", headers=headers)
    assert response.status_code == 422
    error = only_error(response)
    assert (error["field"], error["value"]) == ("path.note_id", "a/b")
    assert absent.status_code == elsewhere.status_code == 404


@pytest.mark.parametrize(
    ("content", "place", "rest"),
    [
        ('{"text": oui}', "line 1, column 10", "oui}"),
        ('{\n  "text": "é" "number": 1\n}', "line 2, column 15", '"number": 1\n}'),
        ("{", "line 1, column 2", None),
    ],
)
async def test_broken_json_is_located_by_line_and_column(
    api_client: ApiClient, tokens: Tokens, content: str, place: str, rest: str | None
) -> None:
    async with api_client(SERVICE) as client:
        headers = {**tokens.company(ORGANISATION), "Content-Type": "application/json"}
        response = await client.post("/v1/notes", content=content, headers=headers)
    error = only_error(response)
    assert place in str(error["message"])
    assert (error["field"], error["value"]) == ("body", rest)


async def test_nobody_is_answered_but_on_public_routes(api_client: ApiClient) -> None:
    async with api_client(SERVICE) as client:
        for headers in ({}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic eDp5"}):
            refused = await client.post("/v1/notes", json=note(), headers=headers)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
        assert (await client.get("/r/abc")).json() == "abc"
        assert (await client.get("/healthz")).json() == {"status": "alive"}
        assert (await client.get("/nowhere")).status_code == 404


async def test_roles_are_checked(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        allowed = await client.get("/v1/operators", headers=tokens.operator())
        refused = await client.get("/v1/operators", headers=tokens.company(ORGANISATION))
    assert allowed.status_code == 200
    assert refused.status_code == 403
    assert "operator" in refused.json()["detail"]


async def test_a_foreign_object_reads_like_one_that_does_not_exist(
    api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        own = tokens.company(ORGANISATION)
        made = (await client.post("/v1/notes", json=note(), headers=own)).json()
        foreign = tokens.company(uuid4())
        hidden = await client.get(f"/v1/notes/{made['id']}", headers=foreign)
        absent = await client.get(f"/v1/notes/{UUID(int=0)}", headers=foreign)
    assert hidden.status_code == absent.status_code == 404
    assert hidden.json()["detail"].replace(made["id"], "") == (
        absent.json()["detail"].replace(str(UUID(int=0)), "")
    )


async def test_an_inner_error_tells_nothing_outside(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        with capture_logs() as logs:
            response = await client.get("/v1/broken", headers=tokens.operator())
    assert response.status_code == 500
    assert "canary" not in response.text
    assert [line["event"] for line in logs] == ["request failed", "request"]


async def test_ids_come_back_and_reach_the_log(api_client: ApiClient, tokens: Tokens) -> None:
    correlation = str(uuid4())
    async with api_client(SERVICE) as client:
        sent = {**tokens.operator(), "X-Request-ID": "mine-1", "X-Correlation-ID": correlation}
        response = await client.get("/v1/operators", headers=sent)
        bad = {**tokens.operator(), "X-Request-ID": "no spaces!", "X-Correlation-ID": "nope"}
        renamed = await client.get("/v1/operators", headers=bad)
    assert response.headers["x-request-id"] == "mine-1"
    assert response.headers["x-correlation-id"] == correlation
    assert renamed.headers["x-request-id"] != "no spaces!"
    assert UUID(renamed.headers["x-correlation-id"]).version == 4


async def test_pages_walk_through_everything_once(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = tokens.company(ORGANISATION)
        made = [
            (await client.post("/v1/notes", json=note(number=n), headers=headers)).json()["id"]
            for n in range(7)
        ]
        seen: list[str] = []
        params: dict[str, str | int] = {"limit": 3}
        for _ in range(3):
            page = (await client.get("/v1/notes", params=params, headers=headers)).json()
            seen += [item["id"] for item in page["items"]]
            params["cursor"] = page["next"] or ""
    assert sorted(seen) == sorted(made)
    assert page["next"] is None


async def test_an_old_version_is_refused(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        headers = tokens.company(ORGANISATION)
        made = (await client.post("/v1/notes", json=note(), headers=headers)).json()
        path = f"/v1/notes/{made['id']}"
        read = await client.get(path, headers=headers)
        again = await client.get(path, headers={**headers, "If-Match": read.headers["etag"]})
        stale = await client.get(path, headers={**headers, "If-Match": '"0"'})
    assert (read.headers["etag"], again.status_code, stale.status_code) == ('"1"', 200, 412)


async def test_measures_name_routes_not_addresses(api_client: ApiClient, tokens: Tokens) -> None:
    async with api_client(SERVICE) as client:
        await client.get(f"/v1/notes/{uuid4()}", headers=tokens.operator())
        await client.request("BREW", "/teapot")
        measures = (await client.get("/metrics")).text
    assert 'method="GET",route="/v1/notes/{note_id}",status="404"' in measures
    assert 'method="other",route="(none)",status="404"' in measures
