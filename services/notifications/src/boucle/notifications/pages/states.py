"""Derive a company's situation in an introduction from what is stored. Pure.

A company answers on its page, or its life says so (the API, an animator): the later counts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.matching import Life, Party, State
from boucle.contract.kinds import Form, form_of
from boucle.contract.kinds.members import organisations, staying
from boucle.notifications.introductions.decisions import (
    InformedSide,
    IntroductionRecord,
    Reply,
    reply_in,
)
from boucle.notifications.lives import groups

StateName = Literal[
    "first_look", "answered", "other_interested", "disclosed", "refused", "already_done", "over"
]
Ending = Literal[
    "withdrawn", "declined", "studying", "running", "below", "stopped", "grown", "ended", "left"
]
"""``declined``: by the other company, or too few stay in a group; ``ended``: after names were
exchanged; ``left``: the company left a group, which goes on; ``grown``: another took its place;
``below``: it runs, and is viable no more."""

Done = Literal["saved", "passed", "proposed", "asked", "corrected"]
"""What was just done, in the page's address: an answer was saved, the mail was passed on, or
somebody was named whom the animator is to confirm, a question was asked, or the own
flow was corrected."""

TEMPLATES: Final[Mapping[StateName, str]] = {
    "first_look": "states/first_look.html",
    "answered": "states/answered.html",
    "other_interested": "states/other_interested.html",
    "disclosed": "states/disclosed.html",
    "refused": "states/refused.html",
    "already_done": "states/already_done.html",
    "over": "states/over.html",
}
_TOGETHER: Final[Mapping[State, Ending]] = {"running": "running", "stopped": "stopped"}
_FINAL: Final = frozenset({"disclosed", "over"})


@dataclass(frozen=True, slots=True)
class Situation:
    """A company's situation. ``reply`` is the reader's present answer. ``others_interested`` and
    ``others_agreed`` hold when all the others are interested, or agree to be named. ``named``: each
    knows who the other is. ``ending`` is why it is over."""

    state: StateName
    reply: Reply | None = None
    others_interested: bool = False
    others_agreed: bool = False
    named: bool = False
    ending: Ending | None = None

    @property
    def answerable(self) -> bool:
        return self.state not in _FINAL


def situation(
    record: IntroductionRecord, life: Life, company: UUID, written_at: datetime
) -> Situation:
    """``written_at`` is when the mail that led here was requested. Members that left a group count
    no more."""
    reply = _reply_of(record.side(company), life)
    form = form_of(life)
    each = {side.organisation_id: _reply_of(side, life) for side in record.sides}
    others = _OTHERS[form]([each[one] for one in _heard(life, each) if one != company])
    keen = bool(others) and all(one is not None and one.answer == "interested" for one in others)
    agreed = keen and all(one is not None and one.consent for one in others)
    ending = _ENDINGS[form](record, life, reply, others, written_at)
    if ending is not None:
        return Situation("over", reply, keen, agreed, named=life.disclosed, ending=ending)
    if life.disclosed:
        return Situation("disclosed", reply, keen, agreed, named=True)
    state = _open_state(reply, keen)
    keen = keen and state in _KNOWS_OF_INTEREST[form]
    return Situation(state, reply, keen, agreed)


def _heard(life: Life, companies: Iterable[UUID]) -> list[UUID]:
    """Return the companies without those for which nobody waits."""
    silent = organisations(staying(life)) - organisations(groups.waited_for(life))
    return [one for one in companies if one not in silent]


def _open_state(reply: Reply | None, keen: bool) -> StateName:
    if reply is None:
        return "first_look"
    if reply.answer != "interested":
        return reply.answer
    return "other_interested" if keen and not reply.consent else "answered"


def _ending(
    record: IntroductionRecord,
    life: Life,
    reply: Reply | None,
    others: Iterable[Reply | None],
    written_at: datetime,
) -> Ending | None:
    if life.state in _TOGETHER:
        return _TOGETHER[life.state]
    if life.disclosed:
        return None
    if record.state == "disclosed":
        return "ended"
    if life.reopened_at is not None and written_at <= life.reopened_at:
        return "withdrawn"
    if reply is not None and reply.answer != "interested":
        return None
    if any(one is not None and one.answer != "interested" for one in others):
        return "declined"
    if life.state == "studying":
        return "studying"
    return "withdrawn" if record.state == "withdrawn" else None


def _of_group(
    record: IntroductionRecord,
    life: Life,
    reply: Reply | None,
    _others: Iterable[Reply | None],
    written_at: datetime,
) -> Ending | None:
    """Return how it ended; a member that leaves ends it for nobody else until too few stay."""
    turned_down = reply is not None and reply.answer != "interested"
    if life.reopened_at is not None and written_at <= life.reopened_at:
        return "withdrawn"
    if turned_down:
        return "left" if record.state == "disclosed" else None
    if life.grown_into is not None:
        return "grown"
    if groups.is_over(life):
        return "ended" if life.disclosed or record.state == "disclosed" else "declined"
    if life.state == "running" and life.lost_on is not None:
        return "below"
    if life.state in _TOGETHER:
        return _TOGETHER[life.state]
    if life.disclosed:
        return None
    if life.state == "studying":
        return "studying"
    return "withdrawn" if record.state == "withdrawn" else None


_Replies = list[Reply | None]
_OTHERS: Final[Mapping[Form, Callable[[_Replies], _Replies]]] = {
    Form.PAIR: lambda others: others,
    Form.GROUP: lambda others: [one for one in others if one is None or one.answer == "interested"],
}
_ENDINGS: Final[Mapping[Form, Callable[..., Ending | None]]] = {
    Form.PAIR: _ending,
    Form.GROUP: _of_group,
}
_KNOWS_OF_INTEREST: Final[Mapping[Form, Collection[StateName]]] = {
    Form.PAIR: TEMPLATES,
    # the one that is asked for its agreement alone
    Form.GROUP: frozenset[StateName]({"other_interested"}),
}
"""States in which a reader learns that all the others are interested."""


def _reply_of(side: InformedSide, life: Life) -> Reply | None:
    """Return the present answer; one from before a life was reopened does not count."""
    party = next((p for p in life.parties if p.side.organisation_id == side.organisation_id), None)
    reply = side.reply
    if reply is None or side.answered_at is None:
        return _of_life(party)
    if life.reopened_at is not None and side.answered_at <= life.reopened_at:
        return _of_life(party)
    later = party is not None and party.answered_at and party.answered_at > side.answered_at
    return _of_life(party) if later else reply


def _of_life(party: Party | None) -> Reply | None:
    return None if party is None else reply_in(party)
