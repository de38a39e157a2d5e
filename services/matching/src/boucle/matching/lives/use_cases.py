"""Changing a life: load it with its lock, decide, save with history and outbox; one transaction.

The caller owns the transaction. Errors of ``commands`` and ``transitions`` pass through.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction, IntroductionParty
from boucle.matching import declared
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.stored_inputs import encoded_inputs
from boucle.matching.declared import DeclaredFlow
from boucle.matching.groups import stale as stale_markets
from boucle.matching.groups.decisions import acting_on, proposes
from boucle.matching.lives import store
from boucle.matching.lives.commands import (
    Answer,
    AnswerGiven,
    Command,
    Introduce,
    Opening,
    Qualify,
    Reopen,
    Run,
)
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.doubts import ensure_possible
from boucle.matching.lives.kinds import LIVES, group, kind_of
from boucle.matching.lives.opening import opened, with_figures
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.runs import ensure_apart
from boucle.matching.lives.scored import scored_for_life
from boucle.matching.lives.store import StoredLife
from boucle.matching.lives.transitions import Who
from boucle.platform.db import WriteSession
from boucle.platform.errors import NotFound, not_found

DUE_AT_ONCE = 100


class UnknownSynergy(NotFound):
    """No life has this id, and no list holds a pair of it (any more)."""

    def __init__(self, synergy_id: UUID) -> None:
        super().__init__(not_found("synergy", synergy_id).detail)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who moves a life: in which quality, and which principal (or part of the system)."""

    who: Who
    id: str = ""

    def __str__(self) -> str:
        return f"{self.who}:{self.id}" if self.id else self.who


Commands = Callable[[Life], Sequence[Command]]
"""The commands to give, known only once the life is locked and read."""


def always(command: Command) -> Commands:
    return lambda _life: [command]


async def move(
    session: WriteSession, synergy_id: UUID, commands: Commands, *, actor: Actor, now: datetime
) -> StoredLife:
    """Give a life these commands; what changes nothing writes nothing.

    Raises UnknownSynergy, and ``Faulty`` on more agreed than there can be, or on days
    of the group that it grew from.
    """
    kept, before = await _locked(session, synergy_id, now)
    stale = False
    for command in commands(kept.life):
        decision = decide(kept.life, command, who=actor.who, now=now)
        if decision.event is None:
            continue
        version = kept.version + 1
        after = decision.life
        stale |= acting_on(after) != acting_on(kept.life) or proposes(after)
        if isinstance(command, Qualify):
            after = await kind_of(after).previewed(session, after, kept.inputs)
        if isinstance(command, Run):
            ensure_apart(after, await kind_of(after).in_its_place(session, kept.life))
            ensure_possible(after, await kind_of(after).most_agreed(session, kept.life))
            # Only now: what ran before keeps its figures.
            agreed = StoredLife(after, kept.version, kept.inputs)
            kept = await kind_of(after).refreshed(session, agreed, agrees=True)
            after = kept.life
        saved = await store.save_step(
            session,
            after,
            kept.inputs,
            before=before,
            version=version,
            event=decision.event,
            actor=str(actor),
            now=now,
        )
        if saved is None:
            # Only a first step can lose: somebody wrote the row since we found none. It is there.
            return await move(session, synergy_id, commands, actor=actor, now=now)
        before = saved
        kept = StoredLife(before, version, kept.inputs)
    if stale:
        # What people did with a group changes what else is found in its market.
        await stale_markets.mark_stale_of(session, [synergy_id])
    return kept


async def qualified(session: WriteSession, synergy_id: UUID, now: datetime) -> Life:
    """The life as it would be once an animator qualified it now; nothing is written.

    Raises what qualifying it would.
    """
    kept = await store.life(session, synergy_id)
    kept, _ = await _as_of_now(session, synergy_id, kept, now)
    if kept.life.state == "qualified":
        return kept.life
    decision = decide(kept.life, Qualify(), who="animator", now=now)
    return await kind_of(decision.life).previewed(session, decision.life, kept.inputs)


async def _locked(
    session: WriteSession, synergy_id: UUID, now: datetime
) -> tuple[StoredLife, Life | None]:
    """The life, with the figures of now; version 0 where it has none. And as its row has it."""
    return await _as_of_now(session, synergy_id, await store.lock_life(session, synergy_id), now)


