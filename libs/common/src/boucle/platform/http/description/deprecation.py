"""Announce deprecated operations: ``Deprecation`` (RFC 9745), ``Sunset`` (RFC 8594) and a link to
the replacement. The rules are in docs/reference/api.md."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any, TypeVar

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders

from boucle.platform.http.routes import all_routes

_MARK = "__boucle_deprecated__"
E = TypeVar("E", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Deprecation:
    """``since``, ``sunset``: days, from 0:00 UTC; ``see``: a URL of the replacement."""

    since: date
    sunset: date
    see: str

    def __post_init__(self) -> None:
        if self.sunset <= self.since:
            raise ValueError("the sunset must be after the deprecation")

    def mark(self, headers: MutableHeaders) -> None:
        """Add the headers to any answer."""
        headers["Deprecation"] = f"@{int(_start(self.since).timestamp())}"
        headers["Sunset"] = format_datetime(_start(self.sunset), usegmt=True)
        headers.append("Link", f'<{self.see}>; rel="deprecation"; type="text/html"')


def deprecated(*, since: date, sunset: date, see: str) -> Callable[[E], E]:
    """Mark an endpoint, below its route: its answers and its description say so.

    @router.get("/v1/old")
    @deprecated(since=date(2027, 1, 1), sunset=date(2027, 7, 1), see="https://…/api.md#old")
    async def read_old(...) -> ...
    """
    deprecation = Deprecation(since, sunset, see)

    def marked(endpoint: E) -> E:
        setattr(endpoint, _MARK, deprecation)
        return endpoint

    return marked


def deprecation_of(endpoint: object) -> Deprecation | None:
    found = getattr(endpoint, _MARK, None)
    return found if isinstance(found, Deprecation) else None


def mark_operations(app: FastAPI, schema: dict[str, Any]) -> dict[str, Any]:
    """Mark the description's operations in place."""
    for route in all_routes(app):
        if deprecation_of(route.endpoint) is not None and route.path in schema["paths"]:
            for method in route.methods or ():
                schema["paths"][route.path].get(method.lower(), {})["deprecated"] = True
    return schema


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
