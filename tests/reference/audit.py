"""The lists that the plain recompute finds, as the audit compares them."""

from boucle.matching.operations.audit.compare import (
    AuditInputs,
    AuditReport,
    RankedList,
    StoredResults,
    compare,
    ranked,
)
from boucle.matching.scoring import Rules
from tests.reference.recompute import RecomputeInputs, recompute_from


def compare_plainly(inputs: AuditInputs, stored: StoredResults, rules: Rules) -> AuditReport:
    """As the audit compares, with lists that share no code with the engine."""
    return compare(inputs, stored, plain_lists(inputs, stored, rules), rules)


def plain_lists(inputs: AuditInputs, stored: StoredResults, rules: Rules) -> dict[int, RankedList]:
    """``stored`` makes it sooner, never different."""
    world = RecomputeInputs.of(inputs.flows, inputs.settings, inputs.lives, rules)
    kept = {flow: ranked(entries) for flow, entries in stored.lists.items()}
    found = recompute_from(world, kept)
    return {
        flow: tuple((one.partner, one.rank) for one in entries)
        for flow, entries in found.items()
        if entries
    }
