"""What is wrong with a flow on the day on which it is declared."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from boucle.platform.db import Session
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.at_site.contracts import contract_fault
from boucle.registry.declarations.at_site.declared import ToCheck
from boucle.registry.domain.entities import Declaration, Flow, FlowDraft


async def checked(
    _session: Session, drafts: Sequence[ToCheck[Flow]], today: date
) -> Sequence[Declaration | Faulty]:
    """Each, or what is wrong with it. A flow names nothing that is looked up."""
    found = [(one.draft, list(_faults_on(one, today))) for one in drafts]
    return [Faulty(*faults) if faults else draft for draft, faults in found]


def _faults_on(one: ToCheck[Flow], today: date) -> Iterator[Fault]:
    """A contract that ended since it was declared is kept."""
    kept = _contract_ends(one.seen.draft if one.seen else None)
    for part, end in _contract_ends(one.draft).items():
        fault = contract_fault(end, today, f"{part}.contract_end")
        if fault and kept.get(part) != end:
            yield fault


def _contract_ends(draft: Declaration | None) -> Mapping[str, date | None]:
    if not isinstance(draft, FlowDraft):
        return {}
    parts = {"current_route": draft.current_route, "current_supply": draft.current_supply}
    return {name: part.contract_end for name, part in parts.items() if part}
