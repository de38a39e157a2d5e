"""What a contact writes of its company's flow on the page of a mail."""

from typing import Annotated
from uuid import UUID

from boucle.contract.events.registry import Direction
from boucle.platform.http import RequestBody
from boucle.registry.api.schemas.base import EachOnce
from boucle.registry.api.schemas.declarations.flows import Month, QuantityIn
from boucle.registry.api.schemas.values import MonthsText, PhoneText, PriceText


class FlowDetailsIn(RequestBody):
    """What ``contact_id`` writes of a flow of its company; None: as before. ``quantity``: measured,
    of a year; ``cost``: EUR per unit, paid for an output (negative: sold) or what feeds an
    input."""

    contact_id: UUID
    flow_id: UUID
    quantity: QuantityIn | None = None
    months: Annotated[tuple[Month, ...], EachOnce, MonthsText] | None = None
    cost: PriceText | None = None
    phone: PhoneText | None = None

    def patch(self, direction: Direction) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.quantity is not None:
            found |= {"quantity": self.quantity.model_dump(), "certainty": "measured"}
        if self.months is not None:
            found["availability"] = {"months": list(self.months)}
        if self.cost is not None and direction == "output":
            found["current_route"] = {"cost_eur_per_unit": self.cost}
        elif self.cost is not None:
            found["current_supply"] = {"price_eur_per_unit": self.cost}
        return found
