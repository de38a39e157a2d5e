"""These frozen records hold what sites may pool or share: subjects, figures, parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, Literal

from boucle.catalogue.facts.errors import UnknownKeyError
from boucle.catalogue.sharing.occupations import OccupationCatalogue

SubjectKind = Literal["service", "equipment"]
LaneEnd = Literal["origin", "destination"]
OfferSense = Literal["at_least", "at_most"]
WORKFORCE: Final = "workforce"
"""What parameters of posts begin with: their subject is a ROME code, no key of the catalogue."""


@dataclass(frozen=True, slots=True)
class SharingFigure:
    """A decimal of a declaration, in ``unit`` (UCUM), within ``least`` to ``most``. ``sense``: how
    an offer compares with a need; None if they are not compared."""

    key: str
    unit: str
    least: Decimal
    most: Decimal
    required: bool
    label_fr: str
    label_en: str
    sense: OfferSense | None = None

    def holds(self, value: Decimal) -> bool:
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of a declaration with fixed words. ``labels``: of each accepted word, in French and
    English; empty if it takes a List of Waste code."""

    key: str
    labels: Mapping[str, tuple[str, str]]
    required: bool

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.labels)


@dataclass(frozen=True, slots=True)
class Terms:
    """The fields of a need or an offer of a subject, by key, in listing order. ``ends``: it has a
    transport leg; ``slots``: it has amounts by season and hour, in the subject's unit."""

    figures: Mapping[str, SharingFigure]
    choices: Mapping[str, Choice]
    ends: tuple[LaneEnd, ...] = ()
    slots: bool = False

    @property
    def has_leg(self) -> bool:
        return bool(self.ends)


@dataclass(frozen=True, slots=True)
class Subject:
    """A service or a kind of equipment. ``need``, ``offer``: None if nobody declares it. ``unit``,
    ``most``: of an amount of equipment, and the most that one site has; ``whole``: whole units
    only; ``tonne_an_hour``: how much of its unit that is. ``sure``, ``hints``: words that settle
    it, words that suggest it."""

    key: str
    kind: SubjectKind
    label_fr: str
    label_en: str
    need: Terms | None
    offer: Terms | None
    sure: tuple[str, ...]
    hints: tuple[str, ...]
    unit: str | None = None
    most: Decimal | None = None
    whole: bool = False
    tonne_an_hour: Decimal | None = None

    def terms(self, direction: Literal["need", "offer"]) -> Terms | None:
        return self.need if direction == "need" else self.offer


@dataclass(frozen=True, slots=True)
class Absent:
    """What people ask for and nobody can declare yet."""

    key: str
    kind: SubjectKind
    label_fr: str
    label_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a territory may override, within ``least`` to ``most``. ``source``: where it
    was read, last on ``read_on``; None marks a setting, never shown as a fact. ``whole``: it counts
    something."""

    key: str
    default: Decimal
    unit: str
    least: Decimal
    most: Decimal
    source: str | None
    label_fr: str
    label_en: str
    whole: bool = False
    read_on: date | None = None

    def holds(self, value: Decimal) -> bool:
        fits = self.least <= value <= self.most
        return fits and (not self.whole or value == value.to_integral_value())


@dataclass(frozen=True, eq=False)
class SharingCatalogue:
    """All facts of pooling and sharing of one version. ``densities``: List of Waste code to the key
    of its density parameter. ``workforce``: the fields of a need or an offer of any occupation,
    beside its months. ``stop``: words that mean nothing in texts."""

    version: str
    subjects: Mapping[str, Subject]
    parameters: Mapping[str, Parameter]
    densities: Mapping[str, str]
    workforce: Terms
    occupations: OccupationCatalogue
    stop: frozenset[str]
    absent: tuple[Absent, ...]

    def subject(self, key: str) -> Subject:
        return self.subjects[_checked("subject", key, self.subjects)]

    def parameter(self, key: str) -> Parameter:
        return self.parameters[_checked("parameter", key, self.parameters)]

    def value(self, key: str, overrides: Mapping[str, str]) -> Decimal:
        """Return a territory's value, else the default. Raises UnknownKeyError."""
        default = self.parameter(key).default
        return Decimal(overrides[key]) if key in overrides else default


def _checked(kind: str, key: str, table: Mapping[str, object]) -> str:
    if key not in table:
        raise UnknownKeyError(kind, key, tuple(get_close_matches(key, table, n=3, cutoff=0.4)))
    return key
