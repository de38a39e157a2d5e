"""Sandboxes: closed sets of territories, where tools try what they send. Pure.

The code of a territory alone tells its sandbox: a 0 (an EPCI's SIREN begins with a 2), five digits
of the sandbox, two of the territory in it, Luhn's digit. So nobody waits for another event to know
that two flows have nothing to do with each other.
"""

from typing import Final

PREFIX: Final = 6
"""Characters of a code that are the same for all territories of a sandbox."""

_PATTERN: Final = "^0" + "." * (PREFIX - 1)


def sandbox_of(territory: str) -> str:
    """Return the start of a sandbox territory's code; "" for a real one."""
    return territory[:PREFIX] if territory.startswith("0") and len(territory) >= PREFIX else ""


def number_of(territory: str) -> int:
    """Return the sandbox as a number; 0 for a real territory."""
    found = sandbox_of(territory)
    return int(found) if found.isdecimal() else 0


def sandbox_sql(territory: str) -> str:
    """Return the SQL of ``sandbox_of`` for an expression."""
    return f"COALESCE(\"substring\"({territory}, '{_PATTERN}'), '')"
