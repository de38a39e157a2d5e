"""Find the pairs across a border that an animator of one side is shown, from his side as declared
and coarse copies of flows elsewhere. No list is read: its exact order would tell of the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Final, NamedTuple
from uuid import UUID

from boucle.contract.cells import cell_of_vector
from boucle.contract.events.registry import Nature
from boucle.contract.masking import Viewer
from boucle.contract.sandboxes import sandbox_of
from boucle.matching import declared
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.across import FreeFlow, best_across
from boucle.matching.candidates.store import Pair
from boucle.matching.candidates.synergy import PairInputs, pair_id, synergy_of
from boucle.matching.crowds.steps import WIDEST_LEVEL
from boucle.matching.lives.pair_scoring import facts_of, rules, settings_of
from boucle.matching.lives.scored import ScoredPair, stored_now
from boucle.matching.lives.store import running
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.queries.near import FlowOwner, copies_of, near, reaches_of
from boucle.matching.scoring import FlowInputs, ScoringSettings
from boucle.matching.scoring.families import left_of
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession, Session
from boucle.platform.ids import uuid_of

_LOOKED_AT: Final = 100
"""Copies looked at for a flow, about: shared out among the families that could be partners."""
_LEAST_OF_A_FAMILY: Final = 8
_FLOWS: Final = 4
"""Flows whose pairs are computed together."""

_CHANGED = "SELECT flow_id, changed_at FROM owned_flow WHERE flow_id = ANY($1::uuid[])"
_LIVES = "SELECT synergy_id FROM life WHERE synergy_id = ANY($1::uuid[])"
# Of several families, another one may be the pair's.
_COULD_BE = """
SELECT flow_id FROM owned_flow WHERE flow_id = ANY($1::uuid[]) AND (
    further IS NOT NULL OR family = ANY(CASE WHEN output THEN $2::text[] ELSE $3::text[] END))
"""
_HERE = """
SELECT flow_id FROM owned_flow
WHERE flow_id = ANY($1::uuid[]) AND territory = ANY($2::text[]) AND NOT withdrawn
"""


@dataclass(frozen=True, slots=True)
class FoundAcross:
    """``flow``: the viewer's side; ``changed_at``: when it was."""

    synergy_id: UUID
    flow: UUID
    changed_at: datetime
    pair: ScoredPair

    @property
    def flows(self) -> Pair:
        return uuid_of(self.pair.inputs.offer.flow), uuid_of(self.pair.inputs.need.flow)


def looks_across(viewer: Viewer) -> bool:
    return bool(viewer.territories) and not viewer.everything


async def of_flows(
    session: ReadSession,
    viewer: Viewer,
    flows: Sequence[UUID],
    *,
    filters: SynergyFilters,
    since: datetime | None,
    after: tuple[UUID, UUID],
    limit: int,
) -> list[FoundAcross]:
    """Return pairs of these flows of the viewer's that nobody acted on, by flow and id, after that
    place: ``limit`` at least, if there are."""
    if not looks_across(viewer) or filters.candidacy:
        return []
    if filters.natures is not None:
        flows = await _of_natures(session, flows, frozenset(filters.natures))
    found: list[FoundAcross] = []
    for start in range(0, len(flows), _FLOWS):
        pairs = await _of_some(session, viewer, flows[start : start + _FLOWS])
        found += [
            one
            for one in pairs
            if (one.flow, one.synergy_id) > after and _is_asked_for(one, filters, since)
        ]
        if len(found) >= limit:
            break
    return sorted(found, key=lambda one: (one.flow, one.synergy_id))


async def _of_natures(
    session: ReadSession, flows: Sequence[UUID], natures: frozenset[Nature]
) -> list[UUID]:
    """Keep those that a pair of these natures can have: computing the others' would find none."""
    rows = await session.fetch(_COULD_BE, list(flows), *_families_of(natures))
    kept = {row["flow_id"] for row in rows}
    return [flow for flow in flows if flow in kept]


@lru_cache(maxsize=16)
def _families_of(natures: frozenset[Nature]) -> tuple[list[str], list[str]]:
    """Return the families of what is offered of these natures, and of what takes it."""
    family = rules().family
    routes = [one for one in rules().routes if family(one.output).nature in natures]
    offered = {family(one.output).key for one in routes}
    return sorted(offered), sorted({family(one.input).key for one in routes})


async def of_flow(session: Session, viewer: Viewer, flow_id: UUID) -> list[FoundAcross]:
    return await _of_some(session, viewer, [flow_id]) if looks_across(viewer) else []


