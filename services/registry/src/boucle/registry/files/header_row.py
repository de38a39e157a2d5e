"""Which row of a file is the header: titles may stand above it."""

from collections.abc import Callable, Collection, Iterable, Sequence
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


def judge_of(
    named_in: Callable[[Sequence[str]], Collection[str]],
    missing_in: Callable[[Sequence[str]], Sequence[str]],
    most: int,
) -> Judge:
    """Among the first rows: the first complete one, else the one that names most columns.
    ``named_in``, ``missing_in``: columns that a row names, and required ones that it lacks;
    ``most``: how many there are."""

    def judged(at: int, cells: Sequence[str]) -> HeaderFound:
        named = named_in(cells)
        complete = bool(named) and not missing_in(cells)
        # Complete ones are worth the same: what looks like a better one further down is a row.
        return HeaderFound(complete, most if complete else len(named), -at)

    def judge(rows: Iterable[TableRow]) -> HeaderFound:
        first = enumerate(islice(rows, LOOKED_AT))
        return max((judged(at, row.cells) for at, row in first), default=NO_HEADER)

    return judge


def _named_in_bilan(cells: Sequence[str]) -> set[str]:
    return {column.name for column, _ in named_columns(cells) if column is not None}


header_in: Final = judge_of(_named_in_bilan, missing_columns, len(COLUMNS))
