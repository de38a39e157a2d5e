"""Ids of groups, and the places that they are made with. Pure."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from boucle.contract.cells import Cell
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.sharing import Zone
from boucle.platform.ids import named

GROUPS: Final = UUID("0e0c4a6a-5f0d-5f9e-8a57-6d0d0b6f2f7a")
"""The namespace of their ids."""


def zone_anchor(territory: str, zone: Zone) -> str:
    """Of what is in a zone: codes are unique in their territory."""
    return f"zone:{territory}/{zone.code}"


def cell_anchor(cell: Cell) -> str:
    """Of what is in no zone."""
    return f"cell:{cell.north}/{cell.east}"


def group_id(kind: SynergyKind, anchor: str, members: Iterable[UUID]) -> UUID:
    """uuid5 of ``<kind>/<anchor>/<sharing ids, sorted, joined by commas>``: whoever finds the same
    members at the same place finds the same group."""
    named_by = ",".join(sorted(map(str, members)))
    return named(GROUPS, f"{kind}/{anchor}/{named_by}")
