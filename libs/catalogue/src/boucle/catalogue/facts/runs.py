"""Compute how much a running synergy takes of the flows on its two sides. Pure."""

from decimal import Decimal, InvalidOperation

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import Family
from boucle.catalogue.facts.routes import Route
from boucle.catalogue.facts.units import INT64_MAX, UnitError, to_base, units_in_base


def yield_in_base(route: Route, output: Family, input_: Family) -> float:
    units_out, base_out = units_in_base(output.unit, output.nature, output.density_t_per_m3)
    units_in, base_in = units_in_base(input_.unit, input_.nature, input_.density_t_per_m3)
    return route.yield_ * (base_in * units_out) / (units_in * base_out)


def taken_by_run(
    catalogue: Catalogue, value: str, unit: str, offer: str | None, need: str | None
) -> tuple[int, int]:
    """Return the base units a year that a run takes of the offer's and of the need's flow. The
    quantity agreed on one side is converted by the route's yield for the other, at most an int64.
    What cannot be converted counts as 0."""
    ours, theirs = _base(catalogue, value, unit, offer), _base(catalogue, value, unit, need)
    route = catalogue.route_between(offer, need) if offer and need else None
    if route is not None:
        families = catalogue.family(route.output_family), catalogue.family(route.input_family)
        yield_ = yield_in_base(route, *families)
        if ours is not None:
            theirs = min(INT64_MAX, round(float(ours) * yield_))
        elif theirs is not None:
            ours = min(INT64_MAX, round(float(theirs) / yield_))
    return ours or 0, theirs or 0


def _base(catalogue: Catalogue, value: str, unit: str, key: str | None) -> int | None:
    if key is None or not catalogue.has_family(key):
        return None
    family = catalogue.family(key)
    try:
        return to_base(Decimal(value), unit, family.nature, family.density_t_per_m3)
    except (InvalidOperation, UnitError):
        return None
