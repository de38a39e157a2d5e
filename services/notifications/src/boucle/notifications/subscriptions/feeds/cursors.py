"""Seal a follower's place in the feed, for one feed and one principal.

It is sealed and not only signed: a number would tell how much everybody else changes.
"""

from dataclasses import dataclass
from uuid import UUID

import msgspec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from boucle.platform.errors import Gone, Invalid, invalid_field
from boucle.platform.translating import tr

_HEADER = {"alg": "dir", "enc": "A256GCM"}
_DIGITS = 19
"""Digits that make all cursors of a principal equally long."""


class Expired(Gone):
    """The follower must begin again: older changes are deleted, or it is another feed now."""

    code, title = "cursor-expired", "What changed since is not kept any more"

    def __init__(self, why: str) -> None:
        super().__init__(
            tr(
                "{why}: ask without `after` for a new cursor, read the lists whole, then follow it",
                why=why,
            )
        )


class _Place(msgspec.Struct, frozen=True, array_like=True):
    feed: UUID
    client: str
    number: str


@dataclass(frozen=True, slots=True)
class Seal:
    """``secret`` is this feed's, of 32 bytes."""

    feed_id: UUID
    secret: bytes

    def cursor(self, client: str, number: int) -> str:
        place = msgspec.json.encode(_Place(self.feed_id, client, f"{number:0{_DIGITS}}"))
        return jwe.encrypt_compact(_HEADER, place, OctKey.import_key(self.secret))

    def number(self, client: str, cursor: str, field: str = "query.after") -> int:
        """Raise Invalid on a cursor of another feed or principal."""
        try:
            opened = jwe.decrypt_compact(cursor, OctKey.import_key(self.secret)).plaintext
            place = msgspec.json.decode(opened or b"", type=_Place)
            number = int(place.number)
        except (JoseError, ValueError) as error:
            raise _no_cursor(field, cursor, "not a cursor of this feed") from error
        if place.feed != self.feed_id:
            raise Expired("the feed was restored")
        if place.client != client:
            raise _no_cursor(field, cursor, "a cursor of another principal")
        return number


def _no_cursor(field: str, cursor: str, message: str) -> Invalid:
    return invalid_field(
        field, cursor, message, "the `next` of your last answer, unchanged, or no `after` to begin"
    )
