"""What people, engine, mails and clock may ask of a life, and what is wrong with a bad ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from boucle.common.events.matching import (
    FoundBy,
    NextAction,
    RefusalReason,
    Result,
    Side,
    SynergyKind,
)
from boucle.common.events.registry import Nature, Quantity

AnswerGiven = Literal["interested", "consented", "refused", "already_done", "contract_until"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A synergy that people found, of any kind. A substitution has an offer and a need side."""

    synergy_id: UUID
    kind: SynergyKind
    found_by: FoundBy
    sides: tuple[Side, ...]
    nature: Nature | None = None
    title: str | None = None
    pre_existing: bool = False
    potential: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Qualify:
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Introduce:
    """The introduction's mails were accepted at ``sent_at``."""

    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a party answered at ``at``. ``contract_until``: bound until that date, ask again then.

    ``refused_value``: what was refused, as the other's flow stood (``refused_value``).
    """

    organisation_id: UUID
    given: AnswerGiven
    at: datetime
    reason: RefusalReason | None = None
    refused_value: str | None = None
    contract_until: date | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The parties study it together."""


@dataclass(frozen=True, slots=True)
class Run:
    agreed: Quantity | None
    since: date


@dataclass(frozen=True, slots=True)
class Stop:
    on: date


@dataclass(frozen=True, slots=True)
class Reopen:
    """Back to ``detected``, every party to be asked anew: the animator says so, a contract ended
    (clock), or what was refused changed (engine)."""


@dataclass(frozen=True, slots=True)
class Report:
    result: Result


@dataclass(frozen=True, slots=True)
class Plan:
    action: NextAction | None


@dataclass(frozen=True, slots=True)
class FlagRisk:
    at_risk: bool


Command = Qualify | Introduce | Answer | Study | Run | Stop | Reopen | Report | Plan | FlagRisk


class NotAParty(Exception):
    """The organisation that answers is none of the synergy's parties."""

    def __init__(self, organisation_id: UUID) -> None:
        self.organisation_id = organisation_id
        super().__init__(f"organisation {organisation_id} is not a party of this synergy")


class InvalidCommand(Exception):
    """A value that makes no sense for this life: ``field``, ``value``, what is ``expected``."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        self.field, self.value, self.expected = field, value, expected
        super().__init__(f"{field} = {value!r}: expected {expected}")
