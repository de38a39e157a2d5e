"""The nature of a flow that does not say it: its family's, else what its words mean, else what its
unit measures. Pure."""

from boucle.catalogue import UNITS, Catalogue, classify, settled, units_for
from boucle.contract.events.registry import Nature
from boucle.registry.declarations.flows.names import family_key
from boucle.registry.domain.values.units import CountedUnit, counted


def nature_of(
    family: str | None, unit: str | None, text: str | None, low: str | None, catalogue: Catalogue
) -> Nature:
    """``family``: the main one, by key or label. ``unit``: of the quantity."""
    said = None if unit is None else counted(unit)
    key = None if family is None else family_key(family, catalogue)
    if key is not None and catalogue.has_family(key):
        return catalogue.family(key).nature
    meant = None if key is not None else _meant(said, text, low, catalogue)
    if meant is not None:
        return meant
    return "energy" if said is not None and said.measures("energy") else "material"


def _meant(
    unit: CountedUnit | None, text: str | None, low: str | None, catalogue: Catalogue
) -> Nature | None:
    """What text and code mean, if the unit measures it."""
    sure = settled(classify(catalogue, text or "", low=low))
    if sure is None or unit is None:
        return None
    family = catalogue.family(sure)
    units = units_for(family.nature, family.density_t_per_m3)
    return family.nature if any(unit.measures(UNITS[one].dimension) for one in units) else None
