"""Likely duplicates: a flow that two sources declared is counted once until somebody resolves it.

Flows are compared inside a group: same site (hence one organisation, which has each SIRET once),
family (of several, the main one) and direction. In order of declaration, a flow repeats the first
counted flow of *another* source whose quantity is within 20 %, unless the pair was resolved. An
order of magnitude is like
anything: a ``typical`` flow repeats nothing and is repeated by nothing, unless somebody said so. So
what is flagged is a function of the group's set alone: when an original is withdrawn or moves away,
its duplicate takes its place at the next settlement.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from boucle.registry.domain.entities import Flow

Decision = Literal["same", "distinct"]
Decisions = Mapping[frozenset[UUID], Decision]


class DuplicateGroup(NamedTuple):
    """Where duplicates are looked for."""

    site: UUID
    family: str
    direction: str


def group_of(flow: Flow) -> DuplicateGroup | None:
    """The flow's group; none for a withdrawn or an unclassified flow, which repeats nothing."""
    family = flow.draft.family
    if flow.withdrawn_at is not None or family is None:
        return None
    return DuplicateGroup(flow.site_id, family, flow.draft.direction)


def groups_of(flow: Flow) -> tuple[DuplicateGroup, ...]:
    """Its groups by all of its families, the main one first."""
    group = group_of(flow)
    if group is None:
        return ()
    return (group, *[group._replace(family=one.family) for one in flow.draft.families[1:]])


def settle(flows: Iterable[Flow], decisions: Decisions) -> dict[UUID, Flow]:
    """The flows, by id, each with the ``duplicate_of`` that its group and the decisions give it."""
    counted: dict[DuplicateGroup, dict[str | None, list[Flow]]] = {}
    settled: dict[UUID, Flow] = {}
    for flow in sorted(flows, key=_age):
        group = group_of(flow)
        by_source = counted.setdefault(group, {}) if group else {}
        original = _original(flow, by_source, decisions)
        if original is None:
            by_source.setdefault(flow.source, []).append(flow)
        repeated = original.id if original else None
        settled[flow.id] = (
            flow if flow.duplicate_of == repeated else replace(flow, duplicate_of=repeated)
        )
    return settled


def _age(flow: Flow) -> tuple[datetime, UUID]:
    return flow.declared_at, flow.id


def _original(
    flow: Flow, counted: Mapping[str | None, Sequence[Flow]], decisions: Decisions
) -> Flow | None:
    """The first counted flow of another source that this one repeats."""
    firsts = (
        next((each for each in flows if _repeats(flow, each, decisions)), None)
        for source, flows in counted.items()
        if source != flow.source
    )
    return min((each for each in firsts if each is not None), key=_age, default=None)


def _repeats(flow: Flow, original: Flow, decisions: Decisions) -> bool:
    decision = decisions.get(frozenset((flow.id, original.id)))
    if decision is not None:
        return decision == "same"
    if "typical" in (flow.draft.certainty, original.draft.certainty):
        return False
    return _within_a_fifth(flow.draft.base, original.draft.base)


def _within_a_fifth(one: int, other: int) -> bool:
    return min(one, other) * 5 >= max(one, other) * 4
