"""What a contact says of its company's flow, and why registry refuses it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FlowDetails:
    """``quantity``: measured, a year's, with its unit; ``cost``: EUR per unit. None: as before."""

    quantity: str | None = None
    unit: str = ""
    months: Sequence[int] | None = None
    cost: str | None = None
    phone: str | None = None

    @property
    def body(self) -> Mapping[str, object]:
        quantity = {"value": self.quantity, "unit": self.unit} if self.quantity else None
        found = {
            "quantity": quantity,
            "months": None if self.months is None else list(self.months),
            "cost": self.cost,
            "phone": self.phone,
        }
        return {name: value for name, value in found.items() if value is not None}


class NotCorrected(Exception):
    """Registry refuses: ``field`` is what its API names, ``said`` is in French. ``gone``: the flow
    or the contact is no more."""

    def __init__(self, field: str, said: str, *, gone: bool = False) -> None:
        super().__init__(said)
        self.field, self.said, self.gone = field, said, gone
