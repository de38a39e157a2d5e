"""These frozen records hold what the catalogue knows. Prices are bands, not quotes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Nature = Literal["material", "water", "energy"]
NATURES: Final[tuple[Nature, ...]] = ("material", "water", "energy")

Form = Literal[
    "solid",
    "bales",
    "chips",
    "granules",
    "powder",
    "paste",
    "sludge",
    "liquid",
    "gas",
    "steam",
    "hot_water",
    "current",
]
FORMS: Final[tuple[Form, ...]] = (
    "solid",
    "bales",
    "chips",
    "granules",
    "powder",
    "paste",
    "sludge",
    "liquid",
    "gas",
    "steam",
    "hot_water",
    "current",
)

LegalStatus = Literal["product", "by_product", "end_of_waste", "waste"]
LEGAL_STATUSES: Final[tuple[LegalStatus, ...]] = ("waste", "by_product", "end_of_waste", "product")

CannotBe = Literal["hazardous", "harmless", "waste"]
Sense = Literal["at_least", "at_most", "within"]
HazardKind = Literal["hazardous", "non_hazardous", "mirror"]
Per = Literal["t", "MWh", "m3", "t.km"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed quality of a flow. `sense` tells how an offer meets a need: a temperature must be
    `at_least` the need's, a moisture `at_most`, a pH `within`. `low` and `high` bound what is
    physically plausible."""

    key: str
    unit: str
    sense: Sense
    low: float
    high: float
    label_fr: str
    label_en: str


@dataclass(frozen=True, slots=True)
class PublicPrice:
    """What some families are worth in public, EUR per `unit`: a range, with what it is of, and of
    when, in its labels."""

    key: str
    families: tuple[str, ...]
    unit: str
    low: float
    high: float
    date: str
    label_fr: str
    label_en: str
    source: str


@dataclass(frozen=True, slots=True)
class DangerousGoods:
    """How ADR classes a family for road transport: `always`, or only when it is hazardous."""

    adr_class: str
    always: bool
    source: str


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of flow that companies name alike and that routes treat alike. `unit` is the usual one
    (t, m3, MWh); `value_low` and `value_high` are EUR per unit, negative if the holder usually
    pays. Interest decays beyond `reach_km`; three times that is a hard stop. `network` families
    travel by pipe or wire: a declared network's length adds to their reach. `forms[0]` is the usual
    physical form. `food`: people or animals eat it. `low`: the List of Waste codes that lead here.
    `end_of_waste`: the text whose criteria end its being waste, or None. `colder`, `hotter`: below
    or above a temperature in °C it is another family. `disposal`: its kind of end of life, None for
    what is released or burnt as it is. `formulas`: its chemical formulas.
    `line`: the equipment whose line carries it, of which a metre has a price."""

    key: str
    group: str
    nature: Nature
    label_fr: str
    label_en: str
    synonyms: tuple[str, ...]
    density_t_per_m3: float | None
    unit: str
    forms: tuple[Form, ...]
    attributes: tuple[str, ...]
    required: tuple[str, ...]
    value_low: float
    value_high: float
    reach_km: int
    reach_reason: str
    network: bool
    food: bool
    disposal: str | None
    low: tuple[str, ...]
    dangerous: DangerousGoods | None = None
    end_of_waste: str | None = None
    colder: tuple[float, str] | None = None
    hotter: tuple[float, str] | None = None
    formulas: tuple[str, ...] = ()
    line: str | None = None

    def at(self, temperature: float) -> str:
        if self.colder is not None and temperature < self.colder[0]:
            return self.colder[1]
        if self.hotter is not None and temperature > self.hotter[0]:
            return self.hotter[1]
        return self.key


@dataclass(frozen=True, slots=True)
class Impossible:
    """What a family cannot be; `why_fr` and `why_en` continue a sentence after its name.
    `declared`: it applies only if the key is declared, because its words are too broad. `apart`:
    List of Waste codes of soiled things, where it is still possible."""

    what: CannotBe
    declared: bool
    apart: tuple[str, ...]
    why_fr: str
    why_en: str

    def excludes(self, hazardous: bool) -> bool:
        return self.what == ("hazardous" if hazardous else "harmless")


@dataclass(frozen=True, slots=True)
class Bound:
    """A range of a quality that these families in this form (None: any) cannot have. It does not
    apply if the quality `unless` is declared as well."""

    families: frozenset[str] | None
    form: Form | None
    attribute: str
    low: float | None
    high: float | None
    unless: str | None
    why_fr: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Factor:
    """An emission factor: kgCO2e per `per`. `source` names publisher and identifier; `made_of`: the
    published factors it is computed from, empty if it is published itself."""

    key: str
    value: float
    per: Per
    version: str
    source: str
    uncertainty_pct: int | None
    label_fr: str
    label_en: str
    made_of: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        return f"kgCO2e/{self.per}"


@dataclass(frozen=True, slots=True)
class LowEntry:
    """One of the 842 entries of the European List of Waste. `kind` is `mirror` when hazard depends
    on analysis; `twins` are then the entries of the other side. `hazardous` is the mark (`*`) of
    this entry."""

    code: str
    hazardous: bool
    kind: HazardKind
    twins: tuple[str, ...]
    label_fr: str
    label_en: str
    family: str | None
    form: Form | None


@dataclass(frozen=True, slots=True)
class Operation:
    """A recovery (R) or disposal (D) operation of the waste framework directive."""

    code: str
    recovery: bool
    label_fr: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Division:
    """A NACE division: the level at which an activity does not name a company."""

    code: str
    label_fr: str
    label_en: str


@dataclass(frozen=True, slots=True)
class TypicalFlow:
    """What an activity gives or needs, in `unit` per employee and year: an order of magnitude."""

    nace: str
    direction: Literal["output", "input"]
    family: str
    low: float
    high: float
    unit: str

    def usual(self, employees: int) -> Decimal:
        """Return a year's quantity for a number of employees: the middle of the band, to two
        digits. The geometric mean finds fewer real exchanges of Normandy (`make test-data`)."""
        return Decimal(f"{(self.low + self.high) / 2 * employees:.1e}").normalize()


@dataclass(frozen=True, slots=True)
class TradeLine:
    """How a trade names things. `naf`: NACE classes (`11.02`) or divisions (`11`); `names`: French
    first, then English."""

    naf: tuple[str, ...]
    direction: Literal["output", "input"]
    family: str
    names: tuple[str, ...]
