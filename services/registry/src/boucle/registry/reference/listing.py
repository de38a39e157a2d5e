"""Search a small, fixed list in memory, with items encoded once. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from boucle.platform.errors import Fault, invalid
from boucle.platform.nearest import nearest_first
from boucle.platform.paging import not_a_cursor
from boucle.platform.translating import tr
from boucle.registry.reference.places import cursor_of, key_in
from boucle.registry.reference.search import folded

_SHOWN: Final = 12
"""Values named where a filter's is none of them."""
_FAULTS: Final = 5


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """``key``: unique in its list. ``body``: the item as JSON. ``words``: searched texts.
    ``facets``: filtered values, by name. ``start``: its code without signs, to search by the
    beginning of codes."""

    key: str
    body: bytes
    words: str
    facets: Mapping[str, frozenset[str]]
    start: str = ""


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Any of the values of each filter, and all words of ``q`` (folded), each at the beginning of
    one; ``start``: of its code. At most ``limit``, after ``cursor``."""

    limit: int
    cursor: str | None = None
    q: str = ""
    start: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundEntries:
    """Items as JSON, and the next cursor."""

    items: tuple[bytes, ...]
    following: str | None


class Listing:
    """``version`` is that of the catalogue it is made from."""

    def __init__(self, name: str, version: str, entries: Iterable[ListedEntry]) -> None:
        self.name, self.version = name, version
        self._entries = tuple(entries)
        self._place = {entry.key: place for place, entry in enumerate(self._entries)}
        self._texts = tuple(f" {folded(entry.words)}" for entry in self._entries)
        self._known: dict[str, set[str]] = {}
        for entry in self._entries:
            for name_, values in entry.facets.items():
                self._known.setdefault(name_, set()).update(values)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, asked: ListQuestion) -> FoundEntries:
        """Return one page. Raises Invalid on a value that no item has, or another list's cursor."""
        self._check(asked)
        shown: list[ListedEntry] = []
        for entry in self._matching(asked):
            if len(shown) == asked.limit:
                return FoundEntries(_bodies(shown), cursor_of(self.name, shown[-1].key))
            shown.append(entry)
        return FoundEntries(_bodies(shown), None)

    def _matching(self, asked: ListQuestion) -> Iterator[ListedEntry]:
        words = [f" {word}" for word in asked.q.split()]
        filters = [(name, frozenset(values)) for name, values in asked.filters.items() if values]
        first = self._after(asked.cursor)
        for entry, text in zip(self._entries[first:], self._texts[first:], strict=True):
            if (
                entry.start.startswith(asked.start)
                and all(word in text for word in words)
                and not any(entry.facets[name].isdisjoint(wanted) for name, wanted in filters)
            ):
                yield entry

    def _after(self, cursor: str | None) -> int:
        if cursor is None:
            return 0
        (key,) = key_in(self.name, cursor, parts=1)
        place = self._place.get(key)
        if place is None:
            raise not_a_cursor(cursor)
        return place + 1

    def _check(self, asked: ListQuestion) -> None:
        wrong = [
            (name, value)
            for name, values in asked.filters.items()
            for value in values
            if value not in self._known.get(name, ())
        ]
        if wrong:
            raise invalid(
                [
                    Fault(f"query.{name}", value, "is not known here", self._right(name, value))
                    for name, value in wrong[:_FAULTS]
                ]
            )

    def _right(self, name: str, value: str) -> str:
        known = nearest_first(value, sorted(self._known.get(name, ())))
        words = ", ".join(known[:_SHOWN])
        if len(known) > _SHOWN:
            words = tr("{words}, or another of {count}", words=words, count=len(known))
        return tr("one of {words}", words=words)


def _bodies(entries: Iterable[ListedEntry]) -> tuple[bytes, ...]:
    return tuple(entry.body for entry in entries)
