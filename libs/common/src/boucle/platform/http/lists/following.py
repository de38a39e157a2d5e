"""Redirect ``after=`` of a list to the one feed of changes (docs/reference/feeds.md)."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response

from boucle.platform.errors import Fault, invalid, invalid_field

FEED: Final = "/v1/changes"
_OF_THE_FEED: Final = ("after", "limit", "wait")


class MovedTo(Exception):
    """The answer is at another address of Boucle."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


async def redirect(_request: Request, error: Exception) -> Response:
    """Return 307: the same request, at that address."""
    location = error.location if isinstance(error, MovedTo) else FEED
    return Response(status_code=307, headers={"Location": location})


def followed(type_: str) -> dict[str, Any]:
    """What the decorator of a list takes besides: ``after=`` leads to the changes of its type.

    @router.get("/v1/flows", **followed("flow"))
    """

    async def follow(
        request: Request,
        after: Annotated[
            str | None,
            Query(
                max_length=1000,
                description=f"A cursor of the feed: 307 to its changes of type `{type_}`, with "
                "`limit` and `wait`. The feed has no other filter.",
            ),
        ] = None,
        wait: Annotated[
            int | None, Query(ge=0, le=30, description="With `after`: seconds, as of the feed.")
        ] = None,
    ) -> None:
        if after is not None:
            raise MovedTo(f"{FEED}?{urlencode(_feed_query(request, type_))}")
        if wait is not None:
            raise invalid_field("query.wait", wait, "waits for nothing", "with after, or left out")

    there = {307: {"description": f"With `after`: the feed's changes of type `{type_}`."}}
    return {"dependencies": [Depends(follow)], "responses": there}


def _feed_query(request: Request, type_: str) -> list[tuple[str, str]]:
    """Return the feed's query. Raises Invalid on a filter that the feed lacks: without it, more
    would come than was asked for."""
    lacking = [
        Fault(
            f"query.{name}",
            value,
            "the feed of changes has no such parameter",
            "after alone, or with limit and wait; read what changed at its href",
        )
        for name, value in request.query_params.items()
        if name not in _OF_THE_FEED
    ]
    if lacking:
        raise invalid(lacking)
    return [("types", type_), *request.query_params.items()]
