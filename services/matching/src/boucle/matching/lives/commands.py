"""What people, engine, mails and clock may ask of a life, and what is wrong with a bad ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import FoundBy, NextAction, RefusalReason, Result, Side
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Nature, Quantity
from boucle.platform.errors import Fault, Faulty, Invalid

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
    """The introduction's first mail was accepted at ``sent_at``; ``written_to``: when each
    organisation's own was."""

    sent_at: datetime
    written_to: Mapping[UUID, datetime] = field(default_factory=dict)


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
    """``since``: None where no day was told."""

    agreed: Quantity | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Stop:
    """``grown_into``: the group that takes its place."""

    on: date
    grown_into: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reopen:
    """Back to ``detected``, every party is asked again: the animator says so, a contract ended
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


@dataclass(frozen=True, slots=True)
class Weigh:
    """The group as it stands now, by the engine: whose declaration is gone from it has left."""

    group: Group


@dataclass(frozen=True, slots=True)
class Lose:
    """The group no longer carries itself, by the engine: its reasons are in it."""

    group: Group


@dataclass(frozen=True, slots=True)
class Join:
    """Newcomers join: the grown group runs, as the one did of which it takes the place.
    ``apart_from``: of its parties, by organisation."""

    since: date
    agreed: Quantity | None
    carrier: Side | None
    apart_from: Mapping[UUID, tuple[UUID, ...]]


@dataclass(frozen=True, slots=True)
class Leave:
    """A party leaves a group that runs."""

    organisation_id: UUID
    reason: RefusalReason | None
    at: datetime
    refused_value: str | None = None


@dataclass(frozen=True, slots=True)
class NameCarrier:
    """The declared offer of the carrier, or host, of a group; None: nobody any more."""

    carrier: Side | None


Command = (
    Qualify
    | Introduce
    | Answer
    | Study
    | Run
    | Stop
    | Reopen
    | Report
    | Plan
    | FlagRisk
    | Weigh
    | Lose
    | Join
    | Leave
    | NameCarrier
)


class NotAParty(Invalid):
    """The organisation that answers is none of the synergy's parties."""

    def __init__(self, organisation_id: UUID) -> None:
        wrong = Fault("body.organisation_id", organisation_id, "not a party", "one of the parties")
        super().__init__("one field is wrong", errors=[wrong])


def unfit(field: str, value: object, expected: str) -> Faulty:
    """A value that makes no sense for this life."""
    return Faulty(Fault(field, value, "does not fit this synergy", expected))
