"""Which row of a file is the header: titles may stand above it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from boucle.registry.files.columns import COLUMNS
from boucle.registry.files.layout import missing_columns, named_columns
from boucle.registry.files.table import TableRow

LOOKED_AT: Final = 20  # rows that are not empty
_FEW: Final = 2  # columns that a row must name to be taken for a header that lacks others


@dataclass(frozen=True, slots=True, order=True)
class HeaderFound:
    """``names``: how many columns it names. ``minus_at``: its place among the rows that are not
    empty, below zero so that the greatest is the best header."""

    complete: bool
    names: int
    minus_at: int

    @property
    def at(self) -> int:
        return -self.minus_at if self.found else 0

    @property
    def found(self) -> bool:
        return self.complete or self.names >= _FEW


Judge = Callable[[Iterable[TableRow]], HeaderFound]
NO_HEADER: Final = HeaderFound(False, 0, 0)


def header_in(rows: Iterable[TableRow]) -> HeaderFound:
    """Among the first rows: the first complete one, else the one that names most columns."""
    first = islice(rows, LOOKED_AT)
    return max((_judged(at, row.cells) for at, row in enumerate(first)), default=NO_HEADER)


def _judged(at: int, cells: Sequence[str]) -> HeaderFound:
    named = {column.name for column, _ in named_columns(cells) if column is not None}
    complete = bool(named) and not missing_columns(cells)
    # Complete ones are worth the same: what looks like a better one further down is a row.
    return HeaderFound(complete, len(COLUMNS) if complete else len(named), -at)
