"""What is known of claimed mails: what they are about, who is written to. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from boucle.contract.events.matching import Life
from boucle.contract.kinds import Form, form_of
from boucle.notifications.directory.answer import ContactAnswer, Directory
from boucle.notifications.lives import groups
from boucle.notifications.mails import plan
from boucle.notifications.mails.of_meetings import INVITING
from boucle.notifications.mails.queue import SentBefore
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.preferences.decisions import NOTHING_CHOSEN, Preferences


@dataclass(frozen=True, slots=True)
class MailBatch:
    """What is needed to write some claimed mails.

    ``about``: lives by introduction; ``lives``: by synergy, those that meetings are about;
    ``preferences``: of the contacts of all companies; ``until``: the claim's; ``before``: by mail,
    those about the same that its company had, oldest first.
    """

    about: Mapping[UUID, Life]
    lives: Mapping[UUID, Life]
    meetings: Mapping[UUID, MeetingRecord]
    directory: Directory
    preferences: Preferences
    until: datetime
    before: Mapping[UUID, Sequence[SentBefore]] = field(default_factory=dict)

    def territory(self, one: Mail) -> str:
        """Of the company that the mail is for, or about."""
        if one.meeting_id is not None:
            return self.meetings[one.meeting_id].invitee(one.organisation_id).territory
        return territory_of(self.life(one), one.organisation_id)

    def subject(self, one: Mail) -> UUID | str:
        """Whose digest it may be in: its company's, or that of the animators of a territory."""
        return self.territory(one) if one.step == "handover" else one.organisation_id

    def life(self, one: Mail) -> Life:
        if one.introduction_id is None:
            raise ValueError("a meeting's mail is about several lives")
        return self.about[one.introduction_id]

    def is_over(self, one: Mail) -> bool:
        """True when what it would say is so no more: names to be given before a synergy was
        reopened, or to who left since, a company that answered since, a meeting that was cancelled
        or has passed."""
        if one.step in plan.NAMING:
            life = self.life(one)
            return not life.disclosed or one.organisation_id not in plan.who_stay(life)
        if one.step in plan.OF_A_GROUP:
            return groups.outdated(self.life(one), one.step, one.organisation_id)
        if one.step in plan.ABOUT_SILENCE:
            return not plan.unanswered(self.life(one), one.organisation_id)
        if one.meeting_id is not None and one.step in INVITING:
            meeting = self.meetings[one.meeting_id]
            return meeting.cancelled_at is not None or meeting.ends_at <= self.until
        return False

    def choose(self, one: Mail) -> ContactAnswer | None:
        """Whom it is written to, in the language that they chose."""
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
        """Its names are the last that it is sent."""
        return self.preferences.get(contact.contact_id, NOTHING_CHOSEN).stopped

    def _contacts(self, one: Mail) -> Sequence[ContactAnswer]:
        company = self.directory.organisations.get(one.organisation_id)
        return company.contacts if company else ()

    def _animator(self, territory: str) -> ContactAnswer | None:
        known = self.directory.territories.get(territory)
        if known is None or known.animator is None:
            return None
        person = known.animator
        return ContactAnswer(
            contact_id=uuid5(NAMESPACE_URL, f"https://boucle.example/animators/{territory}"),
            name=person.name,
            email=person.email,
            phone=person.phone,
        )


@dataclass(frozen=True, slots=True)
class MailRequest:
    """What registry is asked about: no more than the mails will show."""

    companies: set[UUID] = field(default_factory=set)
    territories: set[str] = field(default_factory=set)
    flows: set[UUID] = field(default_factory=set)
    sharings: set[UUID] = field(default_factory=set)

    @property
    def each(self) -> tuple[list[UUID], list[str], list[UUID], list[UUID]]:
        """As the directory takes them."""
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
        """All that are named once names are exchanged, with who serves them."""
        self.companies.update(plan.disclosures(life))
        if life.disclosed and life.carrier is not None:
            self.companies.add(life.carrier.organisation_id)


def whom(
    claimed: Sequence[Mail],
    about: Mapping[UUID, Life],
    planned: Mapping[UUID, MeetingRecord],
    known: Mapping[UUID, Life],
) -> MailRequest:
    """``known``: the lives that meetings are about."""
    asked = MailRequest(companies={one.organisation_id for one in claimed})
    for one in claimed:
        if one.meeting_id is not None:
            meeting = planned[one.meeting_id]
            asked.territories.add(meeting.territory)
            for life in (known[id_] for id_ in meeting.synergy_ids if id_ in known):
                asked.named_in(life)
                if TOLD_BY_DECLARATION[form_of(life)]:
                    asked.declared_by(life, one.organisation_id)
        elif one.introduction_id is not None:
            life = about[one.introduction_id]
            asked.territories.add(territory_of(life, one.organisation_id))
            asked.declared_by(life, one.organisation_id)
            if one.step in plan.LASTING:
                asked.named_in(life)
            if one.step in plan.NAMING:
                asked.declared_by(life, *plan.disclosures(life))
    return asked


TOLD_BY_DECLARATION: Final[Mapping[Form, bool]] = {Form.PAIR: False, Form.GROUP: True}
"""What the reader declared of a group, nothing else tells in a line."""


def territory_of(life: Life, company: UUID) -> str:
    return next(p.side.territory for p in life.parties if p.side.organisation_id == company)


def declaration(life: Life, company: UUID) -> UUID | None:
    """The company's own flow, or what it would share; ``None`` where people declared a synergy
    without one."""
    side = next(p.side for p in life.parties if p.side.organisation_id == company)
    return side.flow_id or side.sharing_id
