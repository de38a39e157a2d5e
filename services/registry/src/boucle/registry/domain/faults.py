"""What is wrong with an input: the field, the value received, and what would be right."""

from dataclasses import dataclass

from boucle.platform.errors import FieldError, Invalid, invalid


@dataclass(frozen=True, slots=True)
class Fault:
    """``field`` is a path inside what was sent: ``quantity.unit``. ``against``: the field that
    this one disagrees with."""

    field: str
    value: object
    message: str
    expected: str
    against: str | None = None


class Faulty(Invalid):
    """An input that cannot be taken as it is; every fault found, not only the first. ``place``: the
    part of the request that holds the fields."""

    def __init__(self, *faults: Fault, place: str = "body") -> None:
        errors = [
            FieldError(f"{place}.{fault.field}", fault.value, fault.message, fault.expected)
            for fault in faults
        ]
        super().__init__(invalid(errors).detail, errors=errors)
        self.faults = faults
