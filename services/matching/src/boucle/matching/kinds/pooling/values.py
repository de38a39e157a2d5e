"""How declared decimals are read as whole numbers: sums are exact, in any order. Pure."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from boucle.contract.events.sharing import Sharing

SHARES: Final = 10_000
"""Shares are whole ten-thousandths."""
CENT: Final = Decimal("0.01")


def figure(sharing: Sharing, key: str) -> Decimal | None:
    """What a declaration says under this key, in the catalogue's unit; None where nothing."""
    written = sharing.figures.get(key)
    return None if written is None else Decimal(written)


def whole(value: Decimal, scale: int = 1) -> int:
    """``value`` times ``scale``, to the nearest whole number, half to even."""
    return int((value * scale).to_integral_value(ROUND_HALF_EVEN))


def cents(value: Decimal) -> int:
    return whole(value, 100)


def euros(amount: int) -> str:
    """Cents as euro: ``12345`` -> ``"123.45"``."""
    return f"{Decimal(amount) * CENT:f}"


def plain(value: Decimal) -> str:
    """Without zeros that say nothing: ``12.50`` -> ``"12.5"``."""
    return f"{value.normalize():f}" if value else "0"
