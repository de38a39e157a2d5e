"""Bring a quantity of what flows, or is shared, to base units. Pure."""

from decimal import Decimal

from boucle.catalogue import Nature, UnitError, load_catalogue, to_base
from boucle.contract.events.registry import Quantity


def density_of(family: str | None) -> float | None:
    """Return tonnes a m3; None of a family that the catalogue does not know, or gives none for."""
    catalogue = load_catalogue()
    known = family is not None and catalogue.has_family(family)
    return catalogue.family(family or "").density_t_per_m3 if known else None


def in_base(quantity: Quantity | None, nature: Nature, family: str | None) -> Decimal | None:
    """Return it in g, L or Wh; None where it is none of them."""
    if quantity is None:
        return None
    try:
        return Decimal(to_base(Decimal(quantity.value), quantity.unit, nature, density_of(family)))
    except UnitError:
        return None
