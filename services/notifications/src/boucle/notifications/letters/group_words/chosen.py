"""Choose the wording of a group for its reader, with an existing case of it. Pure."""

from dataclasses import replace

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
from boucle.notifications.letters.group_words.services import (
    ELECTRICAL_CASE,
    SERVICES,
    SPECIAL_CASE,
)
from boucle.notifications.letters.group_words.wording import Wording

_ELECTRICAL = ("16 02", "20 01 21", "20 01 23", "20 01 35", "20 01 36")


def wording_of(subject: str, kind: str, own: OwnSharing | None) -> Wording:
    """``kind`` is that of the declaration: a service, equipment or workforce."""
    offers = own is not None and own.direction == "offer"
    if kind == "workforce":
        seasonal = own is not None and is_seasonal(own.months)
        return replace(POST, case=SEASONAL_CASE if seasonal else YEARLY_CASE)
    if kind == "equipment":
        whole = EQUIPMENT_OFFERED if offers else NEEDED
        return replace(whole, case=EQUIPMENT_CASES.get(subject))
    found = OFFERED.get(subject, SERVICES[subject]) if offers else SERVICES[subject]
    if subject == "waste_collection" and own is not None:
        return replace(found, case=_waste_case(own) or found.case)
    return found


def _waste_case(own: OwnSharing) -> str | None:
    low = own.choices.get("low", "")
    if low.startswith(_ELECTRICAL):
        return ELECTRICAL_CASE
    return SPECIAL_CASE if low.endswith("*") else None
