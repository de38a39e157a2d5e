"""Check every input before a route reads it, and give request bodies their base model."""

import math
from collections.abc import Iterator

from fastapi import Request
from pydantic import BaseModel, ConfigDict

from boucle.platform.errors import Fault, invalid
from boucle.platform.http.parameters import refused_parameters

_INT64 = 2**63


class RequestBody(BaseModel):
    """Request bodies refuse an unknown field instead of ignoring it."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, str_strip_whitespace=True
    )


async def sane_input(request: Request) -> None:
    """Refuse texts that Postgres cannot store, numbers beyond 64 bits, and unknown or wrongly
    repeated query parameters. Runs on every route and looks at the whole JSON body, the query and
    the path, before any model."""
    errors = [
        error
        for place, value in (
            ("path", request.path_params),
            *(("query", {name: value}) for name, value in request.query_params.multi_items()),
            ("body", await _json_of(request)),
        )
        for error in unfit(place, value)
    ] or list(refused_parameters(request))
    if errors:
        raise invalid(errors[:20])


async def _json_of(request: Request) -> object:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not (content_type == "application/json" or content_type.endswith("+json")):
        return None
    # Already read and parsed for the route's model: Starlette keeps both.
    try:
        return await request.json() if await request.body() else None
    except (ValueError, RecursionError):
        return None  # the route reads it itself (a patch), or wants no JSON and was sent some


def unfit(place: str, value: object) -> Iterator[Fault]:
    """Yield every unstorable value below, by path; without recursion, as input decides the
    depth."""
    pending: list[tuple[str, object]] = [(place, value)]
    while pending:
        path, node = pending.pop()
        if isinstance(node, dict):
            for key, child in node.items():
                if not _is_storable(key):
                    yield Fault(path, key, "a field's name cannot be stored", _TEXT)
                else:
                    pending.append((f"{path}.{key}", child))
        elif isinstance(node, list):
            pending.extend((f"{path}[{index}]", child) for index, child in enumerate(node))
        elif isinstance(node, str) and not _is_storable(node):
            yield Fault(path, node, "the text cannot be stored", _TEXT)
        elif isinstance(node, int) and not -_INT64 <= node < _INT64:
            yield Fault(path, node, "the number is too big", "an integer of at most 64 bits")
        elif isinstance(node, float) and not math.isfinite(node):
            yield Fault(path, str(node), "not a finite number", "a finite number")


_TEXT = "Unicode text without the NUL character or lone surrogates"


def _is_storable(text: str) -> bool:
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
