"""Find synergies, pairs in lists and lives together, for readers who may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import places_of
from boucle.contract.kinds.members import organisations
from boucle.contract.masking import Viewer, mask_synergy, preview_for
from boucle.contract.views import SynergyView, view_of
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates import stored_inputs
from boucle.matching.candidates.coarse_views import coarse_view, hidden_roles
from boucle.matching.candidates.store import Candidate, Pair
from boucle.matching.candidates.stored_inputs import StoredInputs
from boucle.matching.candidates.synergy import PairInputs, Synergy
from boucle.matching.candidates.views import view_of_candidate
from boucle.matching.lives.groups import view_of_found
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.scored import ScoredPair, flows_of, scored
from boucle.matching.lives.seen import TOGETHER
from boucle.matching.lives.transitions import ACTED_ON
from boucle.matching.queries import walks
from boucle.matching.queries.filters import SynergyFilters
from boucle.platform.db import ReadSession, Session
from boucle.platform.paging import Cursor, PageRequest

OF_A_NEED = 200
"""Pairs of one need that are looked at: its best."""

_LIVES = """
SELECT synergy_id, body, entity_version, inputs, updated_at, shown.*, (
    SELECT max(changed_at) FROM owned_flow WHERE flow_id = ANY(life.flows)
) AS declared_at
FROM life CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(organisation_id), '{}') AS shown_to,
           coalesce(array_agg(changed_at), '{}') AS shown_at
    FROM shown_life WHERE shown_life.synergy_id = life.synergy_id
) AS shown
WHERE synergy_id = ANY($1::uuid[])
"""
_INTRODUCED = """
SELECT synergy_id FROM life
WHERE need_id = $1 AND introduced && $2::uuid[] AND state = ANY($4::text[])
ORDER BY synergy_id LIMIT $3
"""
_GROUPS = (
    "SELECT synergy_id, body, changed_at FROM synergy_group WHERE synergy_id = ANY($1::uuid[])"
)
_life = msgspec.json.Decoder(Life)
_group = msgspec.json.Decoder(Group)


@dataclass(frozen=True, slots=True)
class FoundSynergy:
    """A synergy that a list holds (``candidate``, and ``pair`` with its current score), or that has
    a life, or both. ``kept``: the stored inputs of the life's figures. ``group``: of a group, as
    last found. ``shown``: when what each party sees last changed; ``declared_at``: when a flow of
    the life did. For companies and tools there is no candidate: what lists hold follows from all
    others' exact values."""

    synergy_id: UUID
    updated_at: datetime
    candidate: Candidate | None
    pair: ScoredPair | None
    life: Life | None
    life_version: int
    inputs: bytes | None = None
    shown: Mapping[UUID, datetime] = field(default_factory=dict)
    stored_group: "_StoredGroup | None" = None
    declared_at: datetime | None = None

    @property
    def synergy(self) -> Synergy | None:
        return None if self.pair is None else self.pair.synergy

    def whole(self) -> SynergyView:
        """Return the unmasked view."""
        if self.synergy is not None:
            return view_of_candidate(self.synergy, self.life)
        if self.life is not None and (self.life.state != "detected" or not self.stored_group):
            return view_of(self.life)
        if not self.stored_group:
            raise ValueError("a synergy is held by a list, is of a group or has a life")
        return view_of_found(self.stored_group.group, self.stored_group.updated_at, self.life)

    def masked_for(self, viewer: Viewer) -> SynergyView:
        """Return the masked view: by its preview once qualified; before, with figures from coarse
        copies of the masked sides (see ``coarse``). Figures of a life without stored inputs, which
        do not move, are rounded."""
        return self.masked(self.whole(), viewer)

    def masked(self, whole: SynergyView, viewer: Viewer) -> SynergyView:
        """Mask a view with other figures of this pair."""
        view = mask_synergy(whole, viewer=viewer)
        if not view.masked or preview_for(whole, viewer) is not None:
            return view
        inputs = self._inputs()
        if inputs is None:
            return view
        coarse = coarse_view(whole, inputs, hidden_roles(view), rules())
        return mask_synergy(coarse, viewer=viewer)

    def updated_for(self, viewer: Viewer, *, masked: bool) -> datetime:
        """Return when what the viewer sees last changed. A company hears of no step that changes
        nothing for it, and follows figures where it sees every side."""
        if self.life is None or not viewer.organisations:
            return self.updated_at
        parties = organisations(self.life.parties)
        own = parties & viewer.organisations
        if own == parties:
            own |= {TOGETHER}
        moments = [at for one, at in self.shown.items() if one in own]
        if self.declared_at is not None and not masked:
            moments.append(self.declared_at)
        return max(moments, default=self.updated_at)

    def _inputs(self) -> PairInputs | None:
        if self.pair is not None:
            return self.pair.inputs
        inputs = stored_inputs.read(self.inputs, rules())
        return inputs.inputs if isinstance(inputs, StoredInputs) else None


class FoundPage(NamedTuple):
    """``next``: where the next page begins; None on the last one. A page may be short."""

    synergies: list[FoundSynergy]
    next: Cursor | None


