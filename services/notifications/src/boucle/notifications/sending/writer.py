"""Writes each mail of a batch: its letter, its envelope, its calendar part. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.common.events.matching import Life
from boucle.notifications.directory import Company, Contact, Directory
from boucle.notifications.introductions.decisions import MeetingRecord
from boucle.notifications.letters import letter as letters
from boucle.notifications.letters.letter import Letter
from boucle.notifications.letters.masked import glimpse
from boucle.notifications.mails import plan
from boucle.notifications.mails.store import Mail
from boucle.notifications.sending import envelope as mail
from boucle.notifications.sending.links import ANSWERABLE_FOR, Links


@dataclass(frozen=True, slots=True)
class Batch:
    """What is needed to write some claimed mails.

    ``about``: lives by introduction; ``lives``: by synergy, those that meetings are about;
    ``contacts``: by mail; ``until``: the claim's.
    """

    about: Mapping[UUID, Life]
    lives: Mapping[UUID, Life]
    meetings: Mapping[UUID, MeetingRecord]
    directory: Directory
    contacts: Mapping[UUID, Contact]
    until: datetime

    def life(self, one: Mail) -> Life:
        if one.introduction_id is None:
            raise ValueError("a meeting's mail is about several lives")
        return self.about[one.introduction_id]


@dataclass(frozen=True, slots=True)
class Writer:
    """``sender``: the address mails leave from; its domain ends every Message-ID."""

    links: Links
    catalogue: Catalogue
    sender: str

    def write(self, one: Mail, contact: Contact, batch: Batch) -> bytes:
        """The mail as it leaves: the same at every attempt. Raises BadAddress."""
        company = batch.directory.organisations[one.organisation_id]
        if one.meeting_id is not None:
            return self._invitation(one, batch.meetings[one.meeting_id], company, contact, batch)
        life = batch.life(one)
        letter = self._letter(one, life, company, contact, batch)
        territory = territory_of(life, one.organisation_id)
        url = self.links.url("answer", one.mail_id, one.created_at + ANSWERABLE_FOR)
        return mail.compose(letter, self._envelope(one, contact, url, territory, batch))

    def _letter(
        self, one: Mail, life: Life, company: Company, contact: Contact, batch: Batch
    ) -> Letter:
        language = letters.language_of(contact)
        seen = glimpse(life, one.organisation_id, self.catalogue, language)
        flow = own_flow(life, one.organisation_id)
        own = batch.directory.flows.get(flow) if flow else None
        if one.step == "consent_request":
            return letters.consent_request(seen, company, contact, own)
        if one.step == "disclosure":
            known = batch.directory.organisations
            others = [
                known[other]
                for other in plan.companies(life)
                if other != one.organisation_id and other in known
            ]
            return letters.disclosure(seen, life, others, company, contact, own)
        return letters.introduction(seen, company, contact, own)

    def _invitation(
        self, one: Mail, meeting: MeetingRecord, company: Company, contact: Contact, batch: Batch
    ) -> bytes:
        about = [batch.lives[id_] for id_ in meeting.synergy_ids if id_ in batch.lives]
        seen = [
            glimpse(life, one.organisation_id, self.catalogue, letters.language_of(contact))
            for life in about
            if one.organisation_id in plan.companies(life)
        ]
        url = self.links.url("meeting", one.mail_id, one.created_at + ANSWERABLE_FOR)
        calendar = mail.invitation_calendar(
            meeting, organiser=self.sender, invited=contact, url=url, stamp=one.created_at
        )
        letter = letters.invitation(meeting, seen, company, contact, batch.directory.organisations)
        envelope = self._envelope(one, contact, url, meeting.territory, batch)
        return mail.compose(letter, envelope, calendar)

    def _envelope(
        self, one: Mail, contact: Contact, url: str, territory: str, batch: Batch
    ) -> mail.Envelope:
        known = batch.directory.territories.get(territory)
        domain = self.sender.rpartition("@")[2]
        return mail.Envelope(
            sender=self.sender,
            to=contact,
            message_id=plan.message_id(one.event_id, one.step, contact.contact_id, domain),
            date=one.created_at,
            answer_url=url,
            stop_url=self.links.url("stop", one.mail_id),
            reply_to=known.animator if known else None,
        )


def territory_of(life: Life, company: UUID) -> str:
    return next(p.side.territory for p in life.parties if p.side.organisation_id == company)


def own_flow(life: Life, company: UUID) -> UUID | None:
    """The company's own flow; ``None`` where people told of a synergy without one."""
    return next(p.side.flow_id for p in life.parties if p.side.organisation_id == company)
