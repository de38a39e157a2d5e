"""Exact numbers, ranges with what is missing, days and months. No rule of the field."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

ZERO = Fraction(0)
CENT = Fraction(1, 100)
TO_TONNE = {"t": Fraction(1), "kg": Fraction(1, 1000), "g": Fraction(1, 10**6)}
TO_M3 = {"m3": Fraction(1), "l": Fraction(1, 1000), "hl": Fraction(1, 10)}
TO_MWH = {"mwh": Fraction(1), "kwh": Fraction(1, 1000), "gwh": Fraction(1000)}


def number(value: object) -> Fraction | None:
    """The number that a field of an answer holds; none where it holds none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        read = Decimal(str(value))
    except InvalidOperation:
        return None
    return Fraction(read) if read.is_finite() else None


def root(value: Fraction) -> Fraction:
    """The square root, to twelve decimals."""
    scaled = value * 10**24
    return Fraction(math.isqrt(scaled.numerator // scaled.denominator), 10**12)


def cents(value: Fraction) -> Fraction:
    """Rounded to the cent, halves up."""
    return Fraction(math.floor(value * 100 + Fraction(1, 2)), 100)


def shown(value: Fraction | None) -> str:
    """A number as a report shows it."""
    if value is None:
        return "unknown"
    rounded = round(value, 4)
    return f"{float(rounded):.4f}".rstrip("0").rstrip(".")


def significant(value: Fraction, digits: int = 2) -> Fraction:
    """Rounded to so many significant digits beyond a hundred (issue 37.6: as people say it)."""
    if abs(value) < 100:
        return Fraction(round(value))
    size = len(str(int(abs(value)))) - digits
    step = Fraction(10) ** size
    return Fraction(math.floor(value / step + Fraction(1, 2))) * step


def close(left: Fraction, right: Fraction, share: Fraction = Fraction(1, 10**6)) -> bool:
    """Equal to a cent, or to a millionth of the larger."""
    return abs(left - right) <= max(CENT, share * max(abs(left), abs(right)))


@dataclass(frozen=True)
class Span:
    """A figure as a range, or unknown with what is missing."""

    low: Fraction | None
    high: Fraction | None
    missing: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return self.low is not None and self.high is not None

    def bounds(self) -> tuple[Fraction, Fraction]:
        if self.low is None or self.high is None:
            raise ValueError("an unknown figure has no bounds")
        return self.low, self.high

    def times(self, factor: Fraction) -> Span:
        if not self.known:
            return self
        ends = sorted(end * factor for end in self.bounds())
        return Span(ends[0], ends[1], self.missing)

    def part(self, factor: Fraction) -> Span:
        """Each end's part; the order of the ends is kept."""
        low, high = self.bounds()
        return Span(low * factor, high * factor, self.missing)

    def plus(self, other: Span) -> Span:
        """The sum; unknown with all that is missing where either is unknown."""
        missing = tuple(dict.fromkeys(self.missing + other.missing))
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return Span(None, None, missing)
        return Span(self.low + other.low, self.high + other.high, missing)

    def minus(self, other: Span) -> Span:
        return self.plus(other.times(Fraction(-1)))

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the range, to a cent."""
        if not self.known:
            return False
        low, high = self.bounds()
        return low - CENT <= value <= high + CENT or close(value, low) or close(value, high)

    def __str__(self) -> str:
        if not self.known:
            return "unknown (" + ", ".join(self.missing) + ")"
        low, high = self.bounds()
        return shown(low) if low == high else f"{shown(low)}..{shown(high)}"


def exact(value: Fraction) -> Span:
    """A figure without range."""
    return Span(value, value)


def unknown(*missing: str) -> Span:
    """A figure that nobody knows, and why."""
    return Span(None, None, missing)


def total(spans: Iterable[Span]) -> Span:
    """The sum of what is known; what is missing is named beside it (none known: unknown)."""
    seen = list(spans)
    missing = tuple(dict.fromkeys(word for span in seen for word in span.missing))
    known = [span.bounds() for span in seen if span.known]
    if not known:
        return Span(None, None, missing) if seen else exact(ZERO)
    return Span(sum((a for a, _ in known), ZERO), sum((b for _, b in known), ZERO), missing)


def converted(value: Fraction, unit: str) -> tuple[Fraction, str] | None:
    """The quantity in t, m3 or MWh (domain.md 3: UNECE Rec 20), other units as they are."""
    plain = unit.strip().lower().replace("³", "3")
    for table, into in ((TO_TONNE, "t"), (TO_M3, "m3"), (TO_MWH, "MWh")):
        if plain in table:
            return value * table[plain], into
    return (value, unit) if plain else None


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Month:
        year, _, month = text.partition("-")
        return cls(int(year), int(month[:2]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]
