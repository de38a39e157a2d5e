"""Read and write, for staff, the letters of a synergy as its companies would receive them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.catalogue import load_catalogue
from boucle.contract.events.matching import Life
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.introductions import listing, rate_limits, reviews
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.rate_limits import Candidate
from boucle.notifications.letters.links import links_of
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import notes, plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.preferences import store as preferences
from boucle.notifications.previews.matching import CannotQualify, MatchingClient
from boucle.notifications.previews.shown import ChosenLetter, LetterSubject, ShownLetter
from boucle.notifications.resources import NotificationsResources
from boucle.notifications.sending.batch import MailBatch, directory_request
from boucle.notifications.sending.envelope import rendered
from boucle.notifications.sending.previewing import chosen, delays
from boucle.notifications.sending.writer import Writer
from boucle.platform.db import Database, ReadSession
from boucle.platform.errors import not_found
from boucle.platform.identity import Principal


@dataclass(frozen=True, slots=True)
class Previews:
    """Shows letters with links that open nothing (``LetterPreviews``). ``new_writer``: one that is
    made when it is needed has its catalogue then."""

    database: Database
    directory: DirectoryClient
    matching: MatchingClient
    new_writer: Callable[[], Writer]

    async def subject(
        self, synergy_id: UUID, principal: Principal, language: str | None
    ) -> LetterSubject | CannotQualify:
        """Return what its letters are about, introduced or not. Raise NotFound, Forbidden,
        Unavailable."""
        async with self.database.read() as session:
            stored = (await lives.read(session, [synergy_id])).get(synergy_id)
            last = await listing.latest(session, synergy_id)
            ids = [] if last is None else [last.record.introduction_id]
            posted = await mails.of_introductions(session, ids)
        record = last.record if last is not None and last.record.state != "withdrawn" else None
        if record is None or stored is None:
            found = await self.matching.qualified(synergy_id, principal, language)
            if isinstance(found, CannotQualify):
                return found
            return LetterSubject(found, None, {}, own_companies(found, principal))
        own = own_companies(stored.life, principal)
        if not own:
            raise not_found("synergy", synergy_id)
        written = posted.get(record.introduction_id, ())
        by_company = {
            company: [one for one in written if one.organisation_id == company] for company in own
        }
        return LetterSubject(stored.life, record, by_company, own)

    async def letters(self, subject: LetterSubject, now: datetime) -> list[ShownLetter]:
        """Raise DirectoryAway."""
        life = subject.life
        picked = {
            company: one
            for company in subject.own
            if (one := chosen(life, subject.written.get(company, ()), company, now))
        }
        async with self.database.read() as session:
            added = await notes.of_synergy(session, life.synergy_id)
            had = await mails.counted(session, picked, now - rate_limits.WEEK, now)
            to_review = await self._is_reviewed(session, subject)
        whole = [
            replace(one, mail=replace(one.mail, note=added.get(company)))
            if one.mail.step == "introduction"
            else one
            for company, one in picked.items()
        ]
        ready = [one.after_others_of_today(had.had_today) for one in whole]
        batch = await self._batch(life, [one.mail for one in ready], now)
        rests = await self._rests(subject, now)
        known = batch.directory.organisations
        return [
            self._shown(one, batch, now, rests, to_review=to_review)
            for one in ready
            if one.mail.organisation_id in known
        ]

    async def _batch(self, life: Life, claimed: Sequence[Mail], now: datetime) -> MailBatch:
        about = {one.introduction_id: life for one in claimed if one.introduction_id}
        asked = directory_request(claimed, about, {}, {}).each
        directory = await self.directory.ask(*asked)
        contacts = (it for one in directory.organisations.values() for it in one.contacts)
        chosen_by = {it.contact_id: it.person for it in contacts}
        return MailBatch(
            about,
            {},
            {},
            directory,
            await preferences.of_contacts(self.database, chosen_by),
            now,
        )

    async def _is_reviewed(self, session: ReadSession, subject: LetterSubject) -> bool:
        if subject.record is not None:
            return subject.record.state == "to_review"
        territories = {party.side.territory for party in subject.life.parties}
        return bool(await reviews.holding(session, territories))

    async def _rests(self, subject: LetterSubject, now: datetime) -> datetime | None:
        """Return until when its companies rest from each other; None while who asks does not see
        them all: that two met before tells who the other is."""
        life, record = subject.life, subject.record
        everybody = plan.companies(life)
        if set(everybody) != set(subject.own):
            return None
        if record is not None:
            return record.held_until if record.state == "held" else None
        pair = Candidate(life.synergy_id, life.synergy_id, everybody, everybody, 0)
        async with self.database.read() as session:
            met = await introductions.introduced(session, everybody, now - rate_limits.PAIR_REST)
        return rate_limits.rests_until(pair, met)

    def _shown(
        self,
        one: ChosenLetter,
        batch: MailBatch,
        now: datetime,
        rests: datetime | None,
        *,
        to_review: bool,
    ) -> ShownLetter:
        company, life = one.mail.organisation_id, batch.life(one.mail)
        contact = batch.choose(one.mail)
        letter = None if contact is None else self.new_writer().letter(one.mail, contact, batch)
        return ShownLetter(
            side=next(p.side for p in life.parties if p.side.organisation_id == company),
            chosen=one,
            contact=contact,
            letter=None if letter is None else rendered(letter),
            delays=delays(one, batch, now, rests, to_review=to_review),
            note=one.mail.note,
        )


def own_companies(life: Life, principal: Principal) -> tuple[UUID, ...]:
    """Return its companies that are of this animator's territories; all, for the operator."""
    mine = {
        party.side.organisation_id
        for party in life.parties
        if principal.role == "operator" or party.side.territory in principal.territories
    }
    return tuple(one for one in plan.companies(life) if one in mine)


def previews_of(resources: NotificationsResources) -> Previews:
    settings, directory = resources.settings, resources.state.directory
    links = links_of(settings).inert()
    return Previews(
        resources.database,
        directory,
        MatchingClient(directory.calls, settings.matching_url),
        lambda: Writer(links, load_catalogue(), settings.mail_from),
    )
