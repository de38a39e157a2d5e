"""Codes of sandboxes, and how many of them one may have. Pure.

A code is a 0, five digits of the sandbox, two of the territory in it and Luhn's digit, as a SIREN
has one: ``common.sandboxes`` reads it. 00 is the federation of all its territories; its code is the
sandbox's id.
"""

from datetime import timedelta
from typing import Final

from stdnum import luhn

MOST_TERRITORIES: Final = 20
MOST_OF_ONE: Final = 5
IDLE: Final = timedelta(days=30)
_LAST: Final = 99_999


def codes_of(number: int, territories: int) -> list[str]:
    """The code of a sandbox, then those of so many territories of it. Raises ValueError where no
    code is left."""
    if not 0 < number <= _LAST:
        raise ValueError("no code is left for a sandbox")
    heads = [f"0{number:05}{place:02}" for place in range(territories + 1)]
    return [head + str(luhn.calc_check_digit(head)) for head in heads]


def source_of(code: str) -> str:
    """Under which source a sandbox's tool declares."""
    return f"sandbox-{code}"
