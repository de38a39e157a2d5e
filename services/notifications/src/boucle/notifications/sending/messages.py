"""Group mails into messages: a mail, or those of a digest to one contact. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.mails import plan
from boucle.notifications.mails.queue import Pinned
from boucle.notifications.mails.store import Mail
from boucle.notifications.preferences import decisions as preferences
from boucle.notifications.preferences.days import day_of, next_morning
from boucle.notifications.preferences.decisions import NOTHING_CHOSEN, Later
from boucle.notifications.sending.batch import MailBatch

MAY_HAVE_LEFT: Final = "taken_over"
"""It is sent again because its first sender died."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``contact`` is its reader; None where there is nobody."""

    mails: tuple[Mail, ...]
    contact: ContactAnswer | None

    @property
    def first(self) -> Mail:
        return self.mails[0]

    @property
    def contact_id(self) -> UUID | None:
        if self.contact is None or self.first.step == "handover":
            return None
        return self.contact.contact_id

    def without(self, gone: Collection[Mail]) -> "Outgoing":
        return replace(self, mails=tuple(one for one in self.mails if one not in gone))

    def put_off(self, batch: MailBatch, now: datetime) -> Later | None:
        """Return until when it waits; None: it leaves. What may have left already leaves again
        unchanged: its reader recognises the Message-ID."""
        one = self.first
        if any(each.reason == MAY_HAVE_LEFT for each in self.mails):
            return None
        if one.digest_id is not None:
            today = plan.digest_id(batch.subject(one), day_of(now))
            if one.digest_id != today:
                return Later(next_morning(now), True, "each_morning")
        elif one.second and not sandbox_of(batch.territory(one)):
            return Later(next_morning(now), True, "second_today")
        elif batch.awaits_figures(one, now):
            return Later(now + plan.ASK_AGAIN, False, "new_figures")
        if self.contact is None:
            return None
        chosen = batch.preferences.get(self.contact.contact_id, NOTHING_CHOSEN)
        return preferences.put_off(chosen, one.step, now, in_digest=one.digest_id is not None)


def messages_of(claimed: Sequence[Mail], contacts: Mapping[UUID, ContactAnswer]) -> list[Outgoing]:
    """Return messages in the order of their first mails; ``contacts`` is by mail."""
    found: dict[object, list[Mail]] = {}
    for one in claimed:
        contact = contacts.get(one.mail_id)
        alone = one.digest_id is None
        key = one.mail_id if alone else (one.digest_id, contact.contact_id if contact else None)
        found.setdefault(key, []).append(one)
    return [Outgoing(tuple(each), contacts.get(each[0].mail_id)) for each in found.values()]


def mails_of(messages: Iterable[Outgoing]) -> list[Mail]:
    return [one for message in messages for one in message.mails]


def pinned(claimed: Iterable[Mail], contacts: Mapping[UUID, ContactAnswer]) -> dict[UUID, Pinned]:
    """Return each mail's reader from now on; an animator may be another tomorrow."""
    return {
        one.mail_id: Pinned(it.contact_id, it.person)
        for one in claimed
        if (it := contacts.get(one.mail_id)) is not None and one.step != "handover"
    }
