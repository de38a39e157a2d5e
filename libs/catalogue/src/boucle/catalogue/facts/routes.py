"""These frozen records hold routes from an offer to a need, and who takes what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from boucle.catalogue.facts.model import Form, LegalStatus


@dataclass(frozen=True, slots=True)
class Limit:
    """Bounds, both included, that the offer's attribute must respect."""

    attribute: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Transformation:
    """What is done to the offer before it can serve, in French and English. ``emits`` is false if
    it takes no significant fuel, power or reagent, like a heat exchanger."""

    key: str
    emits: bool
    label_fr: str
    label_en: str


Practice = Literal["usual", "known", "rare", "pilot"]
"""How usual an exchange is in Europe: everyday trade; done by several in several countries; done
here and there; tried once or twice, or announced."""
_WEIGHTS: Final[Mapping[Practice, int]] = {"usual": 5, "known": 3, "rare": 2, "pilot": 1}

LEAST_RANK: Final = 4

Scale = Literal["large", "small"]
"""`large`: takes thousands of tonnes a year or nothing; `small`: takes some tonnes a year."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Activities that take what a transformation gives, for one reason. `codes`: NACE classes
    (`17.12`) or divisions (`17`), likeliest first. `rank`: 1 takes it usually, 2 is known to, 3
    does occasionally, 4 hardly ever. `donors` (NACE codes), `text_words` (folded): the line applies
    only to such a donor, or to a text with one of the words."""

    codes: tuple[str, ...]
    rank: int
    donors: tuple[str, ...]
    text_words: frozenset[str]
    scale: Scale | None
    why_fr: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way for an offer of `output` to serve a need of `input`; at most one per two families.
    `operations`: a waste offer may only go to a receiver allowed one of them; empty if no waste
    permit is needed (water, energy, gases by pipe). `receivers`: who takes what the transformation
    gives, likeliest first. `forms`: accepted ones, empty for any. `yield_`: units of input served
    per unit of offer, each in its family's usual unit. `cost_low` to `cost_high`: EUR per unit of
    offer to prepare it, without freight. `avoided_factor`: emissions avoided per unit of input;
    `treatment_factor`: emissions of making one unit of input from the offer. The benefit is avoided
    minus treatment; published "avoided emissions" are never added. `no_factor`: key of what is
    missing if either has no factor. `practice`: how usual the exchange is in Europe; `donors`: NACE
    codes it usually comes from. `why`: who does it, or what it takes; `source`: a text, standard or
    page to check, or None."""

    key: str
    output_family: str
    input_family: str
    transformation: str | None
    operations: tuple[str, ...]
    receivers: tuple[Receivers, ...]
    yield_: float
    limits: tuple[Limit, ...]
    forms: tuple[Form, ...]
    statuses: tuple[LegalStatus, ...]
    hazardous: bool
    cost_low: float
    cost_high: float
    avoided_factor: str | None
    treatment_factor: str | None
    no_factor: str | None
    practice: Practice
    donors: tuple[str, ...]
    why: str
    source: str | None

    @property
    def receiver_codes(self) -> tuple[str, ...]:
        """Return each NACE class (`17.12`) or division (`17`) once, whatever the donor or text."""
        return tuple(dict.fromkeys(code for line in self.receivers for code in line.codes))

    @property
    def weight(self) -> int:
        return _WEIGHTS[self.practice]


@dataclass(frozen=True, slots=True)
class Case:
    """An exchange that runs or ran: its route, the donor's activity and the receiver's division."""

    route: str
    donor: str
    receiver: str
    place: str
    label_fr: str
    label_en: str
    source: str


Exchanges = Mapping[tuple[str, str], int]
"""Documented exchanges of one family: how many, by divisions of giver and taker."""
