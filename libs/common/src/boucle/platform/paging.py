"""Define a page of a list, as use cases and stores receive it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from boucle.platform import base64url
from boucle.platform.errors import Invalid, invalid_field
from boucle.platform.translating import tr


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by one column, then by id, both ascending or both descending. ``text``: the column
    is a text, else a moment."""

    column: str
    descending: bool = False
    text: bool = False

    @property
    def name(self) -> str:
        """Return the name that callers use; ``-updated_at`` is descending."""
        return f"-{self.column}" if self.descending else self.column

    @property
    def direction(self) -> str:
        return "DESC" if self.descending else "ASC"

    @property
    def beyond(self) -> str:
        """Return the SQL operator that selects rows after the last one."""
        return "<" if self.descending else ">"


BY_CHANGE = Sort("updated_at")
Place = tuple[datetime | str, object]
"""What a row is sorted by, and its id."""


def both_ways(*sorts: Sort) -> tuple[Sort, ...]:
    """Return each order, ascending and descending."""
    return tuple(Sort(one.column, falls, one.text) for one in sorts for falls in (False, True))


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A place in the order of ``(at, id)``, or of ``(text, id)``; ``id`` as text. ``sort``: its
    order; ``of``: the list's address, empty if unknown."""

    at: datetime
    id: str
    sort: str = BY_CHANGE.name
    text: str | None = None
    of: str = ""

    @property
    def value(self) -> datetime | str:
        """Return the sort value of the row at this place."""
        return self.at if self.text is None else self.text

    def uuid(self) -> UUID:
        """Return the id in a list of UUIDs. Raises Invalid on another list's."""
        try:
            return UUID(self.id)
        except ValueError as error:
            raise not_a_cursor(self.encode()) from error

    def number(self) -> int:
        """Return the id in a list of numbered rows. Raises Invalid on another list's."""
        if self.id.isascii() and self.id.isdigit() and len(self.id) < 19:
            return int(self.id)
        raise not_a_cursor(self.encode())

    def encode(self) -> str:
        return base64url.written(msgspec.json.encode(self))

    @classmethod
    def decode(cls, text: str, sort: Sort = BY_CHANGE, of: str = "") -> "Cursor":
        """Decode a cursor. Raises Invalid on what ``encode`` did not make, or of another list or
        order."""
        try:
            cursor = msgspec.json.decode(base64url.read(text), type=cls)
        except ValueError as error:
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

    def last_row(self) -> tuple[datetime | str, UUID] | None:
        """Return sort value and id of the last row of the page before, in a list of UUIDs. Raises
        Invalid on another list's cursor."""
        return None if self.after is None else (self.after.value, self.after.uuid())

    def cursor_at(self, value: datetime | str, id_: object) -> Cursor:
        """Return the cursor of a row, from its sort value."""
        if isinstance(value, str):
            return Cursor(_NO_MOMENT, str(id_), self.sort.name, value, self.of)
        return Cursor(value, str(id_), self.sort.name, of=self.of)


_NO_MOMENT = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def sort_named(name: str | None, sorts: Sequence[Sort]) -> Sort:
    """Return the order that a caller names, by default the first. Raises Invalid."""
    if name is None:
        return sorts[0]
    for sort in sorts:
        if sort.name == name:
            return sort
    right = tr("one of {words}", words=", ".join(sort.name for sort in sorts))
    raise invalid_field("query.sort", name, "is no order of this list", right)
