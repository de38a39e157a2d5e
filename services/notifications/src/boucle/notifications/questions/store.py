"""Store questions of companies to their animator, and the answers. No event carries them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID, uuid5

from boucle.notifications.mails import plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import NewMail
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.identity import Principal

QuestionState = Literal["open", "answered"]
MOST_OPEN: Final = 5
"""Questions of one company about one introduction that wait for an answer."""

_SELECT = """
select q.question_id, q.introduction_id, i.synergy_id, q.organisation_id, s.territory,
       q.text, q.asked_at, q.answer, q.answered_at, q.contact_id
from question q join introduction i using (introduction_id)
join introduction_side s using (introduction_id, organisation_id)
"""
_OWN = """
where ($1::text[] is null or s.territory = any($1))
  and ($2::uuid[] is null or q.organisation_id = any($2))
"""
_PAGE = f"""
{_SELECT}{_OWN} and ($3::text is null or ($3 = 'open') = (q.answered_at is null))
and (q.asked_at, q.question_id) > ($4, $5) and ($6::timestamptz is null or q.asked_at >= $6)
order by q.asked_at, q.question_id limit $7
"""
_ONE = f"{_SELECT}{_OWN} and q.question_id = $3 for update of q"
_OF_SIDE = f"""
{_SELECT} where q.introduction_id = $1 and q.organisation_id = $2 order by q.asked_at, q.question_id
"""
_LOCK = """
select synergy_id from introduction_side join introduction using (introduction_id)
where introduction_id = $1 and organisation_id = $2 for update of introduction_side
"""
_COUNT_OPEN = """
select count(*) from question
where introduction_id = $1 and organisation_id = $2 and answered_at is null and question_id <> $3
"""
_ADD = """
insert into question (question_id, introduction_id, organisation_id, contact_id, text, asked_at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
_ANSWER = """
update question set answer = $2, answered_at = $3, answered_by = $4 where question_id = $1
"""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """``contact_id``: who asked on a page; None where a company asked over the API."""

    question_id: UUID
    introduction_id: UUID
    synergy_id: UUID
    organisation_id: UUID
    territory: str
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    contact_id: UUID | None


async def page(
    session: ReadSession,
    principal: Principal,
    state: QuestionState | None,
    after: tuple[object, UUID],
    since: object,
    limit: int,
) -> Sequence[AskedQuestion]:
    rows = await session.fetch(_PAGE, *_own(principal), state, *after, since, limit)
    return [AskedQuestion(**row) for row in rows]


async def lock(session: WriteSession, principal: Principal, question: UUID) -> AskedQuestion | None:
    row = await session.fetchrow(_ONE, *_own(principal), question)
    return None if row is None else AskedQuestion(**row)


async def of_side(session: Session, introduction: UUID, company: UUID) -> Sequence[AskedQuestion]:
    return [AskedQuestion(**row) for row in await session.fetch(_OF_SIDE, introduction, company)]


async def ask(
    session: WriteSession,
    introduction: UUID,
    company: UUID,
    contact: UUID | None,
    text: str,
    now: datetime,
) -> UUID | None:
    """Return its id, the same for the same words. None: too many wait for an answer."""
    id_ = uuid5(introduction, f"{company}/{text}")
    driver = await session.driver()
    await driver.fetchval(_LOCK, introduction, company)
    if await driver.fetchval(_COUNT_OPEN, introduction, company, id_) >= MOST_OPEN:
        return None
    await driver.execute(_ADD, id_, introduction, company, contact, text, now)
    return id_


async def answer(
    session: WriteSession, question: AskedQuestion, text: str, by: str, now: datetime
) -> None:
    """Store the answer, and let a mail bring it to who asked."""
    driver = await session.driver()
    await driver.execute(_ANSWER, question.question_id, text, now, by)
    company, cause = question.organisation_id, question.question_id
    mail = NewMail(
        mail_id=plan.mail_id(cause, "question_answered", company),
        event_id=cause,
        step="question_answered",
        organisation_id=company,
        introduction_id=question.introduction_id,
        contact_id=question.contact_id,
    )
    await mails.add(session, [mail], now)


def _own(principal: Principal) -> tuple[Collection[str] | None, Collection[UUID] | None]:
    if principal.role == "operator":
        return None, None
    if principal.role == "animator":
        return list(principal.territories), None
    return None, list(principal.organisations)
