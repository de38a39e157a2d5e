"""Answers that a caller may keep: a strong ``ETag`` of what is answered, 304 where he has it."""

import hashlib
from typing import Any, Final

from fastapi.responses import Response

from boucle.platform.http.reading import has

NOT_CHANGED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "What is kept under the ETag sent still holds."}
}
"""For ``responses`` of the route."""


def kept(
    body: bytes,
    if_none_match: str | None,
    cache_control: str,
    media_type: str = "application/json",
) -> Response:
    """200 with the body (JSON), or 304 where the caller has it (weakly compared, RFC 9110)."""
    etag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": cache_control}
    if has(if_none_match, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)
