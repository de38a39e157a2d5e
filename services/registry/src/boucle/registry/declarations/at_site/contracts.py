"""A contract that ended is none that covers a declaration today. Pure."""

from datetime import date

from boucle.platform.errors import Fault


def contract_fault(end: date | None, today: date, field: str = "contract_end") -> Fault | None:
    """Of a contract that ended before it is declared."""
    if end is None or end >= today:
        return None
    return Fault(
        field,
        end.isoformat(),
        "is behind: this contract ended",
        "the end of the contract in force; leave it out where none is",
    )
