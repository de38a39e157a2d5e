"""How far a pair with a coarse copy is from passing what excludes it, and what of the asker's own
flow would have to be different. Pure.

It follows from the asker's exact row and the copy, as possibilities do: a gap ends at a step of the
copy, never at what stands behind it. Of a distance nothing is said here, but its band elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import ceil, floor
from typing import Final, Literal, NamedTuple

from boucle.catalogue.facts.units import from_base
from boucle.contract.events.reasons import Criterion
from boucle.matching.scoring.criteria.logistics import least_season, months_needed
from boucle.matching.scoring.criteria.substance import compare, may_receive, tightened
from boucle.matching.scoring.criteria.value import least_ratio
from boucle.matching.scoring.inputs import UNBOUNDED, UNDECLARED
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import ALL_STATUSES, FORM_BIT, STATUS_BIT, WASTE, names_of

Bound = Literal["at_least", "at_most", "one_of", "also"]
Range = tuple[float, float]
_FIGURES: Final = 3
"""Of a quantity that would do, rounded so that it does."""


class NeededChange(NamedTuple):
    """``field``: of the asker's own flow, as registry's API names it. ``bound`` says how ``values``
    are meant: ``at_least`` or ``at_most`` this decimal, ``one_of`` these keys, ``also`` (beside
    what it has) ``least`` of them."""

    field: str
    bound: Bound
    values: tuple[str, ...]
    unit: str | None = None
    least: int | None = None


class Miss(NamedTuple):
    """``gap``: in the criterion's unit, None where it has none. ``changes``: all of them are
    needed; none where nothing on the asker's side would do."""

    gap: float | None = None
    unit: str | None = None
    changes: tuple[NeededChange, ...] = ()


class MissedPair(NamedTuple):
    """``gives``: the asker's flow is the offer; ``share``: of all of its flow, that is of this
    family."""

    pairing: Pairing
    gives: bool
    share: float = 1.0


def miss_of(pair: MissedPair, failing: Criterion) -> Miss:
    """Of a criterion that fails."""
    name, _, attribute = failing.name.partition(".")
    if attribute:
        return _quality(pair, attribute)
    return _MISSES[name](pair) if name in _MISSES else Miss()


def _quality(pair: MissedPair, key: str) -> Miss:
    """An offer may be better; a need may ask less, as far as route and territories do."""
    seen, catalogue = pair.pairing, pair.pairing.rules.catalogue
    index, unit = catalogue.attribute_index[key], catalogue.attribute(key).unit
    offered = _both((seen.offer.qualities,), index)
    others = _both((seen.rule.limits, tightened(seen)), index)
    low, high = _both((seen.need.qualities, seen.rule.limits, tightened(seen)), index)
    if low > high:
        return Miss(low - high, unit)
    is_below = offered[1] < low
    gap = low - offered[1] if is_below else offered[0] - high
    if pair.gives:
        bound: Bound = "at_least" if is_below else "at_most"
        value = low if is_below else high
    elif compare(offered, others)[0] == "fail":
        return Miss(gap, unit)
    else:
        bound = "at_most" if is_below else "at_least"
        value = offered[1] if is_below else offered[0]
    return Miss(gap, unit, (NeededChange(f"qualities.{key}", bound, (_figure(value),), unit),))


def _both(bounds: Iterable[Iterable[tuple[int, float, float]]], index: int) -> Range:
    """What all of them leave of an attribute."""
    found = [(low, high) for some in bounds for one, low, high in some if one == index]
    return (
        max((low for low, _ in found), default=-UNBOUNDED),
        min((high for _, high in found), default=UNBOUNDED),
    )


def _season(pair: MissedPair) -> Miss:
    """In months that the asker's flow lacks, of those that the other has."""
    seen = pair.pairing
    offered, needed = seen.offer.months, months_needed(seen.offer.months, seen.need.months)
    more = needed & ~offered if pair.gives else offered & ~needed
    shared, wanted = (offered & needed).bit_count(), needed.bit_count()
    for count in range(1, more.bit_count() + 1):
        of = wanted if pair.gives else wanted + count
        if (shared + count) / of >= least_season(seen):
            months = tuple(str(month + 1) for month in range(12) if more >> month & 1)
            change = NeededChange("availability.months", "also", months, "months", count)
            return Miss(float(count), "months", (change,))
    return Miss(None, "months")


