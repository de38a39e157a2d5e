"""Make routers whose every route checks the caller first."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Depends
from fastapi.params import Depends as Dependency
from fastapi.routing import APIRoute

from boucle.platform.http.authentication import authenticate
from boucle.platform.http.bodies import sane_input

MAX_BODY: Final = 2_000_000
"""Bytes; a route may say otherwise: ``@router.post(..., max_body_size=...)``."""


def by_name(route: APIRoute) -> str:
    return route.name


class GuardedRouter(APIRouter):
    """The caller is checked before the input is read. An app takes the routes as they are. Included
    by another router, FastAPI would build them all again: half of them at the first request, which
    waits for it."""

    def __init__(self, *, dependencies: Sequence[Dependency] = (), **settings: Any) -> None:
        super().__init__(
            dependencies=[Depends(authenticate), Depends(sane_input), *dependencies],
            generate_unique_id_function=by_name,
            max_body_size=MAX_BODY,
            **settings,
        )
