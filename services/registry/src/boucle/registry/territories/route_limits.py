"""Check how a territory tightens a route's own limits. Pure."""

from collections.abc import Iterator
from math import isinf

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.catalogue.criteria.limits import required_by
from boucle.contract.events.registry import QualityRange, Territory
from boucle.platform.errors import Fault
from boucle.platform.translating import tr


def route_limit_faults(declared: Territory, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield each unknown route, attribute or bound, and each that is looser than the route's
    own."""
    for key, ranges in declared.route_limits.items():
        field = f"route_limits.{key}"
        try:
            asked = required_by(catalogue.route(key))
        except UnknownKeyError as error:
            yield Fault(field, key, str(error), "a route of the catalogue")
            continue
        for attribute, tighter in ranges.items():
            own = asked.get(attribute)
            if own is None:
                limited = ", ".join(_said(each, asked[each], catalogue) for each in asked)
                message = "is not an attribute that this route limits"
                yield Fault(
                    f"{field}.{attribute}", attribute, message, tr("one of {words}", words=limited)
                )
            else:
                expected = tr(
                    "within the route's own {attribute}", attribute=_said(attribute, own, catalogue)
                )
                yield from _range_faults(f"{field}.{attribute}", tighter, own, expected)


def _range_faults(
    field: str, tighter: QualityRange, own: tuple[float, float], expected: str
) -> Iterator[Fault]:
    ends = {end: value for end in ("low", "high") if (value := getattr(tighter, end)) is not None}
    if not ends:
        yield Fault(
            field, ends, "tightens nothing", tr("low, high or both, {expected}", expected=expected)
        )
    for end, value in ends.items():
        if not own[0] <= float(value) <= own[1]:
            yield Fault(f"{field}.{end}", value, "is looser than the route allows", expected)
    if float(ends.get("low", own[0])) > float(ends.get("high", own[1])):
        yield Fault(
            f"{field}.low",
            ends.get("low"),
            "is above high",
            tr("low to high, {expected}", expected=expected),
        )


def _said(attribute: str, own: tuple[float, float], catalogue: Catalogue) -> str:
    """Write ``moisture of at most 25 %``."""
    unit, (low, high) = catalogue.attribute(attribute).unit, own
    if isinf(low):
        return f"{attribute} of at most {high:g} {unit}"
    if isinf(high):
        return f"{attribute} of at least {low:g} {unit}"
    return f"{attribute} of {low:g} to {high:g} {unit}"
