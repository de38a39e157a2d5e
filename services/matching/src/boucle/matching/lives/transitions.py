"""Who may change a life, from which states, to which, and the event that follows: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from boucle.contract.events.matching import State
from boucle.contract.kinds import Form
from boucle.platform.errors import Conflict
from boucle.platform.translating import tr

Who = Literal["party", "animator", "engine", "introduction", "clock"]
CommandName = Literal[
    "qualify",
    "introduce",
    "answer",
    "study",
    "run",
    "stop",
    "reopen",
    "report",
    "plan",
    "flag_risk",
    "weigh",
    "lose",
    "join",
    "leave",
    "name_carrier",
]

_BEFORE: frozenset[State] = frozenset(
    {"detected", "qualified", "introduced", "interested", "consented"}
)
_AWAY = frozenset({"refused", "already_done", "contract_until"})
ACTED_ON: Final[frozenset[State]] = frozenset(
    {"qualified", "introduced", "interested", "consented", "studying"}
)
"""Somebody acts on it, and it does not run yet."""
_WORDS: Mapping[str, frozenset[str]] = {
    "BEFORE": _BEFORE,
    "AWAY": _AWAY,
    "ACTED_ON": ACTED_ON,
    "OPEN": _BEFORE | _AWAY | {"studying"},
    "ANY": frozenset(get_args(State)),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """``who`` may give ``command`` when the state is in ``sources``.

    ``target`` is the state after it; ``None``: it follows from what the parties answered and how
    far the animator brought the synergy (``decisions.derived_state``). ``forms``: to which it is
    given.
    """

    command: CommandName
    who: frozenset[Who]
    sources: frozenset[State]
    target: State | None
    event: str
    forms: frozenset[Form] = frozenset(Form)


def _row(
    command: CommandName,
    who: str,
    sources: str,
    target: str,
    event: str,
    forms: frozenset[Form] = frozenset(Form),
) -> Transition:
    names = frozenset(
        name for word in sources.split() for name in _WORDS.get(word, frozenset({word}))
    )
    return Transition(
        command=command,
        who=frozenset(one for one in get_args(Who) if one in who.split()),
        sources=frozenset(state for state in get_args(State) if state in names),
        target=next((state for state in get_args(State) if state == target), None),
        event=f"life.{event}.v1",
        forms=forms,
    )


def _group_row(command: CommandName, who: str, sources: str, target: str, event: str) -> Transition:
    return _row(command, who, sources, target, event, frozenset({Form.GROUP}))


# An introduction and its answers apply to ANY state: they are facts that already happened, and
# may be read late. A running or stopped synergy keeps its state, the standings are recorded.
TABLE: tuple[Transition, ...] = (
    # command    who               from                                    to         event
    _row("qualify", "animator engine", "detected", "derived", "qualified"),
    _row("introduce", "introduction", "ANY", "derived", "introduced"),
    _row("answer", "party animator", "OPEN", "derived", "answered"),
    _row("answer", "introduction", "ANY", "derived", "answered"),
    _row("study", "animator", "BEFORE", "studying", "studying"),
    _row("study", "party", "consented", "studying", "studying"),
    _row("run", "animator", "BEFORE studying already_done running stopped", "running", "running"),
    _row("run", "party", "consented studying running", "running", "running"),
    _row("stop", "party animator", "studying running", "stopped", "stopped"),
    _row("reopen", "animator", "AWAY stopped", "detected", "reopened"),
    _row("reopen", "clock", "contract_until", "detected", "reopened"),
    _row("reopen", "engine", "refused", "detected", "reopened"),
    _row("report", "party animator", "running stopped", "derived", "reported"),
    _row("plan", "party animator", "ANY", "derived", "planned"),
    _row("flag_risk", "engine", "running", "derived", "at_risk"),
    # What runs is weighed and never ended by the engine: people see for themselves.
    _group_row("weigh", "engine", "ACTED_ON running", "derived", "weighed"),
    _group_row("lose", "engine", "ACTED_ON", "stopped", "lost"),
    # A group that grew takes the place of the one before.
    _group_row("join", "engine", "ACTED_ON", "running", "running"),
    _group_row("stop", "engine", "running", "stopped", "stopped"),
    _group_row("leave", "party animator", "running", "derived", "left"),
    _group_row("name_carrier", "animator", "ACTED_ON running", "derived", "carrier_named"),
)

_BY_KEY: Mapping[tuple[CommandName, Who], Transition] = {
    (row.command, who): row for row in TABLE for who in row.who
}

_ASKED: Mapping[CommandName, str] = {
    "qualify": "/qualification",
    "answer": "/answers",
    "study": "/state 'studying'",
    "run": "/state 'running'",
    "stop": "/state 'stopped'",
    "reopen": "/state 'reopen'",
    "report": "/results",
    "plan": "/next-action",
    "leave": "/answers 'refused'",
    "name_carrier": "/carrier",
}
"""How the API asks for it, under a synergy's address; what is not here, it cannot ask for."""


class InvalidTransition(Conflict):
    """A command that does not apply: says from which state, and what is possible.

    In the API's words: the synergy is 'refused': /state 'studying' by 'animator' does not apply;
    possible: /answers, /state 'reopen', /next-action
    """

    code = "invalid-transition"

    def __init__(
        self, state: State, command: CommandName, who: Who, form: Form = Form.PAIR
    ) -> None:
        self.state, self.command, self.who = state, command, who
        self.possible = possible(state, who, form)
        super().__init__(
            tr(
                "the synergy is '{state}': {command} by '{who}' does not apply; possible: {value}",
                state=state,
                command=_ASKED.get(command, command),
                who=who,
                value=", ".join(_ASKED.get(one, one) for one in self.possible) or "nothing",
            )
        )


def possible(state: State, who: Who, form: Form = Form.PAIR) -> tuple[CommandName, ...]:
    """The commands that ``who`` may give in this state, in the table's order."""
    return tuple(
        row.command
        for row in TABLE
        if who in row.who and state in row.sources and form in row.forms
    )


def transition(state: State, command: CommandName, who: Who, form: Form = Form.PAIR) -> Transition:
    """The table's row. Raises ``InvalidTransition`` when there is none."""
    row = _BY_KEY.get((command, who))
    if row is None or state not in row.sources or form not in row.forms:
        raise InvalidTransition(state, command, who, form)
    return row
