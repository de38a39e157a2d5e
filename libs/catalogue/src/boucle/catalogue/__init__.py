"""Hold facts of the field: List of Waste, NAF, operations, units, families, routes."""

from boucle.catalogue.checks.contradictions import contradictions
from boucle.catalogue.checks.hazards import always_hazardous
from boucle.catalogue.checks.qualities import QualityFault, quality_fault
from boucle.catalogue.facts.activities import (
    BELIEVED,
    LARGE_SITE,
    NAF_REV_2,
    NOMENCLATURES,
    Activity,
    ActivityError,
    Level,
    most_of_large_site,
    most_usual,
    nomenclature_of,
    read_activity,
)
from boucle.catalogue.facts.activity_codes import ActivityEntry, activity_codes
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.crowds import could_give, could_take, crowd_classes, falls_under
from boucle.catalogue.facts.declared_flow import Contradiction, FlowAsDeclared, Interval
from boucle.catalogue.facts.errors import CatalogueError, UnknownKeyError
from boucle.catalogue.facts.model import (
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
    LowEntry,
    Nature,
    Operation,
    PublicPrice,
    Sense,
    TypicalFlow,
)
from boucle.catalogue.facts.routes import Case, Limit, Practice, Receivers, Route, Transformation
from boucle.catalogue.facts.runs import taken_by_run
from boucle.catalogue.facts.units import (
    BASE,
    UNITS,
    Dimension,
    Unit,
    UnitError,
    from_base,
    to_base,
    units_for,
)
from boucle.catalogue.loading.counted import CONTAINERS, PERIODS, Container, Period
from boucle.catalogue.loading.loader import load_catalogue
from boucle.catalogue.loading.usual import USUAL, UsualRange
from boucle.catalogue.outlets.ranking import Outlet, Via
from boucle.catalogue.outlets.search import outlets, reach_km, sources
from boucle.catalogue.text.classification import (
    ReadingReason,
    Suggestion,
    classify,
    guessed,
    settled,
)
from boucle.catalogue.text.meanings import likely, plausible, understood
from boucle.catalogue.text.mixtures import Component, MixtureError, components
from boucle.catalogue.text.reading_warnings import ReadingWarning, reading_warnings
from boucle.catalogue.text.suggestions import suggest
from boucle.catalogue.text.words import stated_temperatures
from boucle.catalogue.wording.labels import LABELS, Label, vocabularies

__all__ = [
    "BASE",
    "BELIEVED",
    "CONTAINERS",
    "FORMS",
    "LABELS",
    "LARGE_SITE",
    "LEGAL_STATUSES",
    "NAF_REV_2",
    "NATURES",
    "NOMENCLATURES",
    "PERIODS",
    "UNITS",
    "USUAL",
    "Activity",
    "ActivityEntry",
    "ActivityError",
    "Attribute",
    "Case",
    "Catalogue",
    "CatalogueError",
    "Component",
    "Container",
    "Contradiction",
    "Dimension",
    "Division",
    "Factor",
    "Family",
    "FlowAsDeclared",
    "Form",
    "HazardKind",
    "Interval",
    "Label",
    "LegalStatus",
    "Level",
    "Limit",
    "LowEntry",
    "MixtureError",
    "Nature",
    "Operation",
    "Outlet",
    "Period",
    "Practice",
    "PublicPrice",
    "QualityFault",
    "ReadingReason",
    "ReadingWarning",
    "Receivers",
    "Route",
    "Sense",
    "Suggestion",
    "Transformation",
    "TypicalFlow",
    "Unit",
    "UnitError",
    "UnknownKeyError",
    "UsualRange",
    "Via",
    "activity_codes",
    "always_hazardous",
    "classify",
    "components",
    "contradictions",
    "could_give",
    "could_take",
    "crowd_classes",
    "falls_under",
    "from_base",
    "guessed",
    "likely",
    "load_catalogue",
    "most_of_large_site",
    "most_usual",
    "nomenclature_of",
    "outlets",
    "plausible",
    "quality_fault",
    "reach_km",
    "read_activity",
    "reading_warnings",
    "settled",
    "sources",
    "stated_temperatures",
    "suggest",
    "taken_by_run",
    "to_base",
    "understood",
    "units_for",
    "vocabularies",
]
