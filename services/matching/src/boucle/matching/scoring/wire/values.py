"""Convert single values of events: decimals, ranges, checksums."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from zlib import crc32

from boucle.catalogue.facts.model import Attribute
from boucle.contract.events.registry import QualityRange
from boucle.matching.scoring.inputs import MONTHS_OF_YEAR, UNBOUNDED


class UnusableEvent(ValueError):
    """A field's value that no rule can use; the message names the field and the value."""

    def __init__(self, field: str, value: object, why: object) -> None:
        super().__init__(f"{field} = {value!r}: {why}")


def decimal_of(field: str, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise UnusableEvent(field, text, "not a decimal") from error
    if not value.is_finite():
        raise UnusableEvent(field, text, "not finite")
    return value


def range_of(field: str, declared: QualityRange, attribute: Attribute) -> tuple[float, float]:
    if declared.unit is not None and declared.unit != attribute.unit:
        raise UnusableEvent(f"{field}.unit", declared.unit, f"use {attribute.unit}")
    low = -UNBOUNDED if declared.low is None else float(decimal_of(f"{field}.low", declared.low))
    high = UNBOUNDED if declared.high is None else float(decimal_of(f"{field}.high", declared.high))
    return low, high


def months_of(field: str, months: Iterable[int]) -> int:
    """Return months as bits."""
    bits = 0
    for month in months:
        if not 1 <= month <= MONTHS_OF_YEAR:
            raise UnusableEvent(field, month, "not a month, 1 to 12")
        bits |= 1 << (month - 1)
    return bits


def checksum(value: str | None) -> int:
    return crc32(value.encode()) if value is not None else 0
