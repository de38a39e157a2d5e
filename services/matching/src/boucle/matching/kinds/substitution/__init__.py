"""Substitution: one company's output takes the place of another's input."""

from collections.abc import Sequence
from uuid import UUID

from boucle.contract.events.changed_lists import substitution_id
from boucle.contract.events.matching import Side
from boucle.matching.kinds.kind import Kind


def synergy_id(offer: UUID, need: UUID) -> UUID:
    """The id of the substitution of flow ``need`` by flow ``offer``, whoever found it."""
    return substitution_id(offer, need)


def _id_of(sides: Sequence[Side]) -> UUID | None:
    flows = {side.role: side.flow_id for side in sides}
    offer, need = flows.get("offer"), flows.get("need")
    return None if offer is None or need is None else synergy_id(offer, need)


KIND = Kind("substitution", roles=("offer", "need"), id_of=_id_of, detected=True, titled=False)
