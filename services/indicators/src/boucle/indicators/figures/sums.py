"""Count facts, sum them, or give their range. Pure."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import reduce

from boucle.contract.events.reasons import Amount
from boucle.indicators.figures.definitions import DEFINITIONS
from boucle.indicators.figures.figure import EXACT, Figure, FigureGrade

Formula = Callable[..., Iterable[Figure]]
"""Maps (key, snapshot, arguments of its row) to the figures of this key: one a grade, none where
nothing is known."""


def counted(number: Callable[..., int]) -> Formula:
    return lambda key, snapshot, **arguments: (count(key, number(snapshot=snapshot, **arguments)),)


def count(key: str, value: int) -> Figure:
    return Figure(key, DEFINITIONS[key].unit, "counted", value=Decimal(value), counted=value)


def total(
    key: str,
    grade: FigureGrade,
    amounts: Sequence[Decimal | None],
    missing: Iterable[str | None] = (),
) -> Figure:
    values = [amount for amount in amounts if amount is not None]
    value = reduce(EXACT.add, values, Decimal(0)) if values else None  # in any order
    unit = DEFINITIONS[key].unit
    return Figure(
        key,
        unit,
        grade,
        value=value,
        missing=reasons(missing),
        counted=len(values),
        left_out=len(amounts) - len(values),
    )


def span(key: str, amounts: Sequence[Amount | None], none: str = "no synergy runs") -> Figure:
    """``none``: what is said where there is no amount at all."""
    values, missing = _ranges(amounts)
    return Figure(
        key,
        DEFINITIONS[key].unit,
        "estimated",
        low=reduce(EXACT.add, [low for low, _, _ in values]) if values else None,
        high=reduce(EXACT.add, [high for _, high, _ in values]) if values else None,
        factors=reasons(factor for _, _, factor in values),
        missing=missing if amounts else (none,),
        counted=len(values),
        left_out=len(amounts) - len(values),
    )


def _ranges(
    amounts: Iterable[Amount | None],
) -> tuple[list[tuple[Decimal, Decimal, str | None]], tuple[str, ...]]:
    values: list[tuple[Decimal, Decimal, str | None]] = []
    missing: list[str | None] = []
    for amount in amounts:
        if amount is None:
            missing.append("not computed")
        elif amount.low is None or amount.high is None:
            missing.append(amount.missing)
        else:
            values.append((Decimal(amount.low), Decimal(amount.high), amount.factor))
            missing.append(amount.missing)
    return values, reasons(missing)


def reasons(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({reason for reason in found if reason}))
