"""Read what notifications stores of a person in Postgres."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from boucle.contract.persons import PersonKey
from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.persons.texts import FoundText, Hashes, find_texts
from boucle.platform.db import Session

_MAILS: Final = """
select mail_id, step, introduction_id, meeting_id, organisation_id, state, created_at, sent_at
from mail where contact_id = any($1) or person = $2 order by created_at, mail_id
"""
# Mails to a person erased since may have been answered by a colleague.
_ANSWERS: Final = """
select distinct side.introduction_id, side.organisation_id, side.answer, side.consent,
       side.reason, side.comment, side.contract_until, side.answered_at
from introduction_side as side join mail using (introduction_id, organisation_id)
where side.answered_at is not null and mail.contact_id is not null
  and (mail.contact_id = any($1) or mail.person = $2)
order by side.answered_at, side.introduction_id
"""
_INVITATIONS: Final = """
select distinct invitee.meeting_id, invitee.organisation_id, invitee.answer,
       invitee.answered_at, invitee.attended
from invitee join mail using (meeting_id, organisation_id)
where mail.contact_id is not null and (mail.contact_id = any($1) or mail.person = $2)
order by meeting_id, organisation_id
"""
_PREFERENCES: Final = """
select contact_id, language, rhythm, "off", quiet_from, quiet_to, paused_until, stopped, updated_at
from preference where contact_id = any($1) order by contact_id
"""
_STOPPED: Final = "select stopped_at from stopped_person where person = $1"


@dataclass(frozen=True, slots=True)
class PersonRows:
    """Rows by column name. ``answers`` are those of companies whose mails the person read;
    ``stopped_at`` is when the person stopped all mail."""

    mails: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    invitations: list[dict[str, Any]]
    preferences: list[dict[str, Any]]
    texts: list[FoundText]
    stopped_at: datetime | None


async def stored_of(
    session: Session, address: str, contacts: Collection[ContactAnswer], key: PersonKey
) -> PersonRows:
    person = key.of_address(address)
    mentions = [key.of_mentions(one.name, one.phone) for one in contacts]
    hashes = Hashes(person, frozenset[str]().union(*mentions), None)
    ids = [one.contact_id for one in contacts]

    async def rows(statement: str, *parameters: object) -> list[dict[str, Any]]:
        return [dict(row) for row in await session.fetch(statement, *parameters)]

    return PersonRows(
        mails=await rows(_MAILS, ids, person),
        answers=await rows(_ANSWERS, ids, person),
        invitations=await rows(_INVITATIONS, ids, person),
        preferences=await rows(_PREFERENCES, ids),
        texts=await find_texts(session, key, hashes),
        stopped_at=await session.fetchval(_STOPPED, person),
    )