def _quantity(pair: MissedPair) -> Miss:
    """In percent: of the lesser to the greater, below the least share; of the need, above what is
    out of all proportion."""
    seen, least = pair.pairing, least_ratio(pair.pairing)
    served, wanted = seen.served, float(seen.need_free)
    if served <= 0.0 or wanted <= 0.0:
        return Miss(None, "%")
    gap = least - served / wanted if served < wanted else served / wanted - 1.0 / least
    own, free = (seen.offer, seen.offer_free) if pair.gives else (seen.need, seen.need_free)
    other = wanted / seen.rule.yield_ if pair.gives else served
    is_less = (served < wanted) == pair.gives
    left = ceil(other * least) if is_less else floor(other / least)
    whole = Decimal(own.quantity - free + left) / Decimal(str(pair.share))
    if whole <= 0:
        return Miss(100.0 * gap, "%")
    family = seen.rules.family(own.family)
    value = from_base(int(whole), family.unit, family.nature, family.density_t_per_m3)
    shown = _few_figures(value, ROUND_CEILING if is_less else ROUND_FLOOR)
    bound: Bound = "at_least" if is_less else "at_most"
    return Miss(100.0 * gap, "%", (NeededChange("quantity", bound, (shown,), family.unit),))


def _few_figures(value: Decimal, rounding: str) -> str:
    step = Decimal(1).scaleb(value.adjusted() - _FIGURES + 1)
    return _plain(value.quantize(step, rounding=rounding))


def _form(pair: MissedPair) -> Miss:
    """What the route can take: of the other's form the asker can change nothing."""
    if not pair.gives:
        return Miss()
    forms = _keys(FORM_BIT, pair.pairing.rule.forms)
    return Miss(changes=(NeededChange("form", "one_of", forms),))


def _legal(pair: MissedPair) -> Miss:
    return Miss(changes=_of_giver(pair.pairing) if pair.gives else _of_receiver(pair.pairing))


def _of_giver(seen: Pairing) -> tuple[NeededChange, ...]:
    offer, need, rule = seen.offer, seen.need, seen.rule
    allowed = rule.statuses & (ALL_STATUSES if need.accepts == UNDECLARED else need.accepts)
    if may_receive(rule, need.treatments) is False:
        allowed &= ~WASTE
    changes = []
    if offer.hazardous and not rule.hazardous:
        changes.append(NeededChange("hazardous", "one_of", ("false",)))
    if offer.status != UNDECLARED and not offer.status & allowed:
        if not allowed:
            return ()
        changes.append(NeededChange("legal_status", "one_of", _keys(STATUS_BIT, allowed)))
    return tuple(changes)


def _of_receiver(seen: Pairing) -> tuple[NeededChange, ...]:
    offer, need, rule = seen.offer, seen.need, seen.rule
    if (offer.hazardous and not rule.hazardous) or not offer.status & rule.statuses:
        return ()
    changes = []
    if need.accepts != UNDECLARED and not offer.status & need.accepts:
        changes.append(NeededChange("accepts", "also", _keys(STATUS_BIT, offer.status), None, 1))
    if offer.status == WASTE and may_receive(rule, need.treatments) is False:
        allowed = _keys(seen.rules.operation_bit, rule.operations)
        changes.append(NeededChange("site.treatments", "also", allowed, None, 1))
    return tuple(changes)


def _keys(table: Mapping[str, int], bits: int) -> tuple[str, ...]:
    return tuple((names_of(table, bits) or "").split())


def _figure(value: float) -> str:
    """As short as it can be and still the same."""
    return _plain(Decimal(repr(value + 0.0)))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_MISSES: Final[Mapping[str, Callable[[MissedPair], Miss]]] = {
    "season": _season,
    "quantity": _quantity,
    "form": _form,
    "legal": _legal,
}
"""By criterion. Of others, that exclude and have no gap to close, nothing more is said."""
