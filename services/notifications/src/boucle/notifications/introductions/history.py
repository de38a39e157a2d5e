"""Read what companies received lately, from which rate limits decide."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from boucle.notifications.introductions import rate_limits
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.rate_limits import Candidate, MailHistory
from boucle.notifications.mails import digests, plan
from boucle.notifications.mails import store as mails
from boucle.notifications.preferences.days import day_of
from boucle.platform.db import WriteSession

S = TypeVar("S", bound=UUID | str)


async def mail_history(
    session: WriteSession,
    candidates: Sequence[Candidate],
    others: Mapping[UUID, int],
    now: datetime,
    opened: AbstractSet[UUID] = frozenset(),
) -> MailHistory:
    """Read the history; ``others`` are mails to each company that leave in any case, ``opened`` the
    companies whose digest of this morning is made in this transaction."""
    companies = {company for one in candidates for company in one.organisations}
    had = await mails.recent(session, companies, now - rate_limits.WEEK, now)  # locks the companies
    return MailHistory(
        mails=Counter(had.mails) + Counter(others),
        introduced=await introductions.introduced(session, companies, now - rate_limits.PAIR_REST),
        had_today=had.had_today,
        closed=await closed(session, companies, now) - opened,
        gathered=had.gathered,
        opened=opened,
    )


async def closed(session: WriteSession, subjects: Collection[S], now: datetime) -> frozenset[S]:
    ids = {plan.digest_id(one, day_of(now)): one for one in subjects}
    return frozenset(ids[one] for one in await digests.existing(session, list(ids)))
