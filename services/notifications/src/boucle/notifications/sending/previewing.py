"""Decide which letter of a synergy a company is shown to read next, and what delays it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.mails import plan
from boucle.notifications.mails.plan import Step
from boucle.notifications.mails.store import Mail
from boucle.notifications.previews.shown import ChosenLetter, Delay
from boucle.notifications.sending.batch import MailBatch, territory_of
from boucle.notifications.sending.messages import Outgoing

_WAITING: Final = frozenset({"held", "kept", "due", "sending"})
_REMINDED: Final[dict[Step, Step]] = {"introduction": "reminder", "reminder": "last_reminder"}
"""What follows a letter that its company does not answer."""


def as_new(synergy_id: UUID, step: Step, company: UUID, now: datetime) -> Mail:
    """Return a mail that nobody requested."""
    return Mail(
        mail_id=synergy_id,
        event_id=synergy_id,
        step=step,
        introduction_id=synergy_id,
        meeting_id=None,
        organisation_id=company,
        contact_id=None,
        digest_id=None,
        state="due",
        due_at=now,
        attempts=0,
        reason=None,
        created_at=now,
        sent_at=None,
    )


def chosen(
    life: Life, written: Sequence[Mail], company: UUID, now: datetime
) -> ChosenLetter | None:
    """Return what waits, else the reminder that would follow, else what left last. ``written`` are
    the company's mails of this introduction, oldest first. None: the company left."""
    if company not in plan.staying_companies(life):
        return None
    apart = ("handover", "question_answered")
    mails = [one for one in written if one.step not in apart and one.state != "withdrawn"]
    waiting = [one for one in mails if one.state in _WAITING]
    if waiting:
        return ChosenLetter(waiting[0], "waiting")
    if not mails:
        return ChosenLetter(as_new(life.synergy_id, "introduction", company, now), "next")
    last = mails[-1]
    follows = _REMINDED.get(last.step)
    if follows is not None and last.state != "failed" and plan.unanswered(life, company):
        new = as_new(life.synergy_id, follows, company, now)
        of = replace(new, introduction_id=last.introduction_id, contact_id=last.contact_id)
        return ChosenLetter(of, "next")
    return ChosenLetter(last, "failed" if last.state == "failed" else "sent")


def delays(
    one: ChosenLetter,
    batch: MailBatch,
    now: datetime,
    resting: datetime | None,
    *,
    to_review: bool,
) -> tuple[Delay, ...]:
    """Return what would hold it back, now. ``resting``: until when its companies do.
    ``to_review``: animators read its introduction first."""
    if one.state in ("sent", "failed"):
        return ()
    found, mail, life = list[Delay](), one.mail, batch.life(one.mail)
    sandbox = sandbox_of(territory_of(life, mail.organisation_id))
    if mail.step == "introduction" and mail.organisation_id not in plan.written_to(life):
        found.append(Delay("asked_later"))
    contact = batch.choose(mail)
    if contact is None:
        found.append(Delay("stopped" if batch.has_contacts(mail) else "no_contact"))
    if to_review and mail.step == "introduction" and mail.state in ("held", "due"):
        found.append(Delay("to_review"))
    elif mail.state == "kept":
        found.append(Delay("kept"))
    elif mail.state == "held" and mail.digest_id is None:
        found.append(Delay("resting" if resting else "held", resting))
    elif resting is not None and resting > now:
        found.append(Delay("resting", resting))
    elif later := Outgoing((mail,), contact).put_off(batch, now):
        found.append(Delay(later.reason, later.at))
    if sandbox:
        found.append(Delay("sandbox"))
    return tuple(found)
