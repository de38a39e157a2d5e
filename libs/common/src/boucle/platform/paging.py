"""A page of a list, as use cases and stores are asked for it."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from boucle.platform.errors import Invalid, invalid_field
from boucle.platform.translating import tr


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by one column, then by id: both rise, or both fall. ``text``: of a text, else of a
    moment."""

    column: str
    descending: bool = False
    text: bool = False

    @property
    def name(self) -> str:
        """As callers write it: ``-updated_at`` falls."""
        return f"-{self.column}" if self.descending else self.column

    @property
    def direction(self) -> str:
        """Of SQL."""
        return "DESC" if self.descending else "ASC"

    @property
    def beyond(self) -> str:
        """SQL: how what follows compares with the last row seen."""
        return "<" if self.descending else ">"


BY_CHANGE = Sort("updated_at")
Place = tuple[datetime | str, object]
"""What a row is sorted by, and its id."""


def both_ways(*sorts: Sort) -> tuple[Sort, ...]:
    """Each as it is, and falling."""
    return tuple(Sort(one.column, falls, one.text) for one in sorts for falls in (False, True))


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in the order of ``(at, id)``, or of ``(text, id)`` where a list is sorted by a text;
    ``id`` as text. ``sort``: the order that it is a place of; ``of``: the list's address, empty
    where it is not known."""

    at: datetime
    id: str
    sort: str = BY_CHANGE.name
    text: str | None = None
    of: str = ""

    @property
    def value(self) -> datetime | str:
        """What the list is sorted by, of the row at this place."""
        return self.at if self.text is None else self.text

    def uuid(self) -> UUID:
        """The id, of a list of UUIDs. Raises Invalid on another list's."""
        try:
            return UUID(self.id)
        except ValueError as error:
            raise not_a_cursor(self.encode()) from error

    def number(self) -> int:
        """The id, of a list of numbered rows. Raises Invalid on another list's."""
        if self.id.isascii() and self.id.isdigit() and len(self.id) < 19:
            return int(self.id)
        raise not_a_cursor(self.encode())

    def encode(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, sort: Sort = BY_CHANGE, of: str = "") -> "Cursor":
        """Raises Invalid on what ``encode`` did not make, and on a place in another list or
        order."""
        try:
            raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            cursor = msgspec.json.decode(raw, type=cls)
        except (binascii.Error, ValueError) as error:
            raise not_a_cursor(text) from error
        if cursor.of not in ("", of):
            raise not_a_cursor(text)
        if cursor.sort != sort.name:
            raise invalid_field(
                "query.cursor",
                text,
                tr("is of a list in another order than sort={name}", name=sort.name),
                "the sort of the page that gave it, or no cursor to begin again",
            )
        too_long = len(cursor.id) > 256 or len(cursor.text or "") > 1000
        unstorable = "\x00" in cursor.id or "\x00" in (cursor.text or "")
        if cursor.at.tzinfo is None or too_long or unstorable or sort.text is (cursor.text is None):
            raise not_a_cursor(text)
        return cursor


def not_a_cursor(text: str) -> Invalid:
    """What no page of the list gave."""
    right = "the `next` of its previous page, unchanged"
    return invalid_field("query.cursor", text, "is not a cursor of this list", right)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Ask the store for ``limit + 1`` rows strictly after ``after`` in the order of ``sort``, then
    id; updated at or after ``updated_after``. ``of``: the address of the list."""

    limit: int
    after: Cursor | None
    updated_after: datetime | None
    sort: Sort = BY_CHANGE
    of: str = ""

    def seen(self) -> tuple[datetime | str, UUID] | None:
        """The last row of the page before, of a list of UUIDs: what it is sorted by, and its id.
        Raises Invalid on another list's cursor."""
        return None if self.after is None else (self.after.value, self.after.uuid())

    def cursor_at(self, value: datetime | str, id_: object) -> Cursor:
        """The place of a row in this order, by the value that it is sorted by."""
        if isinstance(value, str):
            return Cursor(_NO_MOMENT, str(id_), self.sort.name, value, self.of)
        return Cursor(value, str(id_), self.sort.name, of=self.of)


_NO_MOMENT = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def sort_named(name: str | None, known: Sequence[Sort]) -> Sort:
    """The sort that a caller names; the first where he names none. Raises Invalid."""
    if name is None:
        return known[0]
    for sort in known:
        if sort.name == name:
            return sort
    right = tr("one of {words}", words=", ".join(sort.name for sort in known))
    raise invalid_field("query.sort", name, "is no order of this list", right)
