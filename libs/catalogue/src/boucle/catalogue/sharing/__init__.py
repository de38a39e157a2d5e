"""Hold what sites may pool or share: services, equipment, occupations, parameters."""

from boucle.catalogue.sharing.classification import (
    SharingSuggestion,
    absent_sharing,
    classify_sharing,
    settled_sharing,
)
from boucle.catalogue.sharing.lines import (
    annuity,
    line_capital,
    line_classes,
    metre_prices,
    yearly_share,
)
from boucle.catalogue.sharing.loader import read_sharing, sharing_catalogue
from boucle.catalogue.sharing.model import (
    WORKFORCE,
    Absent,
    Choice,
    LaneEnd,
    OfferSense,
    Parameter,
    SharingCatalogue,
    SharingFigure,
    Subject,
    SubjectKind,
    Terms,
)
from boucle.catalogue.sharing.names import SharingText
from boucle.catalogue.sharing.occupations import Occupation, OccupationCatalogue, normal_rome
from boucle.catalogue.sharing.origins import (
    ASSUMPTION,
    euro_parameters,
    euro_parameters_of_pair,
    limit_origin,
    origin_of,
)

__all__ = [
    "ASSUMPTION",
    "WORKFORCE",
    "Absent",
    "Choice",
    "LaneEnd",
    "Occupation",
    "OccupationCatalogue",
    "OfferSense",
    "Parameter",
    "SharingCatalogue",
    "SharingFigure",
    "SharingSuggestion",
    "SharingText",
    "Subject",
    "SubjectKind",
    "Terms",
    "absent_sharing",
    "annuity",
    "classify_sharing",
    "euro_parameters",
    "euro_parameters_of_pair",
    "limit_origin",
    "line_capital",
    "line_classes",
    "metre_prices",
    "normal_rome",
    "origin_of",
    "read_sharing",
    "settled_sharing",
    "sharing_catalogue",
    "yearly_share",
]
