"""Convert quantities to the reported unit (t, m3, MWh a year), by the catalogue's densities."""

from decimal import Decimal

from boucle.catalogue import Catalogue, from_base, to_base
from boucle.contract.events.registry import Nature, Quantity
from boucle.indicators.facts.bodies import REPORT_UNIT, ToReportUnit


def report_unit_of(catalogue: Catalogue) -> ToReportUnit:
    def convert(quantity: Quantity, nature: Nature, family: str | None) -> Decimal:
        density = None
        if family is not None and catalogue.has_family(family):
            density = catalogue.family(family).density_t_per_m3
        base = to_base(Decimal(quantity.value), quantity.unit, nature, density)
        return from_base(base, REPORT_UNIT[nature], nature, density)

    return convert