async def _as_of_now(
    session: WriteSession, synergy_id: UUID, kept: StoredLife | None, now: datetime
) -> tuple[StoredLife, Life | None]:
    if kept is not None:
        return await kind_of(kept.life).refreshed(session, kept), kept.life
    for kind in LIVES.values():
        begun = await kind.begun(session, synergy_id, now)
        if begun is not None:
            return begun, None
    raise UnknownSynergy(synergy_id)


async def open_by_people(
    session: WriteSession, opening: Opening, *, actor: Actor, now: datetime
) -> tuple[StoredLife, bool]:
    """The life of a synergy that people found, and whether it is new.

    The id decides: what has a life already keeps it. A candidate of the same id gives its figures
    to the life.
    """
    kept = await store.lock_life(session, opening.synergy_id)
    if kept is not None:
        return kept, False
    decision = opened(opening, now)
    life, inputs = decision.life, None
    pair = await scored_for_life(session, opening.synergy_id, life)
    if pair is not None:
        life, inputs = with_figures(life, pair.synergy), encoded_inputs(pair.inputs, rules())
    event = decision.event or "life.opened.v1"
    written = await store.open_life(session, life, inputs, now=now, event=event, actor=str(actor))
    if written is not None:
        return StoredLife(written, 1, inputs), True
    return await open_by_people(session, opening, actor=actor, now=now)


async def answer(
    session: WriteSession, synergy_id: UUID, given: Answer, *, actor: Actor, now: datetime
) -> StoredLife:
    """Record a party's answer, with the present value of what a refusal refuses."""
    flows = await flows_of(session, synergy_id)
    versions = await group.versions(session, synergy_id)
    return await move(
        session,
        synergy_id,
        lambda life: [kind_of(life).leaving(life, _asked_for(life, given, flows, versions))],
        actor=actor,
        now=now,
    )


async def follow_introduction(
    session: WriteSession, introduction: Introduction, *, at: datetime, now: datetime
) -> StoredLife:
    """Bring a life to what an introduction says; idempotent, and in any order.

    ``at``: the event's time, where a party's own is missing.
    """
    answers = [
        answer_of(party, at=at) for party in introduction.parties if party.answer is not None
    ]
    # What a refusal refuses is read from the other side's flow.
    flows = await flows_of(session, introduction.synergy_id) if answers else {}
    versions = await group.versions(session, introduction.synergy_id) if answers else {}
    sent = {one.organisation_id: one.sent_at for one in introduction.parties if one.sent_at}

    def commands(life: Life) -> list[Command]:
        return [
            Introduce(sent_at=min(sent.values(), default=at), written_to=sent),
            *(_asked_for(life, one, flows, versions) for one in answers),
        ]

    actor = Actor("introduction", str(introduction.introduction_id))
    return await move(session, introduction.synergy_id, commands, actor=actor, now=now)


def answer_of(party: IntroductionParty, *, at: datetime) -> Answer:
    """What a company answered on its page, as a command."""
    said: AnswerGiven = party.answer or "interested"
    if party.contract_until is not None:
        said = "contract_until"
    elif said == "interested" and party.consent:
        said = "consented"
    return Answer(
        organisation_id=party.organisation_id,
        given=said,
        at=party.answered_at or at,
        reason=party.reason,
        contract_until=party.contract_until,
    )


async def reopen_due(session: WriteSession, *, now: datetime) -> int:
    """Reopen lives whose contract ended by today (UTC), a batch at most; returns how many."""
    due = await store.lock_due(session, now.date(), DUE_AT_ONCE)
    for synergy_id in due:
        await move(session, synergy_id, always(Reopen()), actor=Actor("clock"), now=now)
    return len(due)


async def flows_of(session: WriteSession, synergy_id: UUID) -> dict[UUID, DeclaredFlow]:
    """The flows behind a synergy's sides, as last declared."""
    kept = await store.life(session, synergy_id)
    if kept is not None:
        flows = [party.side.flow_id for party in kept.life.parties]
    else:
        held = (await candidates.candidates(session, [synergy_id])).get(synergy_id)
        flows = [] if held is None else [held.offer, held.need]
    return await declared.flows(session, [flow_id for flow_id in flows if flow_id is not None])


def _asked_for(
    life: Life,
    given: Answer,
    flows: Mapping[UUID, DeclaredFlow],
    versions: Mapping[UUID, int],
) -> Answer:
    """An answer, with what a refusal refuses."""
    return kind_of(life).refused(life, given, flows, versions)
