"""Types of fields that ``values`` reads: as JSON has them, or in the words of a file's cell."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from boucle.contract.events.registry import Certainty, Direction, LegalStatus, Nature, PhysicalForm
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.http import Day, DecimalText, Line
from boucle.platform.http.problems import wrong as refused
from boucle.platform.http.values.fields import plain_decimal
from boucle.platform.translating import tr
from boucle.registry.declarations.flows.families import in_words
from boucle.registry.domain.values import dates, measures, numbers, week, words
from boucle.registry.domain.values.phones import read_phone
from boucle.registry.domain.values.qualities import read_range
from boucle.registry.domain.values.units import read_unit
from boucle.registry.domain.values.wrong import WrongValue

T = TypeVar("T")
_NUMBER = "^[+-]?\\d{1,18}(\\.\\d{1,12})?$"


def as_error(wrong: WrongValue, field: str | None = None) -> PydanticCustomError:
    """As a validator raises it. ``field``: which one, where the validator looks at several
    together."""
    return refused("value", wrong.message, wrong.expected, field=field)


def _of_text(read: Callable[[str], T]) -> BeforeValidator:
    """Text is read so; anything else is for the type itself."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except WrongValue as wrong:
            raise as_error(wrong) from wrong

    return BeforeValidator(validate)


def _choice(words_: words.WordChoice) -> BeforeValidator:
    """One that is no such word is refused as any other value of an enumeration."""
    known = frozenset(words_.codes)

    def validate(value: Any) -> Any:
        if not isinstance(value, str) or value in known:
            return value
        try:
            return words_(value)
        except WrongValue:
            return value

    return BeforeValidator(validate)


def _amount(value: Any) -> Any:
    """``12.5``, or a span ``3..5``."""
    if isinstance(value, str):
        try:
            found = numbers.read_amount(value)
        except WrongValue as wrong:
            raise as_error(wrong) from wrong
        low = plain_decimal(found.low)
        return low if found.high is None else f"{low}..{plain_decimal(found.high)}"
    return plain_decimal(value)


def _measure(value: Any) -> Any:
    """``12.5``, or ``2500 kg`` as written: what unit is wanted, its subject says."""
    if not isinstance(value, str):
        return plain_decimal(value)
    try:
        found = measures.checked_measure(value)
    except WrongValue as wrong:
        raise as_error(wrong) from wrong
    return plain_decimal(found) if numbers.is_plain(found) else found


def with_unit_of_value(quantity: Any) -> Any:
    """``"12 t/an"`` alone, or as the value: its unit goes where units stand."""
    said = {"value": quantity} if isinstance(quantity, str) else quantity
    value = said.get("value") if isinstance(said, dict) else None
    if not isinstance(value, str):
        return said
    amount, named = numbers.parted(value)
    if named is None:
        return said
    unit = said.get("unit")
    if unit is not None and (not isinstance(unit, str) or read_unit(unit) != named):
        message = tr("is not the unit that value names, {named}", named=named)
        raise as_error(WrongValue(message, "one unit, in value or in unit"), "unit")
    return {**said, "value": amount, "unit": named}


def _price(value: Any) -> Any:
    if not isinstance(value, str):
        return plain_decimal(value)
    try:
        number, unit = numbers.read_price(value)
    except WrongValue as wrong:
        raise as_error(wrong) from wrong
    return plain_decimal(number) if unit is None else f"{plain_decimal(number)}/{unit}"


def _months(value: Any) -> Any:
    try:
        if isinstance(value, str):
            return dates.read_months(value)
        if isinstance(value, list) and any(isinstance(each, str) for each in value):
            return [
                month
                for each in value
                for month in (dates.read_months(each) if isinstance(each, str) else (each,))
            ]
    except WrongValue as wrong:
        raise as_error(wrong) from wrong
    return value


def _statuses(value: Any) -> Any:
    return value.replace(",", "|").split("|") if isinstance(value, str) else value


Number = Annotated[DecimalText, _of_text(numbers.read_number)]
PhoneText = Annotated[str, Line(40), _of_text(read_phone)]
"""Kept as French people write it: ``02 61 91 00 12``; of another country, with its code."""
AmountText = Annotated[
    str,
    BeforeValidator(_amount),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    Field(description='A decimal, or a span such as "3..5". Text is read as people write it.'),
]
PriceText = Annotated[
    str,
    BeforeValidator(_price),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    Field(description='Euros by unit of the quantity, or by the unit it names: "85 €/t".'),
]
MeasureText = Annotated[
    str,
    BeforeValidator(_measure),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
    Field(description='A decimal, or one with a unit, such as "2500 kg" or "2 MW".'),
]
_Hour = Annotated[float, Field(strict=True, allow_inf_nan=False)]
HoursText = Annotated[tuple[_Hour, _Hour], _of_text(week.read_hours)]
CostText = Annotated[DecimalText, _of_text(measures.read_euros_a_year)]
UnitText = Annotated[
    str, _of_text(lambda text: read_unit(text) or text), Field(max_length=64, min_length=1)
]
DayText = Annotated[Day, _of_text(dates.read_day)]
MonthsText = BeforeValidator(_months)
StatusesText = BeforeValidator(_statuses)
YesNo = Annotated[bool, Field(strict=True), _of_text(words.yes_or_no)]
RangeText = _of_text(read_range)
FamiliesText = _of_text(in_words)
DirectionText = Annotated[Direction, _choice(words.DIRECTION)]
SharingDirectionText = Annotated[SharingDirection, _choice(words.SHARING_DIRECTION)]
SharingKindText = Annotated[SharingKind, _choice(words.SHARING_KIND)]
NatureText = Annotated[Nature, _choice(words.NATURE)]
FormText = Annotated[PhysicalForm, _choice(words.FORM)]
StatusText = Annotated[LegalStatus, _choice(words.STATUS)]
CertaintyText = Annotated[Certainty, _choice(words.CERTAINTY)]
