"""Store the mails of sandboxes for those who try them; they are never sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.platform.db import Database, ReadSession

KEPT_FOR: Final = timedelta(days=30)

# A sender that takes over from a dead one stores it once.
STORE = """
with forgotten as (delete from sandbox_mail where sandbox = $2 and at < $5)
insert into sandbox_mail (mail_id, sandbox, content, at) values ($1, $2, $3, $4)
on conflict do nothing
"""

OF_SANDBOX = """
select sandbox_mail.*, mail.step, mail.organisation_id from sandbox_mail join mail using (mail_id)
where sandbox = $1 and (at, mail_id) > ($2, $3) and at >= $4
order by at, mail_id limit $5
"""


@dataclass(frozen=True, slots=True)
class SandboxMail:
    mail_id: UUID
    step: str
    organisation_id: UUID
    content: bytes
    at: datetime


async def store(
    database: Database, mail: UUID, sandbox: str, content: bytes, now: datetime
) -> None:
    await database.execute(STORE, mail, sandbox, content, now, now - KEPT_FOR)


async def page(
    session: ReadSession,
    sandbox: str,
    after: tuple[object, UUID],
    since: object,
    limit: int,
) -> Sequence[SandboxMail]:
    rows = await session.fetch(OF_SANDBOX, sandbox, *after, since, limit)
    names = SandboxMail.__dataclass_fields__
    return [SandboxMail(**{name: row[name] for name in names}) for row in rows]
