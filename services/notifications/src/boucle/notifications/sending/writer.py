"""Write each mail of a batch: its letter, its envelope, its calendar part. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.contract.events.matching import Life
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import form_of
from boucle.notifications.directory.answer import Company, ContactAnswer, DirectoryPerson, Own
from boucle.notifications.letters.digest import AboutDigest, DigestItem
from boucle.notifications.letters.digest import digest as digest_letter
from boucle.notifications.letters.handover import AboutUnanswered, Call
from boucle.notifications.letters.letter import (
    AboutMeeting,
    AboutSynergy,
    AboutValues,
    Letter,
    Urls,
    language_of,
)
from boucle.notifications.letters.links import ANSWERABLE_FOR, Links, Purpose
from boucle.notifications.letters.masked import MaskedView, masked_view
from boucle.notifications.letters.registry import OF_MEETINGS, TO_ANIMATORS, of_synergy
from boucle.notifications.letters.words import PARIS
from boucle.notifications.mails import plan
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.notifications.meetings.decisions import MeetingRecord, planning_of
from boucle.notifications.sending import envelope as mail
from boucle.notifications.sending.batch import NEEDS_DECLARATION, MailBatch, about_of, declaration


@dataclass(frozen=True, slots=True)
class Writer:
    """``sender`` is the address mails leave from; its domain ends every Message-ID. ``answers`` is
    where calendar answers come, if anywhere."""

    links: Links
    catalogue: Catalogue
    sender: str
    answers: CalendarAddresses | None = None

    def write(self, mails: Sequence[Mail], contact: ContactAnswer, batch: MailBatch) -> bytes:
        """Return the message of one mail, or of a digest; the same at every attempt, but for mails
        of the digest that are over by then. Raise BadAddress."""
        one = mails[0]
        if one.step in TO_ANIMATORS:
            return self._handover(mails, contact, batch)
        if len(mails) > 1:
            return self._digest(mails, contact, batch)
        if one.meeting_id is not None:
            return self._about_meeting(one, batch.meetings[one.meeting_id], contact, batch)
        return mail.compose(self.letter(one, contact, batch), self._envelope(one, contact, batch))

    def letter(self, one: Mail, contact: ContactAnswer, batch: MailBatch) -> Letter:
        """Return what a mail about one synergy says."""
        return of_synergy(one.step, self._synergy(one, contact, batch))

    def _synergy(self, one: Mail, contact: ContactAnswer, batch: MailBatch) -> AboutSynergy:
        life, directory = batch.life(one), batch.directory
        own = directory.own(declaration(life, one.organisation_id))
        view = self._view(life, one, contact, own)
        named = [
            other
            for other in plan.named_to(life, one.organisation_id)
            if other in directory.organisations
        ]
        carrier = view.carrier
        return AboutSynergy(
            **self._values(one, contact, batch.territory(one), batch),
            view=view,
            own=own,
            others=[directory.organisations[other] for other in named],
            other_ids=named,
            sites=[directory.own(declaration(life, other)) for other in named],
            carrier=directory.organisations.get(carrier) if carrier else None,
            next_action=life.next_action,
            is_last=batch.wants_no_more(contact),
            note=one.note or "",
            question=one.question or "",
            answered=one.answer or "",
        )

    def _digest(self, mails: Sequence[Mail], contact: ContactAnswer, batch: MailBatch) -> bytes:
        items = [DigestItem(one.step, self._synergy(one, contact, batch)) for one in mails]
        values = self._values(mails[0], contact, batch.territory(mails[0]), batch)
        letter = digest_letter(AboutDigest(**values, items=items))
        return mail.compose(letter, self._envelope(mails[0], contact, batch))

    def _handover(self, mails: Sequence[Mail], contact: ContactAnswer, batch: MailBatch) -> bytes:
        values = self._values(mails[0], contact, batch.territory(mails[0]), batch)
        # An animator cannot stop mails.
        values["urls"] = Urls(privacy=values["urls"].privacy)
        values["company"] = Company(
            name=values["territory"].name if values["territory"] else "Boucle"
        )
        calls = [self._call(one, batch) for one in mails]
        letter = TO_ANIMATORS[mails[0].step](AboutUnanswered(**values, calls=calls))
        return mail.compose(letter, self._envelope(mails[0], contact, batch))

    def _call(self, one: Mail, batch: MailBatch) -> Call:
        company, life = batch.directory.organisations[one.organisation_id], batch.life(one)
        people = {person.contact_id: person for person in company.contacts}
        return Call(
            company=company.name,
            person=people.get(one.contact_id or one.mail_id, next(iter(company.contacts), None)),
            view=masked_view(
                life, one.organisation_id, self.catalogue, "fr", _of_group(life, one, batch)
            ),
            since=life.introduced_at,
            url=self.links.page(f"/synergies/{life.synergy_id}"),
        )

    def _about_meeting(
        self, one: Mail, meeting: MeetingRecord, contact: ContactAnswer, batch: MailBatch
    ) -> bytes:
        invited = meeting.invitee(one.organisation_id)
        values = self._values(one, contact, batch.inviting(one, meeting), batch)
        letter = OF_MEETINGS[one.step](
            AboutMeeting(
                **values,
                meeting=meeting,
                views=[
                    self._view(life, one, contact, _of_group(life, one, batch))
                    for life in about_of(meeting, batch.lives)
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
        contact: ContactAnswer,
        animator: DirectoryPerson | None,
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
        self, life: Life, one: Mail, contact: ContactAnswer, own: Own | None = None
    ) -> MaskedView:
        return masked_view(life, one.organisation_id, self.catalogue, language_of(contact), own)

    def _values(
        self, one: Mail, contact: ContactAnswer, territory: str, batch: MailBatch
    ) -> AboutValues:
        return AboutValues(
            company=batch.directory.organisations[one.organisation_id],
            contact=contact,
            urls=Urls(
                stop=self.links.url("stop", one.mail_id),
                preferences=self.links.url("preferences", one.mail_id),
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
        self,
        one: Mail,
        contact: ContactAnswer,
        batch: MailBatch,
        meeting: MeetingRecord | None = None,
    ) -> mail.Envelope:
        """Link an answer to the invitation to ``meeting`` that it follows."""
        before = batch.before.get(one.mail_id, ())
        follows = meeting is not None and one.step != "meeting"
        return mail.Envelope(
            sender=self.sender,
            message_id=self._message_id(one.event_id, one.step, contact, one.digest_id),
            date=one.created_at,
            thread=(self._message_id(planning_of(meeting.meeting_id), "meeting", contact),)
            if follows and meeting
            else tuple(
                self._message_id(sent.event_id, sent.step, contact, sent.digest_id)
                for sent in before
                if sent.contact_id == contact.contact_id
            ),
        )

    def _message_id(
        self, event: UUID, step: plan.Step, contact: ContactAnswer, digest: UUID | None = None
    ) -> str:
        domain = self.sender.rpartition("@")[2]
        return plan.message_id(event, step, contact.contact_id, domain, digest)


def _of_group(life: Life, one: Mail, batch: MailBatch) -> Own | None:
    if not NEEDS_DECLARATION[form_of(life)]:
        return None
    return batch.directory.own(declaration(life, one.organisation_id))
