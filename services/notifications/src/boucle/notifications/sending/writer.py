"""Writes each mail of a batch: its letter, its envelope, its calendar part. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.common.events.matching import Life
from boucle.common.introduced import introduced_to
from boucle.notifications.directory.answer import Contact, Directory, OwnFlow, Person
from boucle.notifications.letters.letter import AboutMeeting, AboutSynergy, Urls, Whom, language_of
from boucle.notifications.letters.links import ANSWERABLE_FOR, Links, Purpose
from boucle.notifications.letters.masked import MaskedView, masked_view
from boucle.notifications.letters.registry import OF_MEETINGS, OF_SYNERGIES
from boucle.notifications.letters.words import PARIS
from boucle.notifications.mails import plan
from boucle.notifications.mails.of_meetings import INVITING
from boucle.notifications.mails.queue import SentBefore
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.notifications.meetings.decisions import MeetingRecord, planning_of
from boucle.notifications.sending import envelope as mail


@dataclass(frozen=True, slots=True)
class Batch:
    """What is needed to write some claimed mails.

    ``about``: lives by introduction; ``lives``: by synergy, those that meetings are about;
    ``contacts``: by mail; ``until``: the claim's; ``before``: by mail, those about the same that
    its company had, oldest first.
    """

    about: Mapping[UUID, Life]
    lives: Mapping[UUID, Life]
    meetings: Mapping[UUID, MeetingRecord]
    directory: Directory
    contacts: Mapping[UUID, Contact]
    until: datetime
    before: Mapping[UUID, Sequence[SentBefore]] = field(default_factory=dict)

    def territory(self, one: Mail) -> str:
        """Of the company that the mail is for."""
        if one.meeting_id is not None:
            return self.meetings[one.meeting_id].invitee(one.organisation_id).territory
        return territory_of(self.life(one), one.organisation_id)

    def overtaken(self, one: Mail) -> bool:
        """Whether what it would say is so no more: names to be given before a synergy was reopened,
        an invitation to what was cancelled since."""
        if one.meeting_id is not None:
            return one.step in INVITING and self.meetings[one.meeting_id].cancelled_at is not None
        return one.step == "disclosure" and not self.life(one).disclosed

    def life(self, one: Mail) -> Life:
        if one.introduction_id is None:
            raise ValueError("a meeting's mail is about several lives")
        return self.about[one.introduction_id]


@dataclass(frozen=True, slots=True)
class Writer:
    """``sender``: the address mails leave from; its domain ends every Message-ID. ``answers``:
    where calendar answers come, if anywhere."""

    links: Links
    catalogue: Catalogue
    sender: str
    answers: CalendarAddresses | None = None

    def write(self, one: Mail, contact: Contact, batch: Batch) -> bytes:
        """The mail as it leaves: the same at every attempt. Raises BadAddress."""
        if one.meeting_id is not None:
            return self._about_meeting(one, batch.meetings[one.meeting_id], contact, batch)
        life, directory = batch.life(one), batch.directory
        flow = own_flow(life, one.organisation_id)
        own = directory.flows.get(flow) if flow else None
        others = (other for other in plan.disclosures(life) if other != one.organisation_id)
        letter = OF_SYNERGIES[one.step](
            AboutSynergy(
                **self._whom(one, contact, territory_of(life, one.organisation_id), batch),
                view=self._view(life, one, contact, own),
                own=own,
                others=[directory.organisations[i] for i in others if i in directory.organisations],
                next_action=life.next_action,
            )
        )
        return mail.compose(letter, self._envelope(one, contact, batch))

    def _about_meeting(
        self, one: Mail, meeting: MeetingRecord, contact: Contact, batch: Batch
    ) -> bytes:
        invited = meeting.invitee(one.organisation_id)
        lives = (batch.lives[id_] for id_ in meeting.synergy_ids if id_ in batch.lives)
        whom = self._whom(one, contact, meeting.territory, batch)
        letter = OF_MEETINGS[one.step](
            AboutMeeting(
                **whom,
                meeting=meeting,
                views=[
                    self._view(life, one, contact)
                    for life in lives
                    if one.organisation_id in introduced_to(life)
                ],
                names=batch.directory.organisations,
                answer=invited.answer,
                attended=invited.attended,
            )
        )
        around = self._envelope(one, contact, batch, meeting)
        if one.step == "follow_up":
            return mail.compose(letter, around)
        method: mail.Method = "CANCEL" if one.step == "meeting_cancel" else "REQUEST"
        calendar = self._calendar(one, meeting, method, contact, letter.about.animator)
        return mail.compose(letter, around, calendar, method)

    def _calendar(
        self,
        one: Mail,
        meeting: MeetingRecord,
        method: mail.Method,
        contact: Contact,
        animator: Person | None,
    ) -> bytes:
        from boucle.notifications.sending import calendars  # noqa: PLC0415  6 MB, for few mails

        own = self.answers and self.answers.of(meeting.meeting_id, one.organisation_id)
        return calendars.meeting_calendar(
            meeting,
            method,
            organiser=calendars.Organiser(
                own or self.sender,
                mail.one_line(animator.name) if animator and own else "Boucle",
                self.sender,
                receives=own is not None,
            ),
            invited=contact,
            answer=meeting.invitee(one.organisation_id).answer,
            url=self._answer_url(one),
            stamp=meeting.revised_at or one.created_at,
        )

    def _view(
        self, life: Life, one: Mail, contact: Contact, own: OwnFlow | None = None
    ) -> MaskedView:
        return masked_view(life, one.organisation_id, self.catalogue, language_of(contact), own)

    def _whom(self, one: Mail, contact: Contact, territory: str, batch: Batch) -> Whom:
        return Whom(
            company=batch.directory.organisations[one.organisation_id],
            contact=contact,
            urls=Urls(
                stop=self.links.url("stop", one.mail_id),
                answer=self._answer_url(one),
                privacy=self.links.page(f"/confidentialite/{territory}"),
            ),
            today=one.created_at.astimezone(PARIS).date(),
            territory=batch.directory.territories.get(territory),
        )

    def _answer_url(self, one: Mail) -> str:
        purpose: Purpose = "answer" if one.meeting_id is None else "meeting"
        return self.links.url(purpose, one.mail_id, one.created_at + ANSWERABLE_FOR)

    def _envelope(
        self, one: Mail, contact: Contact, batch: Batch, meeting: MeetingRecord | None = None
    ) -> mail.Envelope:
        """What follows an invitation to ``meeting`` is an answer to it."""
        before = batch.before.get(one.mail_id, ())
        follows = meeting is not None and one.step != "meeting"
        return mail.Envelope(
            sender=self.sender,
            message_id=self._message_id(one.event_id, one.step, contact),
            date=one.created_at,
            thread=(self._message_id(planning_of(meeting.meeting_id), "meeting", contact),)
            if follows and meeting
            else tuple(
                self._message_id(sent.event_id, sent.step, contact)
                for sent in before
                if sent.contact_id == contact.contact_id
            ),
        )

    def _message_id(self, event: UUID, step: plan.Step, contact: Contact) -> str:
        domain = self.sender.rpartition("@")[2]
        return plan.message_id(event, step, contact.contact_id, domain)


def territory_of(life: Life, company: UUID) -> str:
    return next(p.side.territory for p in life.parties if p.side.organisation_id == company)


def own_flow(life: Life, company: UUID) -> UUID | None:
    """The company's own flow; ``None`` where people declared a synergy without one."""
    return next(p.side.flow_id for p in life.parties if p.side.organisation_id == company)
