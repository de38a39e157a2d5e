"""Ways from what is offered to what is needed, and who takes it: plain frozen records."""

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
    """What is done to the offer before it can serve, in the two languages people read.

    ``emits`` is false where it takes no fuel, current or reagent of note: a heat exchanger.
    """

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
    """Activities that take what a transformation gives, for one reason.

    `codes`: NACE classes (`17.12`) or divisions (`17`), likeliest first. `rank`: 1 takes it
    usually, 2 is known to, 3 does here and there, 4 hardly ever. `donors` (NACE codes), `said`
    (words of a text, folded): it holds of such a donor only, or where the text says one of them.
    """

    codes: tuple[str, ...]
    rank: int
    donors: tuple[str, ...]
    said: frozenset[str]
    scale: Scale | None
    why_fr: str
    why_en: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way for an offer of `output` to serve a need of `input`; at most one per two families.

    `operations`: an offer that is legally waste may only go to a receiver allowed one of them;
    empty when no waste permit is at stake (water, energy, gases by pipe). `receivers`: who takes
    what the transformation gives, likeliest first. `forms`: accepted ones, empty when any will do.
    `yield_`: units of input served per unit of offer, each in its family's usual unit.
    `cost_low` to `cost_high`: EUR per unit of offer to prepare it, freight apart. `avoided_factor`:
    what one unit of input no longer emits; `treatment_factor`: what one unit of input made from the
    offer emits. Avoided minus treatment is the whole benefit: published "avoided emissions" are
    never added to it; `no_factor`: key of what is missing where one of both has none. `practice`:
    how usual the exchange is in Europe; `donors`: NACE codes it usually comes from. `why`: who does
    it, or what it takes; `source`: a text, standard or page that a reader can check, None where
    none is known.
    """

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
        """NACE classes (`17.12`) or divisions (`17`), whatever donor or text, each once."""
        return tuple(dict.fromkeys(code for line in self.receivers for code in line.codes))

    @property
    def weight(self) -> int:
        """How common the exchange is in the field, 1 to 5."""
        return _WEIGHTS[self.practice]


@dataclass(frozen=True, slots=True)
class Case:
    """An exchange that runs or ran: under which route, from which activity to which division."""

    route: str
    donor: str
    receiver: str
    place: str
    label_fr: str
    label_en: str
    source: str


Exchanges = Mapping[tuple[str, str], int]
"""Documented exchanges of one family: how many, by divisions of giver and taker."""
