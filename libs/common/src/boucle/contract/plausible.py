"""Bound what is reported of a run: beyond, nobody believes it without a document. Pure.

No more is saved than is paid today. No more is moved than is declared: a season may bring the whole
of a year.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Final
from uuid import UUID

_DAYS: Final = Decimal("365.25")
_EXACT: Final = Context(prec=60)
Values = Sequence[tuple[UUID, Decimal | None]]
"""Of each declaration of a user, whose it is and its value; None where it is unknown."""


def most_saved(paid: Decimal, first: date, last: date) -> Decimal:
    """``paid``: EUR a year."""
    return paid * _years(first, last)


def most_moved(declared: Decimal, first: date, last: date) -> Decimal:
    return declared * max(_years(first, last), Decimal(1))


def _years(first: date, last: date) -> Decimal:
    return Decimal((last - first).days + 1) / _DAYS


def sum_of(values: Values, organisation: UUID | None = None) -> Decimal | None:
    """Return the sum of one company's, or of all; None where one is unknown, or there is none."""
    found = [value for one, value in values if organisation in (None, one)]
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None


def part_of(values: Values, organisation: UUID | None) -> Decimal | None:
    """Return which part of all a company has; None where one is unknown, or all are nothing."""
    every = sum_of(values)
    if not every or every < 0:
        return None
    own = sum((value or Decimal(0) for one, value in values if one == organisation), Decimal(0))
    return _EXACT.divide(own, every)
