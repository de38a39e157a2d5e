"""What the catalogue knows, as plain frozen records. Prices are bands, not quotes."""

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
    """A typed quality of a flow.

    `sense` says how an offer meets a need: a temperature must be `at_least` the need's, a moisture
    `at_most`, a pH `within`. `low` and `high` bound what is physically plausible.
    """

    key: str
    unit: str
    sense: Sense
    low: float
    high: float
    label_fr: str
    label_en: str


@dataclass(frozen=True, slots=True)
class DangerousGoods:
    """How a family travels by road under ADR: its class, `always` or only when it is hazardous."""

    adr_class: str
    always: bool
    source: str


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of flow that companies name alike and that routes treat alike.

    `unit` is the usual one (t, m3, MWh); `value_low` and `value_high` are EUR per that unit,
    negative when the holder usually pays. Beyond `reach_km` interest decays; three times the reach
    is a hard stop. `network` families travel by pipe or wire: the length of a declared network adds
    to their reach. `forms[0]` is the usual physical form. `food` marks what people or animals eat.
    `low`: the List of Waste codes that lead here. `end_of_waste` names the text whose criteria end
    its being waste, None where there is none. `colder`, `hotter`: below, above so many °C it is
    another family, as people name heat alike whatever its temperature. `disposal`: the kind of its
    end of life, None of what is let go or burnt as it is. `formulas`: chemical ones that name it.
    """

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

    def at(self, temperature: float) -> str:
        """The family that it is at so many °C."""
        if self.colder is not None and temperature < self.colder[0]:
            return self.colder[1]
        if self.hotter is not None and temperature > self.hotter[0]:
            return self.hotter[1]
        return self.key


@dataclass(frozen=True, slots=True)
class Impossible:
    """What a family cannot be; `why_fr` and `why_en` go on from its name.

    `declared`: only where its key is declared, its words being too wide. `apart`: List of Waste
    codes of what is soiled, with which it still can be.
    """

    what: CannotBe
    declared: bool
    apart: tuple[str, ...]
    why_fr: str
    why_en: str

    def excludes(self, hazardous: bool) -> bool:
        return self.what == ("hazardous" if hazardous else "harmless")


@dataclass(frozen=True, slots=True)
class Bound:
    """What these families (None: any) in this form (None: any) cannot have of a quality, in its
    unit, unless the quality `unless` is declared as well."""

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
    published factors that it multiplies by what a step takes, none when it is published itself."""

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
    """One of the 842 entries of the European List of Waste.

    `kind` is `mirror` when hazard depends on analysis: `twins` are then the other side's entries.
    `hazardous` is the mark (`*`) of this entry itself.
    """

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
    """A NACE division: the level at which an activity may be told without naming a company."""

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
        """A year's quantity at so many employees, to two figures: the middle of the band. The
        geometric one finds fewer real exchanges of Normandy (`make test-data`)."""
        return Decimal(f"{(self.low + self.high) / 2 * employees:.1e}").normalize()


@dataclass(frozen=True, slots=True)
class TradeLine:
    """How a trade names things. `naf`: NACE classes (`11.02`) or divisions (`11`); `names` first in
    French, then in English."""

    naf: tuple[str, ...]
    direction: Literal["output", "input"]
    family: str
    names: tuple[str, ...]
