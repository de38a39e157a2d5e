"""Decide who is written to, when, and at which step. Pure: reads no clock, no table.

A life moves; what its new value requires is derived from the value itself, not from the name of the
event, so a step that was missed (a dead letter replayed late) is caught by the next one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal, Protocol, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from boucle.contract.events.matching import Life
from boucle.contract.kinds import Form, form_of
from boucle.contract.kinds.members import staying
from boucle.notifications.lives import groups
from boucle.notifications.preferences.decisions import NOTHING_CHOSEN, Preferences
from boucle.platform.delivery.retries import RetryPolicy

Step = Literal[
    "introduction",
    "reminder",
    "last_reminder",
    "handover",
    "consent_request",
    "disclosure",
    "carrier_named",
    "member_left",
    "at_risk",
    "group_over",
    "contact_left",
    "question_answered",
    "meeting",
    "meeting_update",
    "meeting_cancel",
    "follow_up",
]
"""``handover`` tells the animator about a company that answered neither mail nor reminders. From
``carrier_named`` to ``group_over`` are a group's changes (``groups``). ``contact_left``: the
contact of a company, known to the others, was erased."""

REMINDERS: Final = frozenset[Step]({"reminder", "last_reminder"})
UNLESS_ANSWERED: Final = REMINDERS | {"handover"}
"""Steps that an answer makes pointless."""
FIRST: Final[frozenset[Step]] = frozenset({"introduction", "meeting"})
"""Steps that begin a thread; all others follow the mails before them about the same."""
OF_A_GROUP: Final = frozenset[Step]({"carrier_named", "member_left", "at_risk", "group_over"})
"""Steps about what becomes of a group."""
NAMING: Final = frozenset[Step]({"disclosure", "contact_left"})
"""Steps that say who the others are."""
LASTING: Final = OF_A_GROUP | NAMING
"""Steps about what is under way or over: a withdrawal does not stop them."""
NEVER_WITHDRAWN: Final = LASTING | {"question_answered"}
SETTLING: Final = timedelta(seconds=2)
"""Delay of mails for what a person qualified: an immediate follow-up by the same person (it runs
already, it has ended) is read first, and no mail leaves. What the policy qualifies leaves at once.
It is no promise: a life read later than this may find a mail gone."""
PASSING_ON: Final = timedelta(seconds=31)
"""Delay of a passed-on mail: by then every process asks registry again, and knows the new contact
(``directory.client.KEPT_FOR``)."""
RECKONED_WITHIN: Final = timedelta(minutes=10)
"""What a group brings without those who left is reckoned within seconds: names wait so long."""
ASK_AGAIN: Final = timedelta(seconds=1)
"""How long such a mail is put off each time."""
GIVE_UP_AFTER: Final = timedelta(days=3)
NO_CONTACT_RETRY: Final = timedelta(hours=1)
NO_CONTACT_GIVE_UP: Final = timedelta(days=30)

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "https://boucle.example/notifications")
_RETRIES: Final = RetryPolicy(
    [timedelta(seconds=wait) for wait in (5, 30, 120, 600, 1800, 3600)], endless=True
)
_OVERTAKEN: Final = frozenset(
    {"detected", "studying", "running", "stopped", "refused", "already_done", "contract_until"}
)


def introduction_id(event_id: UUID) -> UUID:
    return uuid5(_NAMESPACE, f"introduction/{event_id}")


def mail_id(event_id: UUID, step: Step, organisation: UUID) -> UUID:
    """Return one id per event, step and company, so that a redelivered event finds its row."""
    return uuid5(_NAMESPACE, f"mail/{event_id}/{step}/{organisation}")


def passed_on_id(mail: UUID) -> UUID:
    """Return the one id of a passed-on mail, however often its reader passes it on."""
    return uuid5(_NAMESPACE, f"mail/{mail}/passed_on")


def message_id(
    event_id: UUID, step: Step, contact: UUID, domain: str, digest: UUID | None = None
) -> str:
    """Return the Message-ID: the same at every attempt, so that a receiver may drop a copy; a
    digest keeps it also when it holds fewer mails."""
    of = f"digest/{digest}" if digest is not None else f"message/{event_id}/{step}"
    return f"<{uuid5(_NAMESPACE, f'{of}/{contact}')}@{domain}>"


def sign_in_message_id(sign_in: UUID, domain: str) -> str:
    """Return the Message-ID of a mail by which somebody signs in."""
    return f"<{uuid5(_NAMESPACE, f'sign_in/{sign_in}')}@{domain}>"


def morning_message_id(reader: UUID, day: date, domain: str) -> str:
    """Return the Message-ID of one morning's mail to an animator."""
    return f"<{digest_id(f'morning/{reader}', day)}@{domain}>"


def digest_id(subject: UUID | str, day: date) -> UUID:
    """Return the id of one day's mail to a company (by id), or to the animators of a territory (by
    code)."""
    return uuid5(_NAMESPACE, f"digest/{subject}/{day}")


def companies(life: Life) -> tuple[UUID, ...]:
    """Return the companies of a life, each once, in the order of its sides."""
    return tuple(dict.fromkeys(party.side.organisation_id for party in life.parties))


def staying_companies(life: Life) -> tuple[UUID, ...]:
    """Return the same without those that left a group."""
    return tuple(dict.fromkeys(party.side.organisation_id for party in staying(life)))


