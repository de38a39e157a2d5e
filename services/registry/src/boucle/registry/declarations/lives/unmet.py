"""Whether a flow still looks for a partner: prospects are sought for those that do only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from boucle.catalogue import Catalogue, taken_by_run
from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Quantity
from boucle.registry.domain.entities import Flow

PassedOver = Literal["withdrawn", "duplicate", "typical", "met"]


@dataclass(frozen=True, slots=True)
class RunningSynergy:
    """What a life takes, at its version. ``offer``, ``need``: the flows on its sides, None where a
    company stands for itself. ``agreed``: a year, None unless it runs and the quantity is known."""

    synergy_id: UUID
    version: int
    offer: UUID | None
    need: UUID | None
    agreed: Quantity | None


def run_of(life: Life, version: int) -> RunningSynergy:
    """What a life takes. Consent and study take nothing: no quantity is agreed before it runs."""
    flows = {party.side.role: party.side.flow_id for party in life.parties}
    agreed = life.agreed if life.state == "running" else None
    return RunningSynergy(life.synergy_id, version, flows.get("offer"), flows.get("need"), agreed)


def taken_by(
    runs: Iterable[RunningSynergy], flows: Mapping[UUID, Flow], catalogue: Catalogue
) -> dict[UUID, int]:
    """Base units a year that these runs take of each flow, as matching deducts them."""
    taken: dict[UUID, int] = {}
    for run in runs:
        if run.agreed is None:
            continue
        offer, need = _family(run.offer, flows), _family(run.need, flows)
        shares = taken_by_run(catalogue, run.agreed.value, run.agreed.unit, offer, need)
        for flow, share in zip((run.offer, run.need), shares, strict=True):
            if flow is not None:
                taken[flow] = taken.get(flow, 0) + share
    return taken


def _family(flow: UUID | None, flows: Mapping[UUID, Flow]) -> str | None:
    known = flows.get(flow) if flow is not None else None
    return None if known is None else known.draft.family


def passed_over(flow: Flow, taken: int) -> PassedOver | None:
    """Why nobody is sought for a flow of which runs take so many base units; None: it is unmet."""
    if flow.withdrawn_at is not None:
        return "withdrawn"
    if flow.duplicate_of is not None:
        return "duplicate"
    if flow.draft.certainty == "typical":
        return "typical"
    return "met" if 0 < taken >= flow.draft.base else None
