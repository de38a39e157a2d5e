"""A synergy's life, as pure decisions: (life, command, who, now) -> (life, event).

Who may do what is the table of ``transitions``. The state follows from what the parties answered
and how far the animator brought it (``derived_state``), so that introductions and answers give
the same life in whatever order they arrive: each party keeps its latest answer.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party, State
from boucle.contract.kinds import form_of, of_group
from boucle.contract.kinds.members import staying, weighed_group
from boucle.matching.lives import groups, runs
from boucle.matching.lives.commands import (
    Answer,
    Command,
    FlagRisk,
    Introduce,
    Join,
    Leave,
    Lose,
    NameCarrier,
    NotAParty,
    Plan,
    Qualify,
    Reopen,
    Report,
    Run,
    Stop,
    Study,
    Weigh,
    unfit,
)
from boucle.matching.lives.results import (
    ensure_inside,
    ensure_of_capacity,
    ensure_within,
    with_result,
)
from boucle.matching.lives.transitions import CommandName, InvalidTransition, Who, transition
from boucle.matching.scoring.refusals import ONLY_ANIMATOR_REOPENS
from boucle.platform.translating import tr

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """The life after a command, and the event's type (``None``: nothing changed)."""

    life: Life
    event: str | None


# --- deciding ------------------------------------------------------------------------------


def decide(life: Life, command: Command, *, who: Who, now: datetime) -> Decision:
    """What ``command`` makes of ``life``.

    Raises ``InvalidTransition`` (the table says no), ``NotAParty``, ``Faulty``.
    """
    name, effect = _EFFECTS[type(command)]
    row = transition(life.state, name, who, form_of(life))
    after = effect(life, command, who, now)
    after = _with_state(after, row.target, now)
    return Decision(after, row.event) if after != life else Decision(life, None)


def derived_state(life: Life) -> State:
    """The state that follows from the parties and from how far the synergy came."""
    if life.state in ("running", "stopped"):
        return life.state
    return _refused_state(life) or _agreed_state(life)


def _refused_state(life: Life) -> State | None:
    parties = life.parties
    if groups.goes_on(life):
        return None
    undated = {party.standing for party in parties if party.contract_until is None}
    if "refused" in undated:
        return "refused"
    if "already_done" in undated:
        return "already_done"
    dated = any(party.contract_until is not None for party in parties)
    return "contract_until" if dated else None


def _agreed_state(life: Life) -> State:
    if life.state == "studying":
        return "studying"
    standings = {party.standing for party in staying(life)}
    if standings == {"consented"}:
        return "consented"
    if standings <= {"interested", "consented"}:
        return "interested"
    if life.introduced_at is not None:
        return "introduced"
    return "qualified" if life.qualified_at is not None else "detected"


def _with_state(life: Life, target: State | None, now: datetime) -> Life:
    state = target or derived_state(life)
    dates = [party.contract_until for party in life.parties if party.contract_until is not None]
    since = life.state_since if state == life.state else now
    life = replace(life, state=state, state_since=since)
    at_risk = groups.is_at_risk(life, state)
    return replace(
        life,
        state_since=_since(life),
        disclosed=_is_disclosed(life),
        contract_until=max(dates) if state == "contract_until" else None,
        at_risk=at_risk,
        at_risk_since=(life.at_risk_since or now.date()) if at_risk else None,
    )


def _is_disclosed(life: Life) -> bool:
    """Whoever stays alone in a group that ran keeps the names that it was given: it must see that
    the group is lost."""
    agreed = all(party.standing == "consented" for party in staying(life))
    ran = life.disclosed and life.state in ("running", "stopped") and bool(staying(life))
    return agreed and (groups.goes_on(life) or ran)


def _since(life: Life) -> datetime:
    """When the state began, from the answers themselves: the order they came in does not matter."""
    answers = [party.answered_at for party in life.parties if party.answered_at is not None]
    ended = groups.ended_at(life)
    began: Mapping[State, datetime | None] = {
        "detected": life.reopened_at or life.opened_at,
        "qualified": life.qualified_at,
        "introduced": life.introduced_at,
        "interested": max(answers, default=None),
        "consented": max(answers, default=None),
        "refused": ended,
        "already_done": ended,
        "contract_until": max(answers, default=None),
    }
    return began.get(life.state) or life.state_since


# --- effects -------------------------------------------------------------------------------


def _qualify(life: Life, command: Qualify, _who: Who, now: datetime) -> Life:
    return replace(life, qualified_at=now, automatic=command.automatic)


def _introduce(life: Life, command: Introduce, _who: Who, _now: datetime) -> Life:
    if life.reopened_at is not None and command.sent_at <= life.reopened_at:
        return life
    return replace(
        life,
        introduced_at=_earliest(life.introduced_at, command.sent_at),
        parties=tuple(
            _written_to(party, command.written_to.get(party.side.organisation_id))
            for party in life.parties
        ),
    )


def _written_to(party: Party, sent_at: datetime | None) -> Party:
    return replace(party, introduced_at=_earliest(party.introduced_at, sent_at))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((one for one in moments if one is not None), default=None)


