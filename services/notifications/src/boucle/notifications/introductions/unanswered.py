"""Find companies that were introduced and did not answer yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.introductions.reminders import (
    FIRST,
    FORGOTTEN,
    HANDED_OVER,
    LAST,
    Unanswered,
)
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan
from boucle.platform.db import WriteSession

# A step may be due for these, a day early at most. Of a synergy, the newest introduction counts.
SILENT = """
select s.introduction_id, i.event_id, s.organisation_id, s.territory, written.contact_id, s.sent_at,
       i.score, done.reminded_at, done.last_reminded_at,
       life.synergy_id, life.entity_version, life.body
from introduction_side s
join introduction i using (introduction_id)
join life using (synergy_id)
cross join lateral (
    select contact_id from mail
    where introduction_id = s.introduction_id and organisation_id = s.organisation_id
      and step = 'introduction' and state = 'sent'
    order by created_at desc limit 1
) as written
cross join lateral (
    select max(created_at) filter (where step = 'reminder') as reminded_at,
           max(created_at) filter (where step = 'last_reminder') as last_reminded_at,
           count(*) filter (where step = 'handover') as handed_over
    from mail where introduction_id = s.introduction_id and organisation_id = s.organisation_id
) as done
where s.sent_at is not null and s.answered_at is null and s.sent_at > $1 and s.sent_at < $2
  and i.state in ('sent', 'answered') and life.state in ('qualified', 'introduced', 'interested')
  and done.handed_over = 0
  and (done.reminded_at is null or s.sent_at < $3)
  and (done.last_reminded_at is null or s.sent_at < $4)
  and not exists (select from introduction newer where newer.synergy_id = i.synergy_id
                  and newer.created_at > i.created_at)
order by s.introduction_id, s.organisation_id
"""
_EARLY = timedelta(days=1)


async def find(session: WriteSession, now: datetime) -> Sequence[Unanswered]:
    """Search real territories only: a sandbox has nobody to remind."""
    steps = (FIRST, LAST, HANDED_OVER)
    rows = await session.fetch(
        SILENT,
        now - timedelta(days=FORGOTTEN),
        *(now - timedelta(days=days) + _EARLY for days in steps),
    )
    about = lives.decoded(rows)
    names = Unanswered.__slots__
    return [
        Unanswered(**{name: row[name] for name in names})
        for row in rows
        if not sandbox_of(row["territory"])
        and plan.unanswered(about[row["synergy_id"]].life, UUID(str(row["organisation_id"])))
    ]
