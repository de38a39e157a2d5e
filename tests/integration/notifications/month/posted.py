"""The rows behind the mails that left: one, or those of a digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from boucle.notifications.mails.plan import message_id
from tests.integration.notifications.support import Office

_SELECT = """
select mail.mail_id, mail.event_id, mail.step, mail.organisation_id, mail.contact_id, mail.sent_at,
       mail.introduction_id, mail.meeting_id, mail.digest_id, introduction.synergy_id,
       coalesce(meeting.territory, side.territory) as territory
from mail left join introduction using (introduction_id) left join meeting using (meeting_id)
left join introduction_side side using (introduction_id, organisation_id)
where mail.sent_at is not null order by mail.created_at, mail.mail_id
"""
DOMAIN: Final = "boucle.example"
Row = Mapping[str, Any]


async def posted(office: Office) -> dict[str, Sequence[Row]]:
    """By Message-ID."""
    found = defaultdict[str, list[Row]](list)
    for row in await office.rows(_SELECT):
        if row["contact_id"] is None and row["step"] != "handover":
            continue  # its reader was erased since
        of = row["event_id"], row["step"], _reader(row), DOMAIN
        found[message_id(*of, row["digest_id"])].append(row)
    return dict(found)


def kind_of(rows: Sequence[Row]) -> str:
    """The step, or that it is a digest of several."""
    return rows[0]["step"] if len(rows) == 1 or rows[0]["step"] == "handover" else "digest"


def _reader(row: Row) -> UUID:
    if row["step"] == "handover":
        return uuid5(NAMESPACE_URL, f"https://boucle.example/animators/{row['territory']}")
    return UUID(str(row["contact_id"]))
