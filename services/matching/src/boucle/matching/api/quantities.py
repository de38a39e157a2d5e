"""Check in which unit a quantity of a synergy is given, and how much of it there can be."""

from decimal import Decimal

from boucle.catalogue.facts.units import (
    INT64_MAX,
    UNITS,
    UnitError,
    from_base,
    to_base,
    units_for,
)
from boucle.contract.agreed import nature_in
from boucle.contract.events.registry import Nature
from boucle.contract.kinds import of_group
from boucle.contract.views import SynergyView
from boucle.matching.api.requests import AgreedQuantityIn
from boucle.matching.lives.groups import own_unit
from boucle.matching.quantities import density_of
from boucle.matching.queries.found import FoundSynergy
from boucle.platform.errors import invalid_field
from boucle.platform.translating import tr


def ensure_quantity(found: FoundSynergy, quantity: AgreedQuantityIn | None) -> None:
    """Raise 422 on a unit that says nothing of what flows, or is shared, here (tonnes of heat), and
    on more than a flow can be declared to give."""
    view = found.whole()
    if quantity is None:
        return
    figures = of_group(view, lambda group: group.figures) or {}
    nature = view.nature or nature_in(figures)
    if nature is not None:
        _ensure_of_nature(view, quantity, nature)
        return
    own = of_group(view, lambda group: own_unit(group.subject, group.figures))
    known = tuple(UNITS) if own is None else (own,)
    if quantity.unit not in known:
        expected = tr("one of {words}", words=", ".join(known))
        raise invalid_field("body.quantity.unit", quantity.unit, "unknown unit", expected)


def _ensure_of_nature(view: SynergyView, quantity: AgreedQuantityIn, nature: Nature) -> None:
    family = next((side.family for side in view.sides if side.role == "offer"), None)
    density = density_of(family)
    value, unit, units = quantity.value, quantity.unit, units_for(nature, density)
    try:
        to_base(Decimal(value), unit, nature, density)
    except UnitError as error:
        if unit not in units:
            expected = tr("one of {words}", words=", ".join(units))
            raise invalid_field("body.quantity.unit", unit, str(error), expected) from error
        most = from_base(INT64_MAX, unit, nature, density)
        expected = tr("at most {most} {unit} a year", most=f"{most:.3g}", unit=unit)
        raise invalid_field("body.quantity.value", value, str(error), expected) from error
