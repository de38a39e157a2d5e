"""Warn of figures beyond what they usually are (`usual.csv`). Pure."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from boucle.catalogue import USUAL, UsualRange
from boucle.platform.errors import Fault
from boucle.platform.translating import Text, both, tr


def unusual(of: Collection[str], known: Mapping[str, Decimal]) -> Iterator[Fault]:
    """``of``: a flow's group of families and its nature; a sharing's subject and kind. Of two
    ranges of the same, the first holds. ``known``: by field."""
    ranges: dict[tuple[tuple[str, ...], ...], UsualRange] = {}
    for one, usual in USUAL:
        if one in of:
            ranges.setdefault((usual.over, usual.under), usual)
    for usual in ranges.values():
        value = usual.value(known)
        if value is not None and not usual.holds(value):
            yield _fault(usual, value, known[usual.field])


def _fault(usual: UsualRange, value: Decimal, stated: Decimal) -> Fault:
    message = tr(
        "is unlikely: {label}, {value}",
        label=both(usual.label_en, usual.label_fr),
        value=_said(value, usual.unit),
    )
    return Fault(usual.field, f"{stated:f}", message, _right(usual))


def _right(usual: UsualRange) -> Text:
    if usual.least is None or usual.most is None:
        end = usual.most if usual.least is None else usual.least
        bound = _said(end or Decimal(), usual.unit)
        if usual.least is None:
            return tr("{most} or less as a rule; each figure in its own unit", most=bound)
        return tr("{least} or more as a rule; each figure in its own unit", least=bound)
    return tr(
        "{least} to {most} as a rule; each figure in its own unit",
        least=_said(usual.least, ""),
        most=_said(usual.most, usual.unit),
    )


def _said(number: Decimal, unit: str) -> Text:
    """Three digits are enough to be doubted."""
    written = f"{Decimal(f'{number:.3g}'):,f} {unit.replace('EUR', '€')}".strip()
    return both(written, written.replace(",", " ").replace(".", ","))
