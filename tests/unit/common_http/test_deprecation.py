"""What is on its way out says so, on every answer and in the description."""

from datetime import date

import pytest
from fastapi import Response

from boucle.platform.errors import forbidden
from boucle.platform.http import GuardedRouter, create_app, deprecated, public
from tests.unit.common_http.small import SmallResources, client_of

SEE = "https://boucle.example/docs/api#old"
OLD = deprecated(since=date(2027, 1, 1), sunset=date(2027, 7, 1), see=SEE)
router = GuardedRouter()


@router.get("/v1/old")
@OLD
@public
async def old(fail: bool = False) -> Response:
    if fail:
        raise forbidden("not this one")
    return Response(b"x", headers={"Link": '</v1/old?page=2>; rel="next"'})


@router.get("/v1/new")
@public
async def new() -> str:
    return "x"


async def test_answers_and_errors_say_since_when_and_until_when() -> None:
    async with client_of(router) as client:
        for answer in (
            await client.get("/v1/old"),
            await client.head("/v1/old"),
            await client.get("/v1/old", params={"fail": "true"}),
        ):
            assert answer.headers["deprecation"] == "@1798761600"
            assert answer.headers["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
            assert f'<{SEE}>; rel="deprecation"; type="text/html"' in answer.headers["link"]
        known = await client.get("/v1/old")
        assert 'rel="next"' in known.headers["link"]
        assert not {"deprecation", "sunset", "link"} & set((await client.get("/v1/new")).headers)


def test_the_description_says_so() -> None:
    paths = create_app("small", SmallResources(), [router]).openapi()["paths"]
    assert paths["/v1/old"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/v1/new"]["get"]


def test_nothing_ends_before_it_is_deprecated() -> None:
    with pytest.raises(ValueError, match="after"):
        deprecated(since=date(2027, 7, 1), sunset=date(2027, 7, 1), see=SEE)