def _answer(life: Life, command: Answer, who: Who, _now: datetime) -> Life:
    if not any(_is(party, command.organisation_id) for party in life.parties):
        raise NotAParty(command.organisation_id)
    if who != "introduction":
        groups.ensure_not_left_behind(life, command)
    if life.reopened_at is not None and command.at <= life.reopened_at:
        if who == "introduction":
            return life  # of the round before
        # A person answers now: never lost to the clock that reopened, if it runs ahead.
        command = dataclasses.replace(command, at=life.reopened_at + TICK)
    return replace(
        life,
        parties=tuple(
            _latest(party, command, who) if _is(party, command.organisation_id) else party
            for party in life.parties
        ),
    )


def _is(party: Party, organisation_id: UUID) -> bool:
    return party.side.organisation_id == organisation_id


def _latest(party: Party, command: Answer, who: Who) -> Party:
    answered = _answered(party, command)
    if party.answered_at is None or command.at > party.answered_at:
        return answered
    if who != "introduction":
        # A person answers now: never lost to another process's clock that runs ahead.
        return replace(answered, answered_at=party.answered_at + TICK)
    if command.at == party.answered_at and _rank(answered) > _rank(party):
        return answered
    return party


def _answered(party: Party, command: Answer) -> Party:
    bound = command.given == "contract_until"
    return replace(
        party,
        standing="refused" if bound or command.given == "refused" else command.given,
        reason=(command.reason or "timing") if bound else command.reason,
        refused_value=command.refused_value,
        contract_until=command.contract_until,
        answered_at=command.at,
    )


def _rank(party: Party) -> tuple[str, str, str]:
    return party.standing, party.reason or "", str(party.contract_until or "")


def _study(life: Life, _command: Study, _who: Who, _now: datetime) -> Life:
    return life


def _run(life: Life, command: Run, _who: Who, now: datetime) -> Life:
    """Told again without a day, it corrects what runs since the day that was told before."""
    kept = life.running_since if life.state == "running" else None
    since = command.since or kept or now.date()
    return replace(
        life,
        former_runs=runs.before(life, command.agreed, since),
        corrected_from=runs.corrected_from(life, command.agreed, since),
        agreed=command.agreed,
        potential=groups.possible_now(life),
        running_since=since,
        stopped_on=None,
        grown_into=None,
    )


def _stop(life: Life, command: Stop, _who: Who, _now: datetime) -> Life:
    if life.running_since is not None and command.on < life.running_since:
        raise unfit(
            "on",
            command.on.isoformat(),
            tr("a date from {running_since} on, when it started", running_since=life.running_since),
        )
    return replace(life, stopped_on=command.on, grown_into=command.grown_into)


def _reopen(life: Life, _command: Reopen, who: Who, now: datetime) -> Life:
    if who == "engine" and any(p.reason in ONLY_ANIMATOR_REOPENS for p in life.parties):
        raise InvalidTransition(life.state, "reopen", who)
    return replace(
        life,
        parties=tuple(Party(side=party.side) for party in life.parties),
        qualified_at=None,
        introduced_at=None,
        reopened_at=now,
        automatic=False,
        former_runs=runs.ended(life, now.date()),
        corrected_from=None,
        agreed=None,
        running_since=None,
        stopped_on=None,
        lost_on=None,
        risks=(),
        carrier=None,
        grown_into=None,
    )


def _report(life: Life, command: Report, who: Who, _now: datetime) -> Life:
    ensure_within(command.result, runs.stretches(life))
    ensure_inside(command.result, life.parties)
    of_group(life, lambda _: ensure_of_capacity(command.result, weighed_group(life)))
    return replace(life, results=with_result(life.results, command.result, who))


def _plan(life: Life, command: Plan, _who: Who, _now: datetime) -> Life:
    return replace(life, next_action=command.action)


def _flag_risk(life: Life, command: FlagRisk, _who: Who, _now: datetime) -> Life:
    return replace(life, at_risk=command.at_risk)


def _weigh(life: Life, command: Weigh | Lose, _who: Who, now: datetime) -> Life:
    return runs.without_leavers(life, groups.weighed(life, command, now))


def _join(life: Life, command: Join, _who: Who, now: datetime) -> Life:
    agreed = runs.with_newcomers(life, command.agreed)
    return replace(groups.joined(life, command, now), agreed=agreed)


def _leave(life: Life, command: Leave, _who: Who, _now: datetime) -> Life:
    return runs.without_leavers(life, groups.without(life, command))


def _name_carrier(life: Life, command: NameCarrier, _who: Who, _now: datetime) -> Life:
    return replace(life, carrier=command.carrier)


_Effect = Callable[[Life, Any, Who, datetime], Life]
_EFFECTS: Mapping[type[Any], tuple[CommandName, _Effect]] = {
    Qualify: ("qualify", _qualify),
    Introduce: ("introduce", _introduce),
    Answer: ("answer", _answer),
    Study: ("study", _study),
    Run: ("run", _run),
    Stop: ("stop", _stop),
    Reopen: ("reopen", _reopen),
    Report: ("report", _report),
    Plan: ("plan", _plan),
    FlagRisk: ("flag_risk", _flag_risk),
    Weigh: ("weigh", _weigh),
    Lose: ("lose", _weigh),
    Join: ("join", _join),
    Leave: ("leave", _leave),
    NameCarrier: ("name_carrier", _name_carrier),
}
