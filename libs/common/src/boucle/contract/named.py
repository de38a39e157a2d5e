"""Tell which parties of a synergy are named to its viewer, and where. Pure: a mask decided."""

from uuid import UUID

from boucle.contract.kinds import of_group
from boucle.contract.views import SideView, SynergyView


def named(masked: SynergyView) -> tuple[SideView, ...]:
    """Return the sides that the viewer of this view knows by name: none until all consented."""
    if not masked.disclosed or masked.masked:
        return ()
    return tuple(side for side in masked.sides if not side.masked)


def named_carrier(masked: SynergyView) -> SideView | None:
    """Return who carries the group, whom those who are named to each other know as well."""
    return of_group(masked, lambda group: group.carrier) if named(masked) else None


def parties_href(masked: SynergyView) -> str | None:
    """Return where registry names them; None while nobody is named."""
    return parties_path(masked.synergy_id) if named(masked) else None


def parties_path(synergy_id: UUID) -> str:
    return f"/v1/synergies/{synergy_id}/parties"
