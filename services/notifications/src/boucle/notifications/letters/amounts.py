"""Write figures as people do: one unit, a range or "about", never more than the reader has.
Pure."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.units import UNITS
from boucle.catalogue.wording.figures import NBSP, number
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.views import SynergyView
from boucle.notifications.letters import words
from boucle.pages.translating import Translator

_NARROW: Final = Decimal("1.25")
"""A range narrower than this (high over low) is written as its middle."""
_MOST_OF_IT: Final = Decimal("0.9")
_MILLION: Final = 1_000_000
_ALL_YEAR: Final = "12"
"""Months that both have."""


def in_unit_of(amount: Quantity, like: Quantity | None) -> Quantity:
    if like is None or like.unit == amount.unit:
        return amount
    old, new = UNITS.get(amount.unit), UNITS.get(like.unit)
    if old is None or new is None or old.dimension != new.dimension:
        return amount
    factor = old.to_base / new.to_base
    value = Decimal(amount.value) * factor.numerator / factor.denominator
    return Quantity(words.significant(f"{value.normalize():f}", 6), like.unit)


def at_most(amount: Quantity, most: Quantity | None) -> Quantity:
    """Cap a rounded amount at what the reader has or needs."""
    if most is None or most.unit != amount.unit:
        return amount
    return min(amount, most, key=lambda one: Decimal(one.value))


_BEHIND: Final = (Decimal("0.63"), Decimal("1.6"))
"""Of a step of 1-2-5: the least and the most that stands behind it."""


def only_at_times(synergy: SynergyView, catalogue: Catalogue) -> bool:
    """Tell whether less may move than of whole years: it goes by a network in months that the
    reader knows by quarters of a year only."""
    keys = [side.family for side in synergy.sides if side.family]
    declared = any(
        one.name == "season" and one.verdict != "unknown" and one.value != _ALL_YEAR
        for one in synergy.criteria
    )
    return declared and any(catalogue.family(key).network for key in keys)


def span_behind(step: Quantity, most: Quantity | None, _: Translator, *, at_times: bool) -> str:
    """Return « entre 630 et 1 000 t par an »: what stands behind a step, at most what the reader
    has or needs. ``at_times``: « jusqu'à », as of ``only_at_times``."""
    low, high = (Decimal(step.value) * share for share in _BEHIND)
    if most is not None and most.unit == step.unit:
        # Never said as more than the reader's own.
        high = _two_figures(min(high, Decimal(most.value)), ROUND_FLOOR)
        low = min(low, high)
    unit = f"{NBSP}{words.written(step.unit)}"
    if at_times:
        most_of_it = f"{_written(_two_figures(high), _)}{unit}"
        return _("jusqu'à {most} par an", most=most_of_it)
    span = f"{figure_range(low, high, _)}{unit}"
    return _("{span} par an", span=span)


def is_part(moved: Quantity | None, own: Quantity | None, *, masked: bool) -> bool:
    """Tell whether a good part of the reader's own would stay, whatever is behind a step."""
    if moved is None or own is None:
        return False
    alike = in_unit_of(moved, own)
    most = Decimal(alike.value) * (_BEHIND[1] if masked else 1)
    return alike.unit == own.unit and most < Decimal(own.value) * _MOST_OF_IT


def figure_range(low: Decimal, high: Decimal, _: Translator, factor: Decimal = Decimal(1)) -> str:
    """Return « environ 79 000 » or « entre 20 000 et 50 000 », divided by ``factor``: each end to
    the nearest two figures, in mails and on pages alike."""
    most = _two_figures(high / factor)
    if low == high or 0 < low <= high <= low * _NARROW:
        middle = min(_two_figures((low + high) / 2 / factor), most)
        return _("environ {figure}", figure=_written(middle, _))
    least = _two_figures(low / factor)
    return _("entre {low} et {high}", low=_written(least, _), high=_written(most, _))


def _two_figures(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    if value == 0:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 1), rounding)


def _written(value: Decimal, _: Translator) -> str:
    return number(f"{value:f}", _.language)


def euros(ends: Sequence[Decimal], _: Translator) -> str:
    """Return « entre 25 000 et 40 000 € », « environ 2,4 M€ », or « 3 M€ » for a single figure."""
    millions = max(abs(_two_figures(end)) for end in ends) >= _MILLION
    factor = Decimal(_MILLION if millions else 1)
    figure = (
        figure_range(ends[0], ends[-1], _, factor)
        if len(ends) > 1
        else _written(_two_figures(ends[0] / factor), _)
    )
    return f"{figure}{NBSP}{'M€' if millions else '€'}"


def tonnes_of_co2(
    amount: Amount | None, _: Translator, *, masked: bool = False, at_times: bool = False
) -> str | None:
    """``masked``: of a coarse copy of the other; then what stands behind it."""
    if amount is None or amount.low is None or amount.high is None:
        return None
    low, high = sorted(map(Decimal, (amount.low, amount.high)))
    if masked:
        low, high = (
            low * _BEHIND[low <= 0],
            high * _BEHIND[high > 0],
        )
    if amount.surely_costs:
        return _("{tonnes} t de CO₂ émises en plus par an", tonnes=figure_range(-high, -low, _))
    if low < 0 or (masked and at_times):
        most = _written(_two_figures(high), _)
        return _("jusqu'à {tonnes} t de CO₂ évitées par an, sans certitude", tonnes=most)
    return _("{tonnes} t de CO₂ évitées par an", tonnes=figure_range(low, high, _))
