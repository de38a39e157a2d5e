"""Types of fields, each with what would be right when a value is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

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

from boucle.common.http import Body, wrong

_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,12})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{5,24}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"[\r\n\t\u2028\u2029]")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)


class Answer(BaseModel):
    """What registry answers."""

    model_config = ConfigDict(frozen=True)


Sureness = Annotated[
    float,
    Field(description="How surely the family is meant, 0 to 1; from 0.5, it is fairly sure."),
]


def _no_controls(value: str) -> str:
    if _CONTROLS.search(value):
        raise wrong(
            "text", "holds a control character", "printable text, without control characters"
        )
    return value


def _one_line(value: str) -> str:
    if _LINE_ENDS.search(value):
        raise wrong("text", "holds a line end or a tab", "one line of text")
    return value


def _not_blank(value: str) -> str:
    if not value:
        raise wrong("blank", "is empty", "at least one character that is not a space")
    return value


@dataclass(frozen=True, slots=True)
class Lines(GroupedMetadata):
    """Printable text, trimmed, 1 to ``most`` characters."""

    most: int

    def __iter__(self) -> Iterator[object]:
        yield StringConstraints(strict=True, strip_whitespace=True, max_length=self.most)
        yield AfterValidator(_no_controls)
        yield AfterValidator(_not_blank)


@dataclass(frozen=True, slots=True)
class Line(GroupedMetadata):
    """One line of printable text, trimmed, 1 to ``most`` characters."""

    most: int

    def __iter__(self) -> Iterator[object]:
        yield from Lines(self.most)
        yield AfterValidator(_one_line)


def _decimal(value: object) -> str:
    """The number as a plain decimal: no exponent, no needless zero. ``12.50`` is ``12.5``."""
    shown = str(value).strip() if isinstance(value, str | int | float | Decimal) else ""
    if isinstance(value, bool) or not _DECIMAL.fullmatch(shown):
        raise wrong(
            "decimal",
            "is not a decimal number",
            'a decimal such as "12.5": a point, no exponent, at most 18 digits before and 12 after',
        )
    number = Decimal(shown)
    return "0" if number == 0 else format(number.normalize(), "f")


def _email(value: str) -> str:
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise wrong("email", "is not an e-mail address", "an address such as name@company.example")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise wrong("phone", "is not a telephone number", "digits, such as +33 2 31 00 00 00")
    return value


def _plausible(value: date) -> date:
    if not _FIRST_DAY <= value <= _LAST_DAY:
        raise wrong("date", "is not a plausible date", "a date from 1900-01-01 to 2200-12-31")
    return value


def _iso_date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise wrong("date", "is not a date", "a date such as 2026-01-31")


def _each_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) != len(values):
        raise wrong("twice", "holds a value twice", "each value once")
    return tuple(sorted(values))


DecimalText = Annotated[
    str,
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "string", "pattern": r"^[+-]?\d{1,18}(\.\d{1,12})?$"}),
]
Email = Annotated[str, Line(254), AfterValidator(_email)]
Phone = Annotated[str, Line(30), AfterValidator(_phone)]
Day = Annotated[date, BeforeValidator(_iso_date), AfterValidator(_plausible)]
EachOnce = AfterValidator(_each_once)
Code = Annotated[str, Line(64), Field(description="a code or a key")]
ExternalId = Annotated[str, Line(200), Field(description="the caller's own id")]

__all__ = [
    "Answer",
    "Body",
    "Code",
    "Day",
    "DecimalText",
    "EachOnce",
    "Email",
    "ExternalId",
    "Line",
    "Lines",
    "Phone",
    "wrong",
]
