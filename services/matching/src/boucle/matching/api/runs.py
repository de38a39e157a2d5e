"""Check what is said of a run, before its life takes it: a quantity that can be, a viable group."""

from decimal import Decimal

from boucle.catalogue.facts.units import INT64_MAX, UnitError, from_base, to_base, units_for
from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.kinds import of_group
from boucle.matching.api.requests import StateIn, SynergyQuantityIn
from boucle.matching.lives.kinds.group import NotViable
from boucle.matching.queries.agreed import beyond
from boucle.matching.queries.search import FoundSynergy
from boucle.platform.errors import invalid_field
from boucle.platform.translating import tr


def ensure_may_run(found: FoundSynergy, body: StateIn) -> None:
    """Raise NotViable on a group that does not carry itself and that nobody qualified, 422 on more
    than what is possible."""
    view = found.whole()
    if body.state != "running":
        return
    unfit = of_group(view, lambda found: found if found.state in ("near", "lost") else None)
    if unfit is not None and view.state in (None, "detected"):
        raise NotViable(unfit)
    most = None if body.quantity is None else beyond(view, body.quantity.to_quantity())
    if body.quantity is not None and most is not None:
        expected = tr("at most {most} {unit} a year", most=most.value, unit=most.unit)
        what = "more than what the flows leave, or the group has"
        raise invalid_field("body.quantity.value", body.quantity.value, what, expected)


def ensure_quantity(found: FoundSynergy, quantity: SynergyQuantityIn | None) -> None:
    """Raise 422 on a unit that says nothing of what flows here (tonnes of heat), and on more than
    a flow can be declared to give."""
    view = found.whole()
    if quantity is None or view.nature is None:
        return
    catalogue = load_catalogue()
    family = next((side.family for side in view.sides if side.role == "offer"), None)
    known = family is not None and catalogue.has_family(family)
    density = catalogue.family(family or "").density_t_per_m3 if known else None
    value, unit, units = quantity.value, quantity.unit, units_for(view.nature, density)
    try:
        to_base(Decimal(value), unit, view.nature, density)
    except UnitError as error:
        if unit not in units:
            expected = tr("one of {words}", words=", ".join(units))
            raise invalid_field("body.quantity.unit", unit, str(error), expected) from error
        most = from_base(INT64_MAX, unit, view.nature, density)
        expected = tr("at most {most} {unit} a year", most=f"{most:.3g}", unit=unit)
        raise invalid_field("body.quantity.value", value, str(error), expected) from error
