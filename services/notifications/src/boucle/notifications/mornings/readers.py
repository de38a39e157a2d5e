"""Find who reads of which territories: persons who sign in there; where none does, whom
the territory names. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from boucle.contract.persons import PersonKey
from boucle.notifications.directory.answer import AnimatingPerson, Directory
from boucle.notifications.preferences.mornings import reader_of


@dataclass(frozen=True, slots=True)
class MorningReader:
    """``territories`` are names by SIREN."""

    name: str
    email: str
    language: str
    territories: dict[str, str] = field(default_factory=dict)


def readers_of(directory: Directory, persons: PersonKey) -> dict[UUID, MorningReader]:
    """Return each address once, by its hash, with all of its territories."""
    readers: dict[UUID, MorningReader] = {}
    for one in _animators(directory):
        found = readers.setdefault(
            reader_of(persons, one.email), MorningReader(one.name, one.email, one.language)
        )
        for siren in one.territories:
            if siren in directory.territories:
                found.territories[siren] = directory.territories[siren].name
    return {id_: one for id_, one in readers.items() if one.territories}


def _animators(directory: Directory) -> Iterator[AnimatingPerson]:
    yield from directory.animators
    signing_in = {siren for one in directory.animators for siren in one.territories}
    for siren, territory in sorted(directory.territories.items()):
        named = territory.animator
        if named is not None and siren not in signing_in:
            yield AnimatingPerson(name=named.name, email=named.email, territories=(siren,))
