"""Decimals: as sent, exactly, without exponent or needless zeros."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from boucle.platform.http import DecimalText

_read = TypeAdapter(DecimalText).validate_python


@given(st.from_regex(r"[+-]?[0-9]{1,18}(\.[0-9]{1,12})?", fullmatch=True))
def test_a_decimal_keeps_every_digit(text: str) -> None:
    read = _read(text)
    assert Decimal(read) == Decimal(text)
    assert read == "0" or not read.startswith(("+", "-0", "0")) or read.lstrip("-").startswith("0.")
    assert "." not in read or not read.endswith(("0", "."))


@pytest.mark.parametrize("text", ["1" * 19, "0." + "1" * 13, "1e3", "NaN", "", ".5", "5.", True])
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        _read(text)
