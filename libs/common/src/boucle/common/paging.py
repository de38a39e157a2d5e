"""A page of a list, as use cases and stores are asked for it."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

import msgspec

from boucle.common.errors import Invalid, invalid_field


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in the order of ``(updated_at, id)``; ``id`` as text."""

    updated_at: datetime
    id: str

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Raises Invalid on what ``encode`` did not make."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            cursor = msgspec.json.decode(raw, type=cls)
        except (binascii.Error, ValueError) as error:
            raise _malformed(text) from error
        if cursor.updated_at.tzinfo is None or "\x00" in cursor.id or len(cursor.id) > 256:
            raise _malformed(text)
        return cursor


def _malformed(text: str) -> Invalid:
    return invalid_field(
        "query.cursor", text, "not a cursor", "the `next` of the previous page, unchanged"
    )


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Ask the store for ``limit + 1`` rows strictly after ``after``, updated at or after
    ``updated_after``, ordered by ``(updated_at, id)``."""

    limit: int
    after: Cursor | None
    updated_after: datetime | None
