"""Describe the reader of a mail, and what surrounds the pages behind its links. Pure."""

from dataclasses import dataclass
from uuid import UUID

from boucle.catalogue.wording.figures import Language
from boucle.notifications.directory.answer import Company, ContactAnswer, Directory
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import language_of
from boucle.pages.frame import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """The reader of a mail. ``company`` and ``contact`` are None while registry is away, or no
    longer has them. ``chosen`` is the language that the reader chose, if any."""

    company: Company | None = None
    contact: ContactAnswer | None = None
    chosen: Language | None = None

    @property
    def language(self) -> Language:
        return language_of(self.contact) if self.contact else self.chosen or "fr"

    @property
    def name(self) -> str | None:
        if self.company is None or self.contact is None:
            return self.company.name if self.company else None
        return ", ".join(words.person(self.contact.name, self.company.name))


def reader(
    directory: Directory | None,
    company: UUID,
    contact: UUID | None,
    chosen: Language | None = None,
) -> PageReader:
    found = directory.organisations.get(company) if directory else None
    people = found.contacts if found else ()
    person = next((one for one in people if one.contact_id == contact), None)
    person = person and person.reading(chosen)
    return PageReader(company=found, contact=person, chosen=chosen)


def frame(
    directory: Directory | None, to: PageReader, siren: str | None, settings_url: str | None
) -> Frame:
    territory = directory.territories.get(siren) if directory and siren else None
    return Frame(
        language=to.language,
        siren=siren,
        territory=territory.name if territory else None,
        animator=territory.animator if territory else None,
        settings_url=settings_url,
    )
