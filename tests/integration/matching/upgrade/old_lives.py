"""Lives in every state, as people would have brought them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from boucle.contract.events.matching import State
from boucle.contract.events.registry import Quantity
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.lives.commands import (
    Answer,
    AnswerGiven,
    Command,
    Introduce,
    Opening,
    Qualify,
    Run,
    Stop,
    Study,
)
from boucle.matching.lives.decisions import Decision, decide
from boucle.matching.lives.opening import life_of, opened
from boucle.matching.lives.store import Step
from boucle.matching.lives.transitions import Who

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
_DAY = timedelta(days=1)
Given = tuple[Command, Who]


def lived(synergy: Synergy, state: State) -> tuple[Step, ...]:
    """The history of a life that ends in ``state``."""
    steps: list[Step] = []
    life, at = life_of(synergy, BEGAN), BEGAN
    if state == "detected":
        return (_step(steps, _found_by_people(synergy), "animator", at),)
    for command, who in _commands(synergy, state):
        at += _DAY
        decision = decide(life, command, who=who, now=at)
        if decision.event is not None:
            life = _step(steps, decision, who, at).life
    assert life.state == state, (life.state, state)
    return tuple(steps)


def _step(steps: list[Step], decision: Decision, who: Who, at: datetime) -> Step:
    assert decision.event is not None
    steps.append(Step(len(steps) + 1, at, f"{who}:test", decision.event, decision.life))
    return steps[-1]


def _found_by_people(synergy: Synergy) -> Decision:
    sides = (synergy.offer, synergy.need)
    opening = Opening(synergy.synergy_id, synergy.kind, "workshop", sides, synergy.nature)
    return opened(opening, BEGAN)


def _commands(synergy: Synergy, state: State) -> Iterator[Given]:
    yield Qualify(), "animator"
    if state != "qualified":
        yield Introduce(BEGAN + _DAY), "introduction"
    for number, said in enumerate(_ANSWERS.get(state, ())):
        yield _answer(synergy, number, said), "introduction"
    if state in ("studying", "running", "stopped"):
        yield Study(), "animator"
    if state in ("running", "stopped"):
        yield Run(_half(synergy.quantity), date(2026, 4, 1)), "animator"
    if state == "stopped":
        yield Stop(date(2026, 9, 1)), "animator"


def _answer(synergy: Synergy, number: int, said: AnswerGiven) -> Answer:
    side = (synergy.offer, synergy.need)[number]
    at = BEGAN + (2 + number) * _DAY
    if said == "refused":
        return Answer(side.organisation_id, said, at, reason="secrecy")
    until = date(2027, 6, 30) if said == "contract_until" else None
    return Answer(side.organisation_id, said, at, contract_until=until)


_BOTH: Sequence[AnswerGiven] = ("consented", "consented")
_ANSWERS: Mapping[State, Sequence[AnswerGiven]] = {
    "interested": ("interested", "interested"),
    "consented": _BOTH,
    "studying": _BOTH,
    "running": _BOTH,
    "stopped": _BOTH,
    "refused": ("interested", "refused"),
    "already_done": ("already_done",),
    "contract_until": ("contract_until",),
}


def _half(quantity: Quantity) -> Quantity:
    return Quantity(f"{Decimal(quantity.value) / 2:f}", quantity.unit)
