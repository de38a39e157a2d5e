"""What is wrong with an input: the field, the value received, and what would be right."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """``field`` is a path inside what was sent: ``quantity.unit``. ``fr``: message and what would
    be right in French, for files that come back to people. ``against``: the field that this one
    disagrees with."""

    field: str
    value: object
    message: str
    expected: str
    fr: tuple[str, str] | None = None
    against: str | None = None


class Faulty(ValueError):
    """An input that cannot be taken as it is; every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{f.field}: {f.message}" for f in faults))
        self.faults = faults

    def under(self, prefix: str) -> "Faulty":
        """The same faults, their fields inside ``prefix``."""
        return Faulty(*(replace(f, field=f"{prefix}.{f.field}") for f in self.faults))
