"""Define types of fields that mean the same in every service, each with what would be right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from annotated_types import GroupedMetadata
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from boucle.platform.characters import WITHOUT_IT, first_invisible
from boucle.platform.http.problems import wrong
from boucle.platform.translating import tr

_SIREN = re.compile(r"[0-9]{9}")
_DECIMAL = r"[+-]?\d{1,18}(\.\d{1,12})?"
_LINE_ENDS = re.compile(r"[\r\n\t\u2028\u2029]")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


def _nine_digits(value: str) -> str:
    if not _SIREN.fullmatch(value):
        raise wrong("siren", "is not a SIREN", "a SIREN: nine digits, without spaces")
    return value


def plain_decimal(value: object) -> str:
    """Write a plain decimal without exponent or needless zeros: ``12.50`` is ``12.5``."""
    text = str(value).strip() if isinstance(value, str | int | float | Decimal) else ""
    if isinstance(value, bool) or not re.fullmatch(_DECIMAL, text):
        raise wrong(
            "decimal",
            "is not a decimal number",
            'a decimal such as "12.5": a point, no exponent, at most 18 digits before and 12 after',
        )
    plain = format(Decimal(text), "f")  # normalize() would round what is longer than 28 digits
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _plausible(value: date) -> date:
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise wrong(
            "date",
            "is not a plausible date",
            tr("a date from {first_day} to {last_day}", first_day=_FIRST_DAY, last_day=_LAST_DAY),
        )
    return value


def _iso_date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise wrong("date", "is not a date", "a date such as 2026-01-31")


def _all_visible(value: str) -> str:
    """Refuse invisible characters: what is shown would differ from what was sent."""
    found = first_invisible(value)
    if found is None:
        return value
    raise wrong("text", found.message, WITHOUT_IT)


def _not_blank(value: str) -> str:
    if not value:
        raise wrong("blank", "is empty", "at least one character that is not a space")
    return value


def _one_line(value: str) -> str:
    if _LINE_ENDS.search(value):
        raise wrong("text", "holds a line end or a tab", "one line of text")
    return value


@dataclass(frozen=True, slots=True)
class Lines(GroupedMetadata):
    """Visible text, trimmed, 1 to ``most`` characters. ``blank``: empty is allowed."""

    most: int
    blank: bool = False

    def __iter__(self) -> Iterator[object]:
        yield StringConstraints(strict=True, strip_whitespace=True, max_length=self.most)
        yield AfterValidator(_all_visible)
        if not self.blank:
            yield AfterValidator(_not_blank)


@dataclass(frozen=True, slots=True)
class Line(GroupedMetadata):
    """One line of visible text, trimmed, 1 to ``most`` characters. ``blank``: empty is allowed."""

    most: int
    blank: bool = False

    def __iter__(self) -> Iterator[object]:
        yield from Lines(self.most, self.blank)
        yield AfterValidator(_one_line)


Siren = Annotated[
    str,
    AfterValidator(_nine_digits),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{9}$"}),
    Field(description="A SIREN: nine digits."),
]
"""Well formed only: one that nobody has is not found, which is another answer."""
DecimalText = Annotated[
    str,
    BeforeValidator(plain_decimal),
    WithJsonSchema({"type": "string", "pattern": f"^{_DECIMAL}$"}),
]
Day = Annotated[date, BeforeValidator(_iso_date), AfterValidator(_plausible)]


class QuantityOut(BaseModel):
    """A decimal as text and its unit, of ``GET /v1/units``; of a group, also ``FTE``, ``1/d``. A
    year's, where its field says nothing else."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    value: str
    unit: str
