"""Define a flow as the owner of its partition stores it."""

from typing import NamedTuple
from uuid import UUID

from boucle.contract.cells import cell_of
from boucle.contract.events.registry import Flow
from boucle.matching.crowds.steps import CrowdKey
from boucle.matching.sites import division_of


class StoredFlow(NamedTuple):
    """A row of ``owned_flow``: a flow as last read by its owner; ``body``: JSON of the event's
    data. ``family``: None if it is not matched, and nobody sees a copy of it. ``division``: empty
    if unknown. ``north``, ``east``: the cell of its place. ``declared_by``: the tool under whose
    source it is declared. ``further``: families besides the main one, separated by spaces; None
    without any."""

    flow_id: UUID
    partition: int
    offset: int
    version: int
    withdrawn: bool
    organisation_id: UUID
    territory: str
    nature: str
    output: bool
    family: str | None
    division: str
    north: int
    east: int
    declared_by: str | None
    further: str | None
    body: bytes

    @property
    def crowds(self) -> list[CrowdKey]:
        """Return the crowds that limit what is shown of it, one a family; none: nothing is
        shown."""
        if self.family is None or self.withdrawn:
            return []
        families = (self.family, *(self.further or "").split())
        place = self.output, self.division, self.north, self.east
        return [CrowdKey(family, *place) for family in families]

    @classmethod
    def of(
        cls, flow: Flow, place: tuple[int, int], version: int, body: bytes, *, withdrawn: bool
    ) -> "StoredFlow":
        """Make the row; ``place``: partition and offset of the event."""
        takes_part = flow.duplicate_of is None and not flow.on_trial
        cell = cell_of(flow.site.latitude, flow.site.longitude)
        return cls(
            flow.flow_id,
            *place,
            version,
            withdrawn,
            flow.organisation_id,
            flow.territory,
            flow.nature,
            flow.direction == "output",
            flow.family if takes_part else None,
            division_of(flow) or "",
            cell.north,
            cell.east,
            flow.declared_by,
            _further(flow) if takes_part else None,
            body,
        )


def _further(flow: Flow) -> str | None:
    return " ".join([one.family for one in flow.families[1:]]) or None
