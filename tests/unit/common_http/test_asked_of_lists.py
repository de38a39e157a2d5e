"""What a list takes: any of several values, fields, what is expanded, the way to the feed."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Response
from pydantic import BaseModel

from boucle.platform.conditions import Condition
from boucle.platform.errors import Stale
from boucle.platform.http import AnyOf, Page, Paging, Reading, Selection, followed, selection
from boucle.platform.http.bodies import sane_input
from boucle.platform.http.errors import handle_errors


class Thing(BaseModel):
    thing_id: int
    name: str
    note: str | None = None


class ThingRead(Thing):
    holder: Thing | None = None


OfThings = Annotated[Selection, selection(ThingRead, "thing_id", expand=("holder",))]
router = APIRouter()
FIRST = ThingRead(thing_id=1, name="a", holder=Thing(thing_id=9, name="h"))


@router.get("/v1/things", response_model=Page[ThingRead], **followed("flow"))
async def things(
    paging: Paging, chosen: OfThings, state: AnyOf[str] = None, big: bool | None = None
) -> Response:
    page: Page[ThingRead] = Page(
        items=[FIRST.model_copy(update={"note": ",".join(state or ())})], next="x"
    )
    return chosen.page(page)


@router.get("/v1/things/1", response_model=ThingRead)
async def thing(chosen: OfThings, reading: Reading) -> Response:
    return chosen.one(FIRST, reading, 3)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(router, dependencies=[Depends(sane_input)])
    handle_errors(app)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://boucle") as client:
        yield client


async def _errors(http: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    answer = await http.get(path)
    assert answer.status_code == 422, answer.text
    errors: list[dict[str, Any]] = answer.json()["errors"]
    return errors


@pytest.mark.parametrize("asked", ["state=a&state=b", "state=a,b", "state=a, b"])
async def test_any_of_is_repeated_or_by_commas(http: httpx.AsyncClient, asked: str) -> None:
    answer = await http.get(f"/v1/things?{asked}")
    assert answer.json()["items"][0]["note"] == "a,b"


async def test_a_repeated_filter_means_any_of_and_others_may_not_be_repeated(
    http: httpx.AsyncClient,
) -> None:
    [shown] = (await http.get("/v1/things?state=a&state=b")).json()["items"]
    assert shown["note"] == "a,b"
    for name in ("big", "limit", "fields", "after"):
        [error] = await _errors(http, f"/v1/things?{name}=1&{name}=2")
        assert (error["field"], error["expected"]) == (f"query.{name}", "one value")


async def test_a_value_that_cannot_be_stored_is_found_before_the_last_one_too(
    http: httpx.AsyncClient,
) -> None:
    [error] = await _errors(http, "/v1/things?state=%00&state=b")
    assert error["field"] == "query.state"


async def test_fields_are_those_asked_for_and_the_id(http: httpx.AsyncClient) -> None:
    page = (await http.get("/v1/things?fields=name")).json()
    assert page == {"items": [{"thing_id": 1, "name": "a"}], "next": "x"}
    assert (await http.get("/v1/things/1?fields=note,%20name")).json() == {
        "thing_id": 1,
        "name": "a",
        "note": None,
    }
    assert (await http.get("/v1/things/1")).json() == {"thing_id": 1, "name": "a", "note": None}


async def test_what_is_expanded_is_there_whichever_fields_are(http: httpx.AsyncClient) -> None:
    expanded = (await http.get("/v1/things/1?fields=thing_id&expand=holder")).json()
    assert expanded == {"thing_id": 1, "holder": {"thing_id": 9, "name": "h", "note": None}}


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("fields=name,nmae", "query.fields", "nmae"),
        ("fields=holder", "query.fields", "holder"),
        ("fields=", "query.fields", ""),
        ("expand=owner", "query.expand", "owner"),
    ],
)
async def test_what_does_not_exist_is_refused_with_what_does(
    http: httpx.AsyncClient, query: str, field: str, value: str
) -> None:
    for path in ("/v1/things", "/v1/things/1"):
        [error] = await _errors(http, f"{path}?{query}")
        assert (error["field"], error["value"]) == (field, value)
        known = {"holder"} if field == "query.expand" else {"thing_id", "name", "note"}
        assert set(error["expected"].removeprefix("one of ").split(", ")) == known


async def test_an_etag_is_of_the_version_and_of_what_is_expanded(http: httpx.AsyncClient) -> None:
    assert (await http.get("/v1/things/1?fields=name")).headers["etag"] == '"3"'
    tag = (await http.get("/v1/things/1?expand=holder")).headers["etag"]
    assert tag.startswith('"3+')
    again = await http.get("/v1/things/1?expand=holder", headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    plain = await http.get("/v1/things/1?expand=holder", headers={"If-None-Match": '"3"'})
    assert plain.status_code == 200
    Condition(if_match=tag).ensure(3)
    with pytest.raises(Stale):
        Condition(if_match=tag).ensure(4)


async def test_after_leads_to_the_feed_with_what_it_takes(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/things?after=c%2Fd&wait=5&limit=999")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/v1/changes?types=flow&after=c%2Fd&wait=5&limit=999"


async def test_after_with_a_filter_that_the_feed_lacks_is_refused(http: httpx.AsyncClient) -> None:
    errors = await _errors(http, "/v1/things?after=c&state=a&fields=name")
    assert {error["field"] for error in errors} == {"query.state", "query.fields"}
    [error] = await _errors(http, "/v1/things?wait=3")
    assert error["field"] == "query.wait"
