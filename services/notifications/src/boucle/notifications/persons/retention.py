"""Delete what people wrote after its retention, a batch at a time.

Mails of sandboxes stay 30 days; changes and what webhooks were sent stay for ``feed_days``, by jobs
of their own.
"""

from datetime import timedelta
from typing import Final

from boucle.notifications.mails.sandboxed import KEPT_FOR
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 1000
_EVERY_S: Final = 3600.0

# No event carries any of it: versions stay.
_COMMENTS: Final = """
with old as (
    select introduction_id, organisation_id from introduction_side
    where comment <> '' and answered_at < $1 limit $2
), forgotten as (
    update introduction_side as side set comment = '' from old
    where side.introduction_id = old.introduction_id
      and side.organisation_id = old.organisation_id
    returning 1
)
select count(*) from forgotten
"""
_NOTES: Final = """
with old as (
    select synergy_id, organisation_id from letter_note where updated_at < $1 limit $2
), forgotten as (
    delete from letter_note as note using old
    where note.synergy_id = old.synergy_id and note.organisation_id = old.organisation_id
    returning 1
)
select count(*) from forgotten
"""
_QUESTIONS: Final = """
with old as (
    select question_id from question where coalesce(answered_at, asked_at) < $1 limit $2
), forgotten as (
    delete from question where question_id in (select question_id from old) returning 1
)
select count(*) from forgotten
"""
_LEADS: Final = """
with old as (
    select lead_id from lead where captured_at < $1 limit $2
), forgotten as (
    delete from lead where lead_id in (select lead_id from old) returning 1
)
select count(*) from forgotten
"""
_HOSTS: Final = """
with old as (
    select meeting_id from meeting
    where ends_at < $1 and coalesce(host_name, host_phone, agenda, cancel_reason) is not null
    limit $2
), forgotten as (
    update meeting set host_name = null, host_phone = null, agenda = null, cancel_reason = null
    from old where meeting.meeting_id = old.meeting_id
    returning 1
)
select count(*) from forgotten
"""
_SANDBOX_MAILS: Final = """
with old as (
    select mail_id from sandbox_mail where at < $1 limit $2
), forgotten as (
    delete from sandbox_mail where mail_id in (select mail_id from old) returning 1
)
select count(*) from forgotten
"""


# Who animates no more; who stopped these mails stays so.
_MORNINGS: Final = """
with old as (
    select reader from morning_mail where stopped_at is null and covered_to < $1 limit $2
), forgotten as (
    delete from morning_mail where reader in (select reader from old) returning 1
)
select count(*) from forgotten
"""


def forgetting(database: Database, clock: Clock, days: int) -> Periodic:
    async def forget() -> int:
        now = clock()
        before = now - timedelta(days=days)
        due = (
            (_COMMENTS, before),
            (_NOTES, before),
            (_QUESTIONS, before),
            (_LEADS, before),
            (_HOSTS, before),
            (_MORNINGS, before),
            (_SANDBOX_MAILS, now - KEPT_FOR),
        )
        async with database.write() as session:
            counts = [await session.fetchval(one, moment, _AT_ONCE) for one, moment in due]
        return sum(counts)

    return Periodic("person_retention", _EVERY_S, forget)