async def of_pair(
    session: Session, viewer: Viewer, synergy_id: UUID, flows: Pair | None
) -> FoundAcross | None:
    """Return the pair of this id. ``flows``: those of a list, if one holds it."""
    if not looks_across(viewer):
        return None
    flows = flows or (await candidates.pairs_across(session, [synergy_id])).get(synergy_id)
    if flows is None:
        return None
    for row in await session.fetch(_HERE, list(flows), list(viewer.territories)):
        pairs = await of_flow(session, viewer, row["flow_id"])
        return next((one for one in pairs if one.synergy_id == synergy_id), None)
    return None


def _is_asked_for(one: FoundAcross, filters: SynergyFilters, since: datetime | None) -> bool:
    inputs = one.pair.inputs
    places = {inputs.offer.territory, inputs.need.territory}
    return (
        (filters.territories is None or not places.isdisjoint(filters.territories))
        and (filters.natures is None or one.pair.synergy.nature in filters.natures)
        and (since is None or one.changed_at >= since)
    )


class _Asked(NamedTuple):
    """A flow of the viewer's, and the flows elsewhere that are looked at."""

    own: FreeFlow
    others: Collection[UUID]


async def _of_some(session: Session, viewer: Viewer, flow_ids: Sequence[UUID]) -> list[FoundAcross]:
    stored = await stored_now(session, flow_ids)
    taken = facts_of(await running(session, list(stored.rows)))
    asked = [
        await _asked(
            session, viewer, FreeFlow(*left_of(row, taken), stored.settings[row.territory])
        )
        for row in stored.rows.values()
    ]
    copies = await copies_of(session, {other for one in asked for other in one.others})
    settings = await _settings(session, copies)
    acted_on = await _acted_on(session, asked)
    work = partial(_best, asked, copies, settings, acted_on)
    best = await computed(work, sum(len(one.others) for one in asked))
    rows = await session.fetch(_CHANGED, list(stored.rows))
    changed = {row["flow_id"]: row["changed_at"] for row in rows}
    return [FoundAcross(pair.synergy.synergy_id, flow, changed[flow], pair) for flow, pair in best]


async def _asked(session: Session, viewer: Viewer, own: FreeFlow) -> _Asked:
    row, reaches = own.row, reaches_of(own.row, own.settings)
    if not reaches:
        return _Asked(own, ())
    around = cell_of_vector(row.x, row.y, row.z).widened(WIDEST_LEVEL)
    flows = await near(
        session,
        {family: around.steps_within(km) for family, km in reaches.items()},
        around,
        output=not row.output,
        apart_from=FlowOwner(uuid_of(row.organisation), sandbox_of(row.territory)),
        limit=max(_LEAST_OF_A_FAMILY, _LOOKED_AT // len(reaches)),
        outside=viewer.territories,
    )
    return _Asked(own, dict.fromkeys(one.flow_id for one in flows))


async def _settings(
    session: Session, copies: Mapping[UUID, FlowInputs]
) -> Mapping[str, ScoringSettings]:
    sirens = {copy.territory: copy for copy in copies.values()}
    known = await declared.territories(session, sirens)
    return {siren: settings_of(copy, known) for siren, copy in sirens.items()}


async def _acted_on(session: Session, asked: Sequence[_Asked]) -> frozenset[UUID]:
    """Return which of the pairs have a life: it shows them."""
    pairs = [_id(one.own.row, other.int) for one in asked for other in one.others]
    return frozenset(row["synergy_id"] for row in await session.fetch(_LIVES, pairs))


def _id(own: FlowInputs, other: int) -> UUID:
    return pair_id(own.flow, other) if own.output else pair_id(other, own.flow)


def _best(
    asked: Sequence[_Asked],
    copies: Mapping[UUID, FlowInputs],
    settings: Mapping[str, ScoringSettings],
    acted_on: Collection[UUID],
) -> list[tuple[UUID, ScoredPair]]:
    found: list[tuple[UUID, ScoredPair]] = []
    for own, others in asked:
        looked_at = [
            (copies[other], settings[copies[other].territory])
            for other in others
            if other in copies and _id(own.row, other.int) not in acted_on
        ]
        pairs = map(_scored, best_across(own, looked_at, rules()))
        found += [(uuid_of(own.row.flow), pair) for pair in pairs if pair is not None]
    return found


def _scored(inputs: PairInputs) -> ScoredPair | None:
    synergy = synergy_of(inputs, rules())
    return None if synergy is None else ScoredPair(synergy, inputs)