def calls_for_introduction(before: Life | None, life: Life, *, introduced: bool) -> bool:
    """Return True once per qualification; ``introduced``: its last introduction was not
    withdrawn."""
    if life.state != "qualified" or len(companies(life)) < 2:
        return False
    return not introduced or (before is not None and before.qualified_at != life.qualified_at)


def written_to(life: Life) -> tuple[UUID, ...]:
    """Return who may have a mail of introduction by now: all, or the first alone until it
    agrees."""
    first = life.asked_first
    if first is None or first not in companies(life) or _agreed(life):
        return staying_companies(life)
    return (first,)


def newly_asked(before: Life | None, life: Life) -> tuple[UUID, ...]:
    """Return who is written to because the first one agrees now, each once. A company that already
    answered needs no introduction."""
    if life.asked_first is None or not _agreed(life) or (before is not None and _agreed(before)):
        return ()
    others = (party for party in life.parties if party.side.organisation_id != life.asked_first)
    pending = (party.side.organisation_id for party in others if party.standing == "pending")
    return tuple(dict.fromkeys(pending))


def _agreed(life: Life) -> bool:
    """Tell whether the company asked first is interested, or more, and nobody declined."""
    return life.state in ("qualified", "introduced") and any(
        party.side.organisation_id == life.asked_first
        and party.standing in ("interested", "consented")
        for party in life.parties
    )


def unanswered(life: Life, company: UUID) -> bool:
    """Tell whether a reminder has a point: it is not over, and the company did not answer."""
    return not overtaken(life) and any(
        party.side.organisation_id == company and party.standing == "pending"
        for party in life.parties
    )


def overtaken(life: Life) -> bool:
    """Tell whether a waiting mail of introduction would be about something over."""
    return life.state in _OVERTAKEN


def consent_requests(life: Life) -> tuple[UUID, ...]:
    """Return who is asked, once, whether the others may have their contact. All who are waited for
    are interested, and it is not over."""
    waited_for = groups.waited_for(life)
    standings = {party.standing for party in waited_for}
    if life.disclosed or not standings <= {"interested", "consented"} or groups.is_over(life):
        return ()
    asked = (p.side.organisation_id for p in waited_for if p.standing == "interested")
    return tuple(dict.fromkeys(asked))


def disclosures(life: Life) -> tuple[UUID, ...]:
    """Return who receives the others' names: all who stay, once matching says ``disclosed``."""
    return staying_companies(life) if life.disclosed and len(staying_companies(life)) > 1 else ()


def named_to(life: Life, company: UUID) -> tuple[UUID, ...]:
    """Return whose names a company receives, or received, and who knows it."""
    named = disclosures(life)
    own = (one for one in life.parties if one.side.organisation_id == company)
    apart = {company}.union(*(one.apart_from for one in own))
    return tuple(one for one in named if one not in apart) if company in named else ()


News = Iterator[tuple[Step, tuple[UUID, ...]]]


def news(before: Life | None, life: Life) -> News:
    """Return what became of a synergy since ``before``, beyond its steps, and who learns of it."""
    return iter(()) if before is None else _NEWS[form_of(life)](before, life)


def _no_news(_before: Life, _life: Life) -> News:
    return iter(())


def _group_news(before: Life, life: Life) -> News:
    """Return what became of a group since ``before``, and who learns of it. Until members know each
    other, those who said yes and wait learn only that it is over (a mail for each that leaves would
    count them); then all who stay learn everything. What the names let them read is no news of its
    own."""
    if groups.is_over(before):
        return
    if groups.is_over(life):
        yield "group_over", groups.waiting(life)
        return
    if not life.disclosed:
        return
    if before.disclosed and groups.leavers_since(before, life):
        yield "member_left", groups.waiting(life)
    if groups.worsened(before, life):
        yield "at_risk", staying_companies(life)
    if before.disclosed and life.carrier is not None and life.carrier != before.carrier:
        yield "carrier_named", staying_companies(life)


_NEWS: Final[Mapping[Form, Callable[[Life, Life], News]]] = {
    Form.PAIR: _no_news,
    Form.GROUP: _group_news,
}


class Reachable(Protocol):
    @property
    def contact_id(self) -> UUID: ...


C = TypeVar("C", bound=Reachable)


def choose_contact(
    contacts: Sequence[C], chosen: Preferences, step: Step, pinned: UUID | None
) -> C | None:
    """Return the reader: the one chosen at the first attempt while still there, else the first who
    wants mails of this step."""
    open_to_mail = [
        contact
        for contact in contacts
        if chosen.get(contact.contact_id, NOTHING_CHOSEN).wants(step)
    ]
    for contact in open_to_mail:
        if contact.contact_id == pinned:
            return contact
    if step in REMINDERS and any(contact.contact_id == pinned for contact in contacts):
        return None  # a reminder goes to the contact who was introduced, or to nobody
    return open_to_mail[0] if open_to_mail else None


def retry_at(now: datetime, attempts: int, created_at: datetime) -> datetime | None:
    """Return when to try again after a temporary refusal; ``None``: it has been long enough.
    ``attempts`` counts from 1 for the one that just failed."""
    wait = _RETRIES.wait_after(attempts)
    return None if wait is None or now - created_at >= GIVE_UP_AFTER else now + wait


def retry_after(attempts: int) -> timedelta:
    """Return how long a mail waits that holds nobody up, and that registry ends."""
    return _RETRIES.wait_after(attempts) or GIVE_UP_AFTER
