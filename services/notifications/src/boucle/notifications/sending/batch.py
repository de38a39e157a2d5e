"""Gather what is needed to write claimed mails: their subjects and readers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from boucle.contract.events.matching import Life
from boucle.contract.kinds import Form, form_of, of_group
from boucle.notifications.directory.answer import ContactAnswer, Directory
from boucle.notifications.lives import groups
from boucle.notifications.mails import plan
from boucle.notifications.mails.of_meetings import INVITING
from boucle.notifications.mails.queue import SentBefore
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.meetings.inviting import inviting_territory
from boucle.notifications.preferences.decisions import NOTHING_CHOSEN, Preferences


@dataclass(frozen=True, slots=True)
class MailBatch:
    """What some claimed mails need. ``about`` are lives by introduction; ``lives`` are those of
    meetings, by synergy; ``preferences`` are of the contacts of all companies; ``until`` is the end
    of the claim; ``before`` has, by mail and oldest first, earlier mails to its company about the
    same."""

    about: Mapping[UUID, Life]
    lives: Mapping[UUID, Life]
    meetings: Mapping[UUID, MeetingRecord]
    directory: Directory
    preferences: Preferences
    until: datetime
    before: Mapping[UUID, Sequence[SentBefore]] = field(default_factory=dict)

    def territory(self, one: Mail) -> str:
        if one.meeting_id is not None:
            return self.meetings[one.meeting_id].invitee(one.organisation_id).territory
        return territory_of(self.life(one), one.organisation_id)

    def inviting(self, one: Mail, meeting: MeetingRecord) -> str:
        about = about_of(meeting, self.lives)
        return inviting_territory(meeting, one.organisation_id, about)

    def subject(self, one: Mail) -> UUID | str:
        """Return whose digest it may be in: its company's, or its territory's."""
        return self.territory(one) if one.step == "handover" else one.organisation_id

    def life(self, one: Mail) -> Life:
        if one.introduction_id is None:
            raise ValueError("a meeting's mail is about several lives")
        return self.about[one.introduction_id]

    def is_over(self, one: Mail) -> bool:
        """Tell whether its content is out of date: the synergy was reopened before names were sent,
        or the reader left it, answered meanwhile, or the meeting was cancelled or has passed."""
        if one.step in plan.NAMING:
            life = self.life(one)
            return not life.disclosed or one.organisation_id not in plan.staying_companies(life)
        if one.step in plan.OF_A_GROUP:
            return groups.outdated(self.life(one), one.step, one.organisation_id)
        if one.step in plan.UNLESS_ANSWERED:
            return not plan.unanswered(self.life(one), one.organisation_id)
        if one.meeting_id is not None and one.step in INVITING:
            meeting = self.meetings[one.meeting_id]
            return meeting.cancelled_at is not None or meeting.ends_at <= self.until
        return False

    def names(self, one: Mail) -> bool:
        """Tell whether it may say who another company is, or whom to call there."""
        if one.meeting_id is None:
            return one.step in plan.LASTING or one.step == "handover"
        about = about_of(self.meetings[one.meeting_id], self.lives)
        return any(map(plan.disclosures, about))

    def awaits_figures(self, one: Mail, now: datetime) -> bool:
        """Tell whether the engine still reckons the group anew, without those who left: the names
        go with what it brings now, or without once it took too long."""
        if one.step != "disclosure" or now - one.created_at >= plan.RECKONED_WITHIN:
            return False
        life = self.life(one)
        return bool(of_group(life, lambda _: groups.is_outdated(life)))

    def choose(self, one: Mail) -> ContactAnswer | None:
        if one.step == "handover":
            return self._animator(self.territory(one))
        people = self._contacts(one)
        found = plan.choose_contact(people, self.preferences, one.step, one.contact_id)
        if found is None:
            return None
        language = self.preferences.get(found.contact_id, NOTHING_CHOSEN).language
        return found.reading(language)

    def has_contacts(self, one: Mail) -> bool:
        return one.step != "handover" and bool(self._contacts(one))

    def wants_no_more(self, contact: ContactAnswer) -> bool:
        return self.preferences.get(contact.contact_id, NOTHING_CHOSEN).stopped

    def _contacts(self, one: Mail) -> Sequence[ContactAnswer]:
        company = self.directory.organisations.get(one.organisation_id)
        return company.contacts if company else ()

    def _animator(self, territory: str) -> ContactAnswer | None:
        found = self.directory.territories.get(territory)
        if found is None or found.animator is None:
            return None
        person = found.animator
        return ContactAnswer(
            contact_id=uuid5(NAMESPACE_URL, f"https://boucle.example/animators/{territory}"),
            name=person.name,
            email=person.email,
            phone=person.phone,
        )


@dataclass(frozen=True, slots=True)
class MailRequest:
    """What registry is asked for: no more than the mails will show."""

    companies: set[UUID] = field(default_factory=set)
    territories: set[str] = field(default_factory=set)
    flows: set[UUID] = field(default_factory=set)
    sharings: set[UUID] = field(default_factory=set)

    @property
    def each(self) -> tuple[list[UUID], list[str], list[UUID], list[UUID]]:
        return (
            sorted(self.companies),
            sorted(self.territories),
            sorted(self.flows),
            sorted(self.sharings),
        )

    def declared_by(self, life: Life, *companies: UUID) -> None:
        sides = [p.side for p in life.parties if p.side.organisation_id in companies]
        self.flows.update(side.flow_id for side in sides if side.flow_id)
        self.sharings.update(side.sharing_id for side in sides if side.sharing_id)

    def named_in(self, life: Life) -> None:
        """Add all that are named once names are exchanged, with who serves them."""
        self.companies.update(plan.disclosures(life))
        if life.disclosed and life.carrier is not None:
            self.companies.add(life.carrier.organisation_id)


def directory_request(
    claimed: Sequence[Mail],
    about: Mapping[UUID, Life],
    planned: Mapping[UUID, MeetingRecord],
    lives_by_id: Mapping[UUID, Life],
) -> MailRequest:
    request = MailRequest(companies={one.organisation_id for one in claimed})
    for one in claimed:
        if one.meeting_id is not None:
            meeting = planned[one.meeting_id]
            lives = about_of(meeting, lives_by_id)
            request.territories.add(inviting_territory(meeting, one.organisation_id, lives))
            for life in lives:
                request.named_in(life)
                if NEEDS_DECLARATION[form_of(life)]:
                    request.declared_by(life, one.organisation_id)
        elif one.introduction_id is not None:
            life = about[one.introduction_id]
            request.territories.add(territory_of(life, one.organisation_id))
            request.declared_by(life, one.organisation_id)
            if one.step in plan.LASTING:
                request.named_in(life)
            if one.step in plan.NAMING:
                request.declared_by(life, *plan.named_to(life, one.organisation_id))
    return request


NEEDS_DECLARATION: Final[Mapping[Form, bool]] = {Form.PAIR: False, Form.GROUP: True}
"""Whether the line of a form needs the reader's own declaration."""


def about_of(meeting: MeetingRecord, lives: Mapping[UUID, Life]) -> list[Life]:
    return [lives[id_] for id_ in meeting.synergy_ids if id_ in lives]


def territory_of(life: Life, company: UUID) -> str:
    return next(p.side.territory for p in life.parties if p.side.organisation_id == company)


def declaration(life: Life, company: UUID) -> UUID | None:
    """Return the company's own flow, or what it would share; ``None`` where people declared a
    synergy without one."""
    side = next(p.side for p in life.parties if p.side.organisation_id == company)
    return side.flow_id or side.sharing_id
