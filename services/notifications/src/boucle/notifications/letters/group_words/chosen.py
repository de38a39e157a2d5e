"""Choose the wording of a group for its reader, with an existing case of it. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from boucle.catalogue import Catalogue
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters.group_words.equipment import (
    EQUIPMENT_CASES,
    NEEDED,
    POST,
    SEASONAL_CASE,
    YEARLY_CASE,
)
from boucle.notifications.letters.group_words.occupied import is_seasonal
from boucle.notifications.letters.group_words.offers import EQUIPMENT_OFFERED, OFFERED
from boucle.notifications.letters.group_words.own import (
    OwnNeed,
    need_of_equipment,
    need_of_service,
    need_of_workforce,
)
from boucle.notifications.letters.group_words.services import (
    ELECTRICAL_CASE,
    SERVICES,
    SPECIAL_CASE,
)
from boucle.notifications.letters.group_words.wording import Wording
from boucle.pages.translating import Translator

_ELECTRICAL = ("16 02", "20 01 21", "20 01 23", "20 01 35", "20 01 36")


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What is said of groups that are found from one kind of declaration, by their subject and the
    reader's own declaration, None while registry does not say it."""

    wording: Callable[[str, OwnSharing | None], Wording]
    need: Callable[[str, OwnSharing | None, Catalogue, Translator], OwnNeed]


def _of_workforce(_subject: str, own: OwnSharing | None) -> Wording:
    seasonal = own is not None and is_seasonal(own.months)
    return replace(POST, case=SEASONAL_CASE if seasonal else YEARLY_CASE)


def _of_equipment(subject: str, own: OwnSharing | None) -> Wording:
    return replace(EQUIPMENT_OFFERED if _offers(own) else NEEDED, case=EQUIPMENT_CASES.get(subject))


def _of_service(subject: str, own: OwnSharing | None) -> Wording:
    found = OFFERED.get(subject, SERVICES[subject]) if _offers(own) else SERVICES[subject]
    if subject == "waste_collection" and own is not None:
        return replace(found, case=_waste_case(own) or found.case)
    return found


WORDS: Final[Mapping[str, GroupWords]] = {
    "service": GroupWords(_of_service, need_of_service),
    "equipment": GroupWords(_of_equipment, need_of_equipment),
    "workforce": GroupWords(_of_workforce, need_of_workforce),
}
"""By the kind of declaration; by the kind of synergy, where it is not found from these."""


def words_of(synergy: str, subject: str, own: OwnSharing | None) -> tuple[str, GroupWords]:
    """The words of a kind of synergy that has its own, else of what is declared, and their kind."""
    kind = synergy if synergy in WORDS else own.kind if own else _kind_of(subject)
    return kind, WORDS[kind]


def _kind_of(subject: str) -> str:
    from boucle.catalogue.sharing import sharing_catalogue  # noqa: PLC0415  for groups only

    found = sharing_catalogue().subjects.get(subject)
    return found.kind if found else "workforce"


def _offers(own: OwnSharing | None) -> bool:
    return own is not None and own.direction == "offer"


def _waste_case(own: OwnSharing) -> str | None:
    low = own.choices.get("low", "")
    if low.startswith(_ELECTRICAL):
        return ELECTRICAL_CASE
    return SPECIAL_CASE if low.endswith("*") else None
