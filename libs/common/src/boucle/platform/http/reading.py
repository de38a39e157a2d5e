"""Handle ``ETag`` and ``If-None-Match`` of a read: 304 if the reader has it already."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from boucle.platform.conditions import ANYTHING, etag, names

IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=1000,
        description="The ETag of what you have: 304 without a body while it is the same.",
    ),
]


class NotModified(Exception):
    """The reader has it already; ``tag`` is its ETag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


async def not_modified(_request: Request, error: Exception) -> Response:
    """Return 304 with the tag."""
    tag = error.tag if isinstance(error, NotModified) else ""
    return Response(status_code=304, headers={"ETag": tag})


def has(header: str | None, tag: str) -> bool:
    """Tell whether ``If-None-Match`` names the tag."""
    return header is not None and (header.strip() == ANYTHING or names(header, tag))


def view_version(view: BaseModel) -> str:
    """Return the version of a view that depends on the viewer's rights, for its ETag."""
    return hashlib.sha256(view.model_dump_json().encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The reader's version, and the answer to set the ETag on."""

    header: str | None
    response: Response

    def set_etag(self, version: int | str) -> None:
        """Set the answer's ETag. Raises NotModified if the reader has this version."""
        tag = etag(version)
        if has(self.header, tag):
            raise NotModified(tag)
        self.response.headers["ETag"] = tag

    def set_view_etag(self, view: BaseModel) -> None:
        """Set the ETag of a view that depends on the viewer's rights: it changes only if the view
        does."""
        self.set_etag(view_version(view))


async def _stored_version(response: Response, if_none_match: IfNoneMatch = None) -> StoredVersion:
    return StoredVersion(if_none_match, response)


Reading = Annotated[StoredVersion, Depends(_stored_version)]
"""Of a read of one thing: the route says the version, ``reading.set_etag(version)``."""
