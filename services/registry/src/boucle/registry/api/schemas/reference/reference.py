"""Reference lists: what a caller may send and is answered, with labels."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import Field

from boucle.catalogue import NAF_REV_2, Form, HazardKind, Level, Nature, Practice, Sense
from boucle.platform.http import Line, Page
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.outlets.outlets import (
    ConditionsOut,
    CostOut,
    FamilyNamed,
    ReachOut,
    ReasonOut,
    TransformationOut,
)

T = TypeVar("T")
_Values = Annotated[list[Annotated[str, Line(100)]], Field(max_length=20)] | None

Search = Annotated[
    Annotated[str, Line(100)] | None,
    Query(
        description="Words of key, labels and synonyms, in French or English, each as it begins; "
        "accents and case do not count."
    ),
]
Words = Annotated[
    Annotated[str, Line(100)] | None,
    Query(
        description="Words, each as it begins, in any order, 8 at most; accents and case do not "
        "count."
    ),
]
PageLimit = Annotated[int, Query(ge=1, le=200)]
PageCursor = Annotated[
    Annotated[str, Line(1000)] | None, Query(description="The `next` of the previous page.")
]
Start = Annotated[
    Annotated[str, Line(20)] | None,
    Query(description="How the code begins, with or without its signs."),
]
Families = Annotated[_Values, Query(description="Any of these families.")]
Keys = Annotated[_Values, Query(description="Any of these keys.")]
Subjects = Annotated[
    _Values,
    Query(description="Parameters of any of these: keys of services and equipment, or workforce."),
]
FILTERS: Final[Mapping[str, Any]] = {
    "key": Keys,
    "family": Families,
    "group": Annotated[_Values, Query(description="Any of these groups of families.")],
    "quality": Annotated[_Values, Query(description="Where any of these qualities counts.")],
    "output": Annotated[_Values, Query(description="From any of these families.")],
    "input": Annotated[_Values, Query(description="To any of these families.")],
    "operation": Annotated[
        _Values, Query(description="Where one of these R or D operations is asked.")
    ],
    "nature": Annotated[Annotated[list[Nature], Field(max_length=3)] | None, Query()],
    "practice": Annotated[Annotated[list[Practice], Field(max_length=4)] | None, Query()],
}
"""Of lists, by their names."""
NafLevels = Annotated[Annotated[list[Level], Field(max_length=5)] | None, Query()]
NafNomenclature = Annotated[
    Annotated[str, Line(40)], Query(description=f"{NAF_REV_2} or NAF 2025, however spelt.")
]


class Listed(Page[T], Generic[T]):
    """A page of a reference list."""

    version: str = Field(description="Of the catalogue, the same in all its lists.")


class FamilyQuality(ResponseBody):
    """A quality that counts. ``required``: matching asks for it."""

    key: str
    required: bool


class ImpossibleOut(ResponseBody):
    """``declared``: only where the family's key is sent, not where a text is read as it.
    ``apart``: List of Waste codes of what is soiled, with which it still can be."""

    what: Literal["hazardous", "harmless", "waste"]
    declared: bool
    apart: list[str]
    reason: ReasonOut = Field(description="It goes on from the family's name.")


class DangerousGoodsOut(ResponseBody):
    """How it travels by road under ADR: always, or only when it is hazardous."""

    adr_class: str
    label_fr: str
    label_en: str
    always: bool
    source: str


class ReferenceFamily(ResponseBody):
    """``unit``: the usual one; ``units``: all that a quantity may be in. ``density_t_per_m3``
    links tonnes and cubic metres. ``forms``: the usual one first. ``qualities``: those that count.
    ``hazard``: is it always hazardous, never, or as declared? ``low``: List of Waste codes that
    lead here. ``end_of_waste``: the text whose criteria end its being waste."""

    key: str
    label_fr: str
    label_en: str
    group: str
    nature: Nature
    unit: str
    units: list[str]
    density_t_per_m3: str | None
    forms: list[Form]
    qualities: list[FamilyQuality]
    hazard: Literal["always", "never", "as_declared"]
    cannot_be: list[ImpossibleOut]
    dangerous_goods: DangerousGoodsOut | None
    end_of_waste: str | None
    low: list[str]
    synonyms: list[str]
    formulas: list[str]


class ReferenceUnit(ResponseBody):
    """``in_base``: how many ``base`` one is, a decimal rounded to 15 digits. ``natures``: of flows
    that are counted in it; mass and volume both where the family has a density. ``spellings``: some
    that are read as it, in any case, with or without ``/an``."""

    key: str
    label_fr: str
    label_en: str
    measures: Literal["mass", "volume", "energy"]
    base: str
    in_base: str
    natures: list[Nature]
    spellings: list[str]


class ReferenceQuality(ResponseBody):
    """``sense``: how an offer meets a need (a temperature must be at least the need's, a moisture
    at most). ``low``, ``high``: what is plausible, in ``unit``."""

    key: str
    label_fr: str
    label_en: str
    unit: str
    sense: Sense
    low: str
    high: str


class KnownRoute(ResponseBody):
    """``needed_per_offered``: units of the need served per unit of the offer. ``practice``: how
    usual the exchange is in Europe. ``why``: who runs the route or what governs it; ``source``:
    what a reader can check. ``emissions_unknown``: what is missing to count the CO2 that it
    avoids, null where it is counted."""

    key: str
    offered: FamilyNamed
    needed: FamilyNamed
    transformation: TransformationOut | None
    needed_per_offered: str
    conditions: ConditionsOut
    reach: ReachOut
    cost: CostOut
    practice: Practice
    why: str
    source: str | None
    emissions_unknown: ReasonOut | None


class WasteCode(ResponseBody):
    """An entry of the List of Waste. ``kind``: ``mirror`` where hazard depends on analysis;
    ``twins`` are then the other side's. Labels are ours, shorter than the official ones."""

    code: str
    hazardous: bool
    kind: HazardKind
    twins: list[str]
    label_fr: str
    label_en: str
    family: str | None
    form: Form | None


class NafCode(ResponseBody):
    """``nace``: the code of NACE rev. 2 that it is read as. Labels are those of the division, in
    our words: INSEE publishes those of groups, classes and sub-classes."""

    code: str
    level: Level
    nomenclature: str
    section: str
    division: str
    division_label_fr: str
    division_label_en: str
    nace: str


class Word(ResponseBody):
    """A word of a vocabulary, with its label in both languages."""

    key: str
    label_fr: str
    label_en: str


class Vocabulary(ResponseBody):
    """What may stand in a field: each word with what it means."""

    key: str
    words: list[Word]


class CommuneOut(ResponseBody):
    """``merged_into``: the commune of today, of a code of before. ``epci``: its SIREN, null for the
    few communes that are in none; ``served``: is it a territory here? Degrees of the centre."""

    code: str
    name: str
    merged_into: str | None
    epci: str | None
    territory_name: str | None = Field(description="Of the EPCI, where it is served.")
    served: bool
    latitude: float | None
    longitude: float | None


class Communes(Page[CommuneOut]):
    """``version``: of the file imported, null where none was; ``hint`` then says what to do."""

    version: str | None
    hint: ReasonOut | None
