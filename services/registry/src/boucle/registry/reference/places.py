"""Encode cursors of reference lists: the key of the last item, and its list. Pure."""

import msgspec

from boucle.platform import base64url
from boucle.platform.paging import not_a_cursor


class _Place(msgspec.Struct, frozen=True, array_like=True):
    listing: str
    key: tuple[str, ...]


def cursor_of(listing: str, *key: str) -> str:
    return base64url.written(msgspec.json.encode(_Place(listing, key)))


def key_in(listing: str, cursor: str, parts: int) -> tuple[str, ...]:
    """Return the key, in ``parts`` parts, of a cursor of this list. Raises Invalid."""
    try:
        place = msgspec.json.decode(base64url.read(cursor), type=_Place)
    except ValueError as error:
        raise not_a_cursor(cursor) from error
    if place.listing != listing or len(place.key) != parts or "\x00" in "".join(place.key):
        raise not_a_cursor(cursor)
    return place.key
