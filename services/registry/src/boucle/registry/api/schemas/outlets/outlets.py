"""Who could take it, who could give it, what is meant: the catalogue's answers."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field

from boucle.catalogue import NOMENCLATURES, Practice
from boucle.contract.events.registry import LegalStatus, Nature, PhysicalForm
from boucle.platform.http import Lines
from boucle.registry.api.schemas.base import Code, ResponseBody, Sureness

Text = Annotated[
    Annotated[str, Lines(500)] | None, Query(description="What it is, in French or English.")
]
Family = Annotated[Code | None, Query(description="A family of the catalogue.")]
Low = Annotated[Code | None, Query(description="A List of Waste code.")]
Naf = Annotated[
    Code | None, Query(description="Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.")
]
NafVersion = Annotated[
    Code,
    Query(description=f"The activity code's nomenclature: {', '.join(NOMENCLATURES)}."),
]
Latitude = Annotated[float | None, Query(ge=-90, le=90, description="Degrees, WGS 84.")]
Longitude = Annotated[float | None, Query(ge=-180, le=180, description="Degrees, WGS 84.")]
SiteId = Annotated[UUID | None, Query(description="A site of yours: its place and activity.")]
Limit = Annotated[int, Query(ge=1, le=50)]


Form = Annotated[
    PhysicalForm | None, Query(description="What it is like: who takes such goes first.")
]
Tonnes = Annotated[
    float | None,
    Query(gt=0, le=1e9, description="A year: a cement works takes no ten tonnes."),
]


class ReasonOut(ResponseBody):
    """Why, in French and in English."""

    fr: str
    en: str


class FamilyNamed(ResponseBody):
    """A family, with its label in both languages."""

    family: str
    label_fr: str
    label_en: str


class TransformationOut(ResponseBody):
    """A process that makes one family of another."""

    transformation: str
    label_fr: str
    label_en: str


class QualityLimitOut(ResponseBody):
    """Bounds, both included, that the offer must respect; decimals in ``unit``."""

    attribute: str
    label_fr: str
    label_en: str
    low: str | None
    high: str | None
    unit: str


class ConditionsOut(ResponseBody):
    """What makes or breaks the route. ``operations``: a receiver of waste is allowed one of them;
    empty where no waste permit is at stake."""

    qualities: list[QualityLimitOut]
    forms: list[PhysicalForm]
    legal_statuses: list[LegalStatus]
    operations: list[str]
    hazardous: bool = Field(description="Whether a hazardous offer may take it.")


class ReachOut(ResponseBody):
    """Beyond ``km`` interest decays; beyond ``hard_stop_km``, three times as far, there is none.
    Where ``network``, a declared network that joins both sites adds its length to ``km``, and three
    times its length to ``hard_stop_km``."""

    km: int
    hard_stop_km: int
    network: bool
    reason: str


class CostOut(ResponseBody):
    """EUR to prepare one unit of the offer, freight apart."""

    low: str
    high: str
    unit: str


class RouteOut(ResponseBody):
    """``needed_per_offered``: units of the need served per unit of the offer. ``practice``: how
    usual the exchange is in Europe. ``rank``: this division takes (or gives) it 1 usually, 2 is
    known to, 3 does here and there, 4 hardly ever; ``reason``: what it does with it. ``why``: who
    runs the route or what governs it; ``source``: what a reader can check. ``emissions_unknown``:
    what is missing to count the CO2 that it avoids."""

    route: str
    offered: FamilyNamed
    needed: FamilyNamed
    transformation: TransformationOut | None
    needed_per_offered: str
    conditions: ConditionsOut
    reach: ReachOut
    cost: CostOut
    practice: Practice
    rank: int
    reason: ReasonOut | None
    why: str
    source: str | None
    emissions_unknown: ReasonOut | None


class CaseOut(ResponseBody):
    """An exchange that runs or ran; divisions of giver and taker."""

    route: str
    place: str
    donor: str
    receiver: str
    label_fr: str
    label_en: str
    source: str


class SiteNear(ResponseBody):
    """A registered site of the division."""

    site_id: UUID
    name: str
    naf: str
    distance_km: str


class SitesNear(ResponseBody):
    """Registered sites of the division. ``known``: those that the caller may see, nearest first,
    at most ten; ``count`` counts the others too."""

    within_km: int
    count: int
    known: list[SiteNear]


class OutletOut(ResponseBody):
    """One NACE division. ``classes``: likeliest first. ``sites``: null where no place is given."""

    division: str
    label_fr: str
    label_en: str
    classes: list[str]
    score: float = Field(
        description="No unit, 0 to 1, ten times more where the text tells this use"
        " (`for a golf course`). It orders the items of one answer, and compares nothing else."
    )
    documented: int = Field(
        description="Exchanges of the literature, of the families meant, that went to it."
    )
    routes: list[RouteOut]
    cases: list[CaseOut]
    sites: SitesNear | None


class MeaningOut(ResponseBody):
    """A family that may be meant."""

    family: str
    label_fr: str
    label_en: str
    nature: Nature
    score: Sureness
    reasons: list[ReasonOut]


class ActivityOut(ResponseBody):
    """How the code of an activity was read. ``nace``: the nearest class, group, division or section
    of NACE rev. 2 that the catalogue knows, of that ``level``; it answers. ``reason``: where it
    says less than the code, or says it otherwise."""

    code: str
    nomenclature: str
    nace: str
    level: Literal["section", "division", "group", "class"]
    reason: ReasonOut | None


class ReadingWarningOut(ResponseBody):
    """What does not fit in what is asked: another language, a formula that is none, shares that
    cannot be, a code of another thing than the text's. ``value``: of the field, the part that is
    wrong. It takes nothing away from ``items``."""

    field: Literal["text", "low"]
    value: str
    message: ReasonOut


class OutletsOut(ResponseBody):
    """Best first. ``meanings``: the families that text and code were read as, likeliest first; none
    where a family was asked for. ``activity``: the one asked, else that of the site asked from.
    ``warnings``: what does not fit in what was asked, such as a code of another thing."""

    items: list[OutletOut]
    activity: ActivityOut | None
    meanings: list[MeaningOut]
    guess: bool = Field(
        description="Not even the likeliest meaning is sure (score below 0.5): say more, or choose "
        "a family."
    )
    warnings: list[ReadingWarningOut]


class ComponentOut(ResponseBody):
    """A part of a mixture. ``share``: of the whole, a decimal from 0 to 1, null: not said."""

    family: str
    label_fr: str
    label_en: str
    words: str
    share: str | None


class MeaningsOut(ResponseBody):
    """Likeliest first. ``settled``: the one that a flow so described would get, if it is clear.
    ``components``: the parts of a text that tells a mixture of several materials, else none."""

    items: list[MeaningOut]
    activity: ActivityOut | None
    settled: str | None
    components: list[ComponentOut]
    warnings: list[ReadingWarningOut]
