"""What is left of a text of those who were erased. Pure."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.registry.domain.entities import D

_FIELDS: Final = ("text", "description", "provenance")


def texts_of(draft: D) -> dict[str, Any]:
    """What people wrote in what is declared, by its field."""
    return {name: text for name in _FIELDS if (text := getattr(draft, name, None))}


class ErasedTexts:
    """``persons``: who was erased."""

    def __init__(self, key: PersonKey, persons: Sequence[ErasedPerson]) -> None:
        self._key = key
        self._persons = persons
        self._all = frozenset(hash_ for one in persons for hash_ in (one.person, *one.mentions))
        self._organisations = frozenset(id_ for one in persons for id_ in one.organisations)

    def without(self, value: Any, organisation: UUID) -> Any:
        """A JSON value of an organisation without them; the value itself where it names nobody. The
        name of one of another organisation goes where the address or the number stands too."""
        reached = self._key.within(value, self._all, ()) is not value
        if not reached and organisation not in self._organisations:
            return value
        for one in self._persons:
            hashes = {one.person, *one.mentions}
            own = organisation in one.organisations
            if own or (reached and self._key.within(value, hashes, ()) is not value):
                value = self._key.within(value, hashes)
        return value

    def without_all(self, value: Any) -> Any:
        """The same of a value that is of no organisation."""
        return self._key.within(value, self._all) if self._persons else value

    def drafted(self, draft: D, organisation: UUID) -> D:
        """The same of what is declared at a site of the organisation."""
        said = texts_of(draft)
        if not self._persons or not said:
            return draft
        said["as_sent"] = draft.as_sent
        left = self.without(said, organisation)
        return draft if left is said else structs.replace(draft, **left)
