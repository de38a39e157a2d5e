"""Encode cursors of reference lists: the key of the last item, and its list. Pure."""

import base64
import binascii

import msgspec

from boucle.platform.paging import not_a_cursor


class _Place(msgspec.Struct, frozen=True, array_like=True):
    listing: str
    key: tuple[str, ...]


def cursor_of(listing: str, *key: str) -> str:
    raw = msgspec.json.encode(_Place(listing, key))
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def key_in(listing: str, cursor: str, parts: int) -> tuple[str, ...]:
    """Return the key, in ``parts`` parts, of a cursor of this list. Raises Invalid."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = msgspec.json.decode(raw, type=_Place)
    except (binascii.Error, ValueError) as error:
        raise not_a_cursor(cursor) from error
    if place.listing != listing or len(place.key) != parts or "\x00" in "".join(place.key):
        raise not_a_cursor(cursor)
    return place.key
