"""Facts of the field: List of Waste, NAF, R/D operations, units, material families, routes."""

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.errors import CatalogueError, UnknownKeyError
from boucle.catalogue.loader import load_catalogue
from boucle.catalogue.model import (
    FORMS,
    LEGAL_STATUSES,
    NATURES,
    Attribute,
    Division,
    Factor,
    Family,
    Form,
    HazardKind,
    LegalStatus,
    Limit,
    LowEntry,
    Nature,
    Operation,
    Route,
    Sense,
    Transformation,
    TypicalFlow,
)
from boucle.catalogue.units import BASE, UNITS, Unit, UnitError, from_base, to_base, units_for

__all__ = [
    "BASE",
    "FORMS",
    "LEGAL_STATUSES",
    "NATURES",
    "UNITS",
    "Attribute",
    "Catalogue",
    "CatalogueError",
    "Division",
    "Factor",
    "Family",
    "Form",
    "HazardKind",
    "LegalStatus",
    "Limit",
    "LowEntry",
    "Nature",
    "Operation",
    "Route",
    "Sense",
    "Transformation",
    "TypicalFlow",
    "Unit",
    "UnitError",
    "UnknownKeyError",
    "from_base",
    "load_catalogue",
    "to_base",
    "units_for",
]
