"""Every (state, command, who): what moves, to where, with which event; the rest is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life, NextAction, Party, Result, Side, State
from boucle.contract.events.registry import Quantity
from boucle.matching.lives.commands import (
    Answer,
    Command,
    FlagRisk,
    Introduce,
    NotAParty,
    Opening,
    Plan,
    Qualify,
    Reopen,
    Report,
    Run,
    Stop,
    Study,
)
from boucle.matching.lives.decisions import TICK, decide, derived_state
from boucle.matching.lives.opening import opened
from boucle.matching.lives.transitions import InvalidTransition, Who, possible
from boucle.platform.errors import Faulty

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OFFER, NEED = UUID(int=1), UUID(int=2)

COMMANDS: dict[str, Command] = {
    "qualify": Qualify(),
    "introduce": Introduce(sent_at=LATER),
    "interested": Answer(NEED, "interested", LATER),
    "consented": Answer(NEED, "consented", LATER),
    "refused": Answer(NEED, "refused", LATER, reason="price"),
    "already_done": Answer(NEED, "already_done", LATER),
    "contract_until": Answer(NEED, "contract_until", LATER, contract_until=date(2027, 1, 1)),
    "study": Study(),
    "run": Run(agreed=Quantity("10", "t"), since=date(2026, 1, 1)),
    "stop": Stop(on=date(2026, 2, 1)),
    "reopen": Reopen(),
    "report": Report(
        Result(
            result_id=UUID(int=9),
            period_start=date(2026, 1, 1),
            period_end=date(2026, 1, 31),
            grade="declared",
        )
    ),
    "plan": Plan(NextAction(who="animator", what="call both")),
    "flag_risk": FlagRisk(at_risk=True),
}

# The same rules as the table, written the other way round: by state, then by who.
ANSWERS = "interested consented refused already_done contract_until"
EXPECTED: dict[str, dict[str, str]] = {
    "detected": {
        "animator": f"qualify {ANSWERS} study run plan",
        "party": f"{ANSWERS} plan",
        "engine": "qualify",
    },
    "qualified": {"animator": f"{ANSWERS} study run plan", "party": f"{ANSWERS} plan"},
    "introduced": {"animator": f"{ANSWERS} study run plan", "party": f"{ANSWERS} plan"},
    "interested": {"animator": f"{ANSWERS} study run plan", "party": f"{ANSWERS} plan"},
    "consented": {"animator": f"{ANSWERS} study run plan", "party": f"{ANSWERS} study run plan"},
    "studying": {"animator": f"{ANSWERS} run stop plan", "party": f"{ANSWERS} run stop plan"},
    "running": {
        "animator": "run stop report plan",
        "party": "run stop report plan",
        "engine": "flag_risk",
    },
    "stopped": {"animator": "run reopen report plan", "party": "report plan"},
    "refused": {
        "animator": f"{ANSWERS} reopen plan",
        "party": f"{ANSWERS} plan",
        "engine": "reopen",
    },
    "already_done": {"animator": f"{ANSWERS} run reopen plan", "party": f"{ANSWERS} plan"},
    "contract_until": {
        "animator": f"{ANSWERS} reopen plan",
        "party": f"{ANSWERS} plan",
        "clock": "reopen",
    },
}
for _state in EXPECTED.values():
    _state["introduction"] = f"introduce {ANSWERS}"

# What each command leads to, from any state where it is allowed, for a life where only the
# offer's side said yes before (see ``life_in``).
TARGETS = {
    "qualify": "qualified",
    "study": "studying",
    "run": "running",
    "stop": "stopped",
    "reopen": "detected",
    "refused": "refused",
    "already_done": "already_done",
    "contract_until": "contract_until",
}
EVENTS = {
    "qualify": "qualified",
    "introduce": "introduced",
    "study": "studying",
    "run": "running",
    "stop": "stopped",
    "reopen": "reopened",
    "report": "reported",
    "plan": "planned",
    "flag_risk": "at_risk",
}


def party(organisation: UUID, role: str) -> Party:
    side = Side(
        role="offer" if role == "offer" else "need", organisation_id=organisation, territory="200"
    )
    return Party(side=side)


def detected() -> Life:
    return Life(
        synergy_id=UUID(int=7),
        kind="substitution",
        state="detected",
        found_by="engine",
        parties=(party(OFFER, "offer"), party(NEED, "need")),
        state_since=NOW,
        opened_at=NOW,
    )


def at(life: Life, *commands: Command, who: Who = "animator") -> Life:
    for command in commands:
        life = decide(life, command, who=who, now=NOW).life
    return life


def yes(organisation: UUID, given: str = "interested") -> Answer:
    return Answer(organisation, "consented" if given == "consented" else "interested", NOW)


def life_in(state: str) -> Life:
    qualified = at(detected(), Qualify())
    introduced = at(qualified, Introduce(sent_at=NOW), who="introduction")
    studying = at(introduced, Study())
    running = at(studying, Run(agreed=None, since=date(2026, 1, 1)))
    made = {
        "detected": detected(),
        "qualified": qualified,
        "introduced": introduced,
        "interested": at(introduced, yes(OFFER), yes(NEED)),
        "consented": at(introduced, yes(OFFER, "consented"), yes(NEED, "consented")),
        "studying": studying,
        "running": running,
        "stopped": at(running, Stop(on=date(2026, 2, 1))),
        "refused": at(introduced, Answer(NEED, "refused", NOW, reason="price")),
        "already_done": at(introduced, Answer(NEED, "already_done", NOW)),
        "contract_until": at(
            introduced, Answer(NEED, "contract_until", NOW, contract_until=date(2026, 12, 31))
        ),
    }
    life = made[state]
    assert life.state == state
    return life


def allowed(state: str, who: str) -> list[str]:
    return EXPECTED[state].get(who, "").split()


CASES = [
    (state, name, who) for state in get_args(State) for name in COMMANDS for who in get_args(Who)
]


@pytest.mark.parametrize(("state", "name", "who"), CASES)
def test_every_state_command_and_who(state: str, name: str, who: Who) -> None:
    life, command = life_in(state), COMMANDS[name]
    if name not in allowed(state, who):
        with pytest.raises(InvalidTransition) as refusal:
            decide(life, command, who=who, now=LATER)
        assert refusal.value.state == state
        assert refusal.value.who == who
        assert state in str(refusal.value)
        assert set(refusal.value.possible) == set(possible(life.state, who))
        return
    decision = decide(life, command, who=who, now=LATER)
    fixed = who == "introduction" and state in ("running", "stopped")
    if name in TARGETS and not fixed:
        assert decision.life.state == TARGETS[name]
    if decision.event is None:
        assert decision.life == life
    else:
        assert decision.event == f"life.{EVENTS.get(name, 'answered')}.v1"


def test_the_states_that_follow_from_answers() -> None:
    life = life_in("introduced")
    assert at(life, yes(OFFER)).state == "introduced"
    both = at(life, yes(OFFER), yes(NEED))
    assert both.state == "interested"
    assert not both.disclosed
    one = at(both, Answer(OFFER, "consented", LATER))
    assert one.state == "interested"
    assert not one.disclosed
    all_in = at(one, Answer(NEED, "consented", LATER))
    assert all_in.state == "consented"
    assert all_in.disclosed


def test_a_refusal_wins_and_a_change_of_mind_brings_back_to_where_it_was() -> None:
    life = at(life_in("introduced"), yes(OFFER), Answer(NEED, "refused", NOW, reason="form"))
    assert life.state == "refused"
    assert not life.disclosed
    changed = decide(life, Answer(NEED, "interested", LATER), who="party", now=LATER).life
    assert changed.state == "interested"
    assert changed.parties[1].reason is None


def test_an_undated_refusal_outweighs_a_contract_that_ends() -> None:
    life = at(
        life_in("introduced"),
        Answer(OFFER, "contract_until", NOW, contract_until=date(2027, 1, 1)),
        Answer(NEED, "refused", NOW, reason="price"),
    )
    assert life.state == "refused"
    assert life.contract_until is None


def test_the_latest_contract_decides_the_date() -> None:
    life = at(
        life_in("introduced"),
        Answer(OFFER, "contract_until", NOW, contract_until=date(2027, 1, 1)),
        Answer(NEED, "contract_until", NOW, contract_until=date(2028, 1, 1)),
    )
    assert (life.state, life.contract_until) == ("contract_until", date(2028, 1, 1))


def test_reopening_asks_everybody_again_and_forgets_older_answers() -> None:
    life = at(life_in("introduced"), yes(OFFER), Answer(NEED, "refused", NOW, reason="price"))
    again = decide(life, Reopen(), who="animator", now=LATER).life
    assert {p.standing for p in again.parties} == {"pending"}
    assert (again.qualified_at, again.introduced_at) == (None, None)
    late = decide(again, Answer(NEED, "refused", NOW), who="introduction", now=LATER)
    assert late.event is None
    sent = decide(again, Introduce(sent_at=NOW), who="introduction", now=LATER)
    assert sent.event is None


@pytest.mark.parametrize("reason", ["secrecy", "other"])
def test_only_the_animator_reopens_what_no_value_explains(reason: str) -> None:
    refusal = Answer(NEED, "refused", NOW, reason="secrecy" if reason == "secrecy" else "other")
    life = at(life_in("introduced"), refusal)
    with pytest.raises(InvalidTransition):
        decide(life, Reopen(), who="engine", now=LATER)
    assert decide(life, Reopen(), who="animator", now=LATER).life.state == "detected"


def test_a_person_s_answer_is_never_lost_to_a_clock_that_runs_ahead() -> None:
    life = at(life_in("introduced"), Answer(NEED, "interested", LATER), who="introduction")
    life = decide(life, Answer(NEED, "refused", NOW, reason="price"), who="party", now=NOW).life
    assert life.state == "refused"


def test_nor_to_the_clock_that_reopened_the_synergy() -> None:
    life = at(life_in("introduced"), Answer(NEED, "refused", NOW, reason="price"))
    again = decide(life, Reopen(), who="animator", now=LATER).life
    answered = decide(again, Answer(NEED, "interested", NOW), who="party", now=NOW)
    assert answered.event == "life.answered.v1"
    party = next(one for one in answered.life.parties if one.side.organisation_id == NEED)
    assert (party.standing, party.answered_at) == ("interested", LATER + TICK)
    late = decide(answered.life, Answer(NEED, "refused", NOW), who="introduction", now=LATER)
    assert late.event is None


def test_a_stranger_answers_nothing() -> None:
    with pytest.raises(NotAParty):
        decide(life_in("introduced"), yes(UUID(int=5)), who="party", now=NOW)


def test_running_revised_keeps_the_day_it_started_to_run() -> None:
    life = life_in("running")
    more = decide(life, Run(Quantity("20", "t"), date(2026, 1, 1)), who="party", now=LATER).life
    assert more.agreed == Quantity("20", "t")
    assert more.state_since == life.state_since


def test_a_stop_before_the_start_is_refused() -> None:
    with pytest.raises(Faulty, match="2026-01-01"):
        decide(life_in("running"), Stop(on=date(2025, 1, 1)), who="animator", now=NOW)


def result(identity: int, start: date, end: date, grade: str = "declared") -> Report:
    made = Result(
        result_id=UUID(int=identity), period_start=start, period_end=end, grade="declared"
    )
    return Report(replace(made, grade=grade, document="bon 7" if grade == "verified" else None))


def test_days_on_which_it_did_not_run_are_refused() -> None:
    """It runs from 2026-01-01 until it stops on 2026-03-02."""
    life = at(life_in("running"), Stop(on=date(2026, 3, 2)))
    assert at(life, result(1, date(2026, 1, 1), date(2026, 3, 2))).results
    with pytest.raises(Faulty, match="2026-01-01 on, when it started"):
        at(life, result(1, date(2025, 12, 31), date(2026, 1, 31)))
    with pytest.raises(Faulty, match="2026-03-02 or before"):
        at(life, result(1, date(2026, 2, 1), date(2026, 3, 3)))


def test_who_left_reports_nothing_of_the_days_after() -> None:
    """Of what ran before it left it may."""
    life = life_in("running")
    first = life.parties[0]
    gone = replace(first, standing="refused", answered_at=datetime(2026, 2, 1, tzinfo=UTC))
    life = replace(life, parties=(gone, *life.parties[1:]))
    own = {"organisation_id": first.side.organisation_id}
    before = result(1, date(2026, 1, 1), date(2026, 2, 28)).result
    assert at(life, Report(replace(before, **own))).results
    with pytest.raises(Faulty, match="organisation_id"):
        at(life, Report(replace(before, period_start=date(2026, 2, 1), **own)))


def test_nobody_verifies_without_a_document() -> None:
    shown = result(1, date(2026, 1, 1), date(2026, 1, 31), "verified").result
    with pytest.raises(Faulty, match="document"):
        at(life_in("running"), Report(replace(shown, document=None)), who="animator")


def test_results_replace_by_id_and_never_overlap_in_one_grade() -> None:
    life = at(life_in("running"), result(1, date(2026, 1, 1), date(2026, 1, 31)))
    assert len(at(life, result(1, date(2026, 1, 1), date(2026, 2, 28))).results) == 1
    assert len(at(life, result(2, date(2026, 1, 1), date(2026, 1, 31), "verified")).results) == 2
    with pytest.raises(Faulty, match="result_id"):
        at(life, result(2, date(2026, 1, 31), date(2026, 2, 28)))


def test_each_side_of_a_pair_reports_a_period_and_replaces_its_own_only() -> None:
    days = date(2026, 1, 1), date(2026, 1, 31)
    sides = [
        replace(result(number, *days).result, reported_by=UUID(int=0xA0 + number))
        for number in (1, 2)
    ]
    life = at(life_in("running"), *map(Report, sides), who="party")
    assert len(life.results) == 2
    others = replace(sides[1], result_id=sides[0].result_id)
    with pytest.raises(Faulty, match="reported itself"):
        at(life, Report(others), who="party")
    verified = at(life_in("running"), result(1, *days, "verified"), who="animator")
    with pytest.raises(Faulty, match="reported itself"):
        at(verified, result(1, *days), who="party")


def test_only_the_animator_verifies() -> None:
    with pytest.raises(Faulty, match="animator"):
        at(
            life_in("running"),
            result(1, date(2026, 1, 1), date(2026, 1, 31), "verified"),
            who="party",
        )


def test_a_risk_ends_with_the_run() -> None:
    life = at(life_in("running"), FlagRisk(at_risk=True), who="engine")
    assert life.at_risk
    assert not at(life, Stop(on=date(2026, 3, 1))).at_risk


def test_other_figures_of_a_run_do_not_end_its_risk() -> None:
    life = at(life_in("running"), FlagRisk(at_risk=True), who="engine")
    assert at(life, Run(Quantity("20", "t"), date(2026, 1, 1))).at_risk


def side(role: str, organisation: UUID) -> Side:
    return replace(party(organisation, role).side, role=role)


@pytest.mark.parametrize(
    "sides",
    [
        (side("offer", OFFER),),
        (side("offer", OFFER), side("offer", NEED)),
        (side("offer", OFFER), side("need", OFFER)),
    ],
)
def test_a_substitution_has_an_offer_and_a_need_of_two_companies(sides: tuple[Side, ...]) -> None:
    with pytest.raises(Faulty):
        opened(Opening(UUID(int=7), "substitution", "workshop", sides), NOW)


def test_a_pooling_found_at_a_workshop_opens_as_detected() -> None:
    members = tuple(side("member", UUID(int=n)) for n in (1, 2, 3))
    decision = opened(Opening(UUID(int=7), "pooling", "workshop", members, title="Cartons"), NOW)
    assert decision.event == "life.opened.v1"
    assert decision.life.state == derived_state(decision.life) == "detected"
