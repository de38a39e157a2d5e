"""Read what waits for the animators of some territories: only of companies there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final
from uuid import UUID

import asyncpg

from boucle.contract.events.matching import Life
from boucle.notifications.letters.words import PARIS
from boucle.notifications.lives import store as lives
from boucle.notifications.mornings.facts import MorningFact, MorningMatter
from boucle.notifications.preferences.days import day_of
from boucle.platform.db import ReadSession

_ANSWERS: Final = """
select i.synergy_id, s.organisation_id, s.answered_at as at,
       case when s.reason = 'wrong_data' then 'wrong_data' when s.consent then 'consented'
            else s.answer end as matter
from introduction_side s join introduction i using (introduction_id)
where s.territory = any($1) and s.answer is not null and s.answered_at > $2 and s.answered_at <= $3
"""
_QUESTIONS: Final = """
select i.synergy_id, q.organisation_id, q.question_id, q.asked_at as at, q.text
from question q join introduction i using (introduction_id)
join introduction_side s using (introduction_id, organisation_id)
where s.territory = any($1) and q.answered_at is null and q.asked_at <= $2
"""
# ``due_at`` of a mail that failed is the end of its last attempt's claim: it never lies before the
# failure. The handover is the animator's own; what was overtaken nobody misses.
_FAILED: Final = """
select distinct on (m.organisation_id, i.synergy_id, m.meeting_id)
       m.organisation_id, i.synergy_id, m.due_at as at, coalesce(m.reason, '') as reason
from mail m left join introduction i using (introduction_id)
left join introduction_side s using (introduction_id, organisation_id)
left join invitee v on v.meeting_id = m.meeting_id and v.organisation_id = m.organisation_id
where m.state = 'failed' and m.step <> 'handover' and m.reason <> 'overtaken'
  and coalesce(s.territory, v.territory) = any($1) and m.due_at > $2 and m.due_at <= $3
order by m.organisation_id, i.synergy_id, m.meeting_id, m.due_at desc
"""
_PLANNED: Final = """
select synergy_id, entity_version, body from life
where territories && $1 and position('"next_action"'::bytea in body) > 0
"""


@dataclass(frozen=True, slots=True)
class MorningSpan:
    """Whose morning: their territories, and what is new from after ``since`` to ``until``."""

    territories: Sequence[str]
    since: datetime
    until: datetime


async def read(session: ReadSession, span: MorningSpan) -> list[MorningFact]:
    found = [
        *await _answers(session, span),
        *await _questions(session, span),
        *await _failed(session, span),
        *await _overdue(session, span),
    ]
    known = await lives.read(session, {one.synergy_id for one in found if one.synergy_id})
    return [_with_family(one, {id_: it.life for id_, it in known.items()}) for one in found]


async def _answers(session: ReadSession, span: MorningSpan) -> Iterable[MorningFact]:
    rows = await session.fetch(_ANSWERS, list(span.territories), span.since, span.until)
    return [_fact(row["matter"], row, recent=True) for row in rows]


async def _questions(session: ReadSession, span: MorningSpan) -> Iterable[MorningFact]:
    rows = await session.fetch(_QUESTIONS, list(span.territories), span.until)
    return [
        replace(
            _fact("question", row, recent=row["at"] > span.since),
            question_id=row["question_id"],
            said=row["text"],
        )
        for row in rows
    ]


async def _failed(session: ReadSession, span: MorningSpan) -> Iterable[MorningFact]:
    rows = await session.fetch(_FAILED, list(span.territories), span.since, span.until)
    return [replace(_fact("failed", row, recent=True), said=row["reason"]) for row in rows]


async def _overdue(session: ReadSession, span: MorningSpan) -> Iterable[MorningFact]:
    rows = await session.fetch(_PLANNED, list(span.territories))
    planned = [_planned(one.life, span) for one in lives.decoded(rows).values()]
    return [one for one in planned if one is not None]


def _planned(life: Life, span: MorningSpan) -> MorningFact | None:
    due = life.next_action.due if life.next_action else None
    sides = [it.side for it in life.parties if it.side.territory in span.territories]
    if due is None or due > day_of(span.until) or not sides:
        return None
    return MorningFact(
        matter="overdue",
        companies=tuple(dict.fromkeys(one.organisation_id for one in sides)),
        at=datetime.combine(due, time(tzinfo=PARIS)),
        recent=due > day_of(span.since),
        synergy_id=life.synergy_id,
        due=due,
    )


def _fact(matter: MorningMatter, row: asyncpg.Record, *, recent: bool) -> MorningFact:
    return MorningFact(
        matter=matter,
        companies=(row["organisation_id"],),
        at=row["at"],
        recent=recent,
        synergy_id=row["synergy_id"],
    )


def _with_family(fact: MorningFact, known: dict[UUID, Life]) -> MorningFact:
    """Add what its company declared; of several companies, nothing."""
    life = known.get(fact.synergy_id) if fact.synergy_id else None
    if life is None or len(fact.companies) > 1:
        return fact
    sides = (one.side for one in life.parties if one.side.organisation_id in fact.companies)
    return replace(fact, family=next((one.family for one in sides), None))