def sees(viewer: Viewer, found: FoundSynergy) -> bool:
    """Tell whether the viewer may see a synergy at all: a company sees what was introduced to it,
    an animator what has a side in his territories."""
    if viewer.everything:
        return True
    if not places_of(found.whole()).isdisjoint(viewer.territories):
        return True
    if any(side.territory in viewer.territories for side in found.whole().sides):
        return True
    life = found.life
    return life is not None and not viewer.organisations.isdisjoint(introduced_to(life))


async def one(session: Session, synergy_id: UUID, viewer: Viewer) -> FoundSynergy | None:
    listed = await candidates.candidates(session, [synergy_id])
    found = await _whole(session, [synergy_id], listed, viewer)
    return found[0] if found else None


async def candidates_of_need(
    session: ReadSession, need_id: UUID, viewer: Viewer
) -> list[FoundSynergy]:
    """Return a limited number of the need's pairs that the viewer sees: those in lists, best first;
    of a company those that it was introduced to, whatever lists hold now."""
    listed = {one.synergy_id: one for one in await candidates.of_need(session, need_id, OF_A_NEED)}
    ids = dict.fromkeys(listed)
    if viewer.organisations:
        own = list(viewer.organisations)
        rows = await session.fetch(_INTRODUCED, need_id, own, OF_A_NEED, sorted(ACTED_ON))
        ids = dict.fromkeys(row["synergy_id"] for row in rows)
    found = await _whole(session, list(ids), listed, viewer)
    return [one for one in found if sees(viewer, one)]


async def find(
    session: ReadSession, filters: SynergyFilters, *, viewer: Viewer, page: PageRequest
) -> FoundPage:
    """Find synergies that the viewer may see: those with a life first, by their last step."""
    lives, pairs, groups, following = await walks.synergies(session, filters, viewer, page)
    listed = await candidates.candidates(session, lives) if lives else {}
    listed |= {pair.synergy_id: pair for pair in pairs}
    ids = [*lives, *(pair.synergy_id for pair in pairs), *groups]
    return FoundPage(await _whole(session, ids, listed, viewer), following)


class _StoredGroup(NamedTuple):
    group: Group
    updated_at: datetime


class _StoredLife(NamedTuple):
    life: Life
    version: int
    inputs: bytes | None
    updated_at: datetime
    shown: Mapping[UUID, datetime]
    declared_at: datetime | None


async def _whole(
    session: Session, ids: Sequence[UUID], listed: Mapping[UUID, Candidate], viewer: Viewer
) -> list[FoundSynergy]:
    """Return those that match now or have a life, in this order: to companies and tools, whatever
    lists hold."""
    lives = await _lives(session, ids)
    wanted = {id_: one.pair for id_, one in listed.items()}
    if viewer.organisations:
        listed, wanted = {}, _seen_whole(lives, viewer)
    scores = await scored(session, list(wanted.values())) if wanted else {}
    pairs = {id_: scores[pair] for id_, pair in wanted.items() if pair in scores}
    groups = await _groups(session, [id_ for id_ in ids if id_ not in listed])
    found = (
        _found(id_, listed.get(id_), pairs.get(id_), lives.get(id_), groups.get(id_)) for id_ in ids
    )
    return [one for one in found if one is not None]


def _seen_whole(lives: Mapping[UUID, _StoredLife], viewer: Viewer) -> dict[UUID, Pair]:
    found: dict[UUID, Pair] = {}
    for id_, stored in lives.items():
        pair, own = flows_of(stored.life), organisations(stored.life.parties)
        if pair is not None and (stored.life.disclosed or own <= viewer.organisations):
            found[id_] = pair
    return found


async def _lives(session: Session, ids: Collection[UUID]) -> dict[UUID, _StoredLife]:
    return {
        row["synergy_id"]: _StoredLife(
            _life.decode(row["body"]),
            row["entity_version"],
            row["inputs"],
            row["updated_at"],
            dict(zip(row["shown_to"], row["shown_at"], strict=True)),
            row["declared_at"],
        )
        for row in await session.fetch(_LIVES, list(ids))
    }


async def _groups(session: Session, ids: Collection[UUID]) -> dict[UUID, _StoredGroup]:
    rows = await session.fetch(_GROUPS, list(ids)) if ids else ()
    return {
        row["synergy_id"]: _StoredGroup(_group.decode(row["body"]), row["changed_at"])
        for row in rows
    }


def _found(
    synergy_id: UUID,
    candidate: Candidate | None,
    pair: ScoredPair | None,
    stored: _StoredLife | None,
    stored_group: _StoredGroup | None,
) -> FoundSynergy | None:
    """Return None if there is nothing to show: the pair no longer matches, and nobody gave it a
    life."""
    if pair is None:
        candidate = None
    if candidate is None and stored is None and stored_group is None:
        return None
    # Of a group that somebody acts on, each change is a step of its life.
    rows = (candidate, stored, stored_group if stored is None else None)
    changed = [one.updated_at for one in rows if one is not None]
    return FoundSynergy(
        synergy_id,
        max(changed),
        candidate,
        pair,
        None if stored is None else stored.life,
        0 if stored is None else stored.version,
        None if stored is None else stored.inputs,
        {} if stored is None else stored.shown,
        stored_group,
        None if stored is None else stored.declared_at,
    )
