"""These records hold the part of a declared flow that may contradict itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from boucle.catalogue.facts.model import Form, LegalStatus, Nature

Direction = Literal["output", "input"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A quality's value lies between `low` and `high`, in the attribute's own unit."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FlowAsDeclared:
    """The part of a flow that contradictions look at. `family` None: unknown, `likely` are those
    its text may mean. `read`: the family comes from text or code, not from a declaration."""

    family: str | None
    direction: Direction = "output"
    nature: Nature | None = None
    form: Form | None = None
    hazardous: bool | None = None
    low: str | None = None
    legal_status: LegalStatus | None = None
    qualities: Mapping[str, Interval] = field(default_factory=dict)
    likely: tuple[str, ...] = ()
    text: str | None = None
    read: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two fields of one flow that cannot both be right."""

    field_a: str
    field_b: str
    message: str
    message_fr: str
