"""What a change of flows makes of their neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.registry.declarations.at_site.declared import Changed, concluded_one, is_kept_the_same
from boucle.registry.declarations.flows.duplicates import (
    Decisions,
    DuplicateGroup,
    groups_of,
    settle,
)
from boucle.registry.declarations.flows.typical import superseded
from boucle.registry.domain.entities import Flow


def touched_groups(flows: Iterable[Flow]) -> set[DuplicateGroup]:
    """The groups whose counting depends on these flows."""
    return {group for flow in flows for group in groups_of(flow)}


def concluded(
    before: Mapping[UUID, Flow],
    after: Mapping[UUID, Flow],
    decisions: Decisions,
    *,
    now: datetime,
    anyway: frozenset[UUID] = frozenset(),
) -> Sequence[Changed[Flow]]:
    """What to save and publish, in id order, once typical flows yielded to declared ones and
    duplicates are settled among ``after``.

    ``before`` and ``after`` hold every flow of every group concerned. ``anyway``: flows whose
    event changes although their row does not (their site's facts did).
    """
    settled = settle(superseded(after, now).values(), decisions)
    changes = []
    for id_ in sorted(settled):
        old, new = before.get(id_), settled[id_]
        if id_ in anyway or old is None or not is_kept_the_same(old, new):
            changes.append(concluded_one("flow", old, new, now))
    return changes
