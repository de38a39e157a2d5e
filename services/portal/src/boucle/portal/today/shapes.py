"""What the API answers of those who wait for an animator, as far as the page shows it."""

from datetime import datetime

import msgspec


class ProposedContact(msgspec.Struct, frozen=True):
    proposal_id: str
    organisation_id: str
    organisation_name: str
    name: str
    email: str


class ProposedContacts(msgspec.Struct, frozen=True):
    items: tuple[ProposedContact, ...]
    next: str | None = None


class JoinRequestLine(msgspec.Struct, frozen=True):
    request_id: str
    name: str
    into: str
    into_name: str
    siren: str | None = None


class JoinRequestLines(msgspec.Struct, frozen=True):
    items: tuple[JoinRequestLine, ...]
    next: str | None = None


class OpenQuestion(msgspec.Struct, frozen=True):
    question_id: str
    synergy_id: str
    organisation_id: str
    text: str


class OpenQuestions(msgspec.Struct, frozen=True):
    items: tuple[OpenQuestion, ...]


class LeavingMail(msgspec.Struct, frozen=True):
    step: str
    sent_at: datetime | None = None


class WrittenParty(msgspec.Struct, frozen=True):
    """``organisation_id``: None where it is masked."""

    mails: tuple[LeavingMail, ...]
    organisation_id: str | None = None


class ShownIntroduction(msgspec.Struct, frozen=True):
    synergy_id: str
    parties: tuple[WrittenParty, ...]


class ShownIntroductions(msgspec.Struct, frozen=True):
    items: tuple[ShownIntroduction, ...]


class Warned(msgspec.Struct, frozen=True):
    message: str
    message_fr: str | None = None


class WatchedTerritory(msgspec.Struct, frozen=True):
    name: str
    warnings: tuple[Warned, ...] = ()
