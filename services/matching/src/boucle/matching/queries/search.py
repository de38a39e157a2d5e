"""Find synergies, pairs in lists and lives together, for readers who may see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import places_of
from boucle.contract.kinds.members import organisations
from boucle.contract.masking import Viewer
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.store import Candidate, Pair
from boucle.matching.groups import store as stored_groups
from boucle.matching.groups.decisions import bare
from boucle.matching.lives.scored import ScoredPair, flows_of, scored
from boucle.matching.lives.transitions import ACTED_ON
from boucle.matching.queries import across, groups_across, walks
from boucle.matching.queries.across import FoundAcross
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.groups_across import DetectedGroup
from boucle.platform.db import Database, ReadSession, Session
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
WHERE need_id = $1 AND (introduced && $2::uuid[] OR $2::uuid[] = '{}') AND state = ANY($4::text[])
ORDER BY synergy_id LIMIT $3
"""
_GROUPS = (
    "SELECT synergy_id, body, changed_at FROM synergy_group WHERE synergy_id = ANY($1::uuid[])"
)
_life = msgspec.json.Decoder(Life)
_group = msgspec.json.Decoder(Group)


class FoundPage(NamedTuple):
    """``next``: where the next page begins; None on the last one. A page may be short."""

    synergies: list[FoundSynergy]
    next: Cursor | None


def sees(viewer: Viewer, found: FoundSynergy) -> bool:
    """Tell whether the viewer may see a synergy at all: a company sees what was introduced to it,
    an animator what has a side in his territories."""
    if viewer.everything:
        return True
    if found.life is None and found.stored_group is not None:
        return bool(viewer.territories)  # for whom it was found
    if not places_of(found.whole()).isdisjoint(viewer.territories):
        return True
    if any(side.territory in viewer.territories for side in found.whole().sides):
        return True
    life = found.life
    return life is not None and not viewer.organisations.isdisjoint(introduced_to(life))


async def one(session: Session, synergy_id: UUID, viewer: Viewer) -> FoundSynergy | None:
    """Return one synergy as the viewer finds it; whether he may see it is for ``sees`` to say."""
    listed = await candidates.candidates(session, [synergy_id])
    found = await whole(session, [synergy_id], listed, viewer)
    if found:
        return found[0]
    flows = listed[synergy_id].pair if synergy_id in listed else None
    pair = await across.of_pair(session, viewer, synergy_id, flows)
    return None if pair is None else _of_copies(pair)


async def candidates_of_need(
    session: ReadSession, need_id: UUID, viewer: Viewer
) -> list[FoundSynergy]:
    """Return a limited number of the need's pairs that the viewer sees: those in lists, best first,
    or across a border by copies; those introduced to a company, or that an animator of one side
    sees acted on, whatever lists hold now."""
    listed = {one.synergy_id: one for one in await candidates.of_need(session, need_id, OF_A_NEED)}
    ids = dict.fromkeys(listed)
    if viewer.organisations or across.looks_across(viewer):
        own = list(viewer.organisations)
        rows = await session.fetch(_INTRODUCED, need_id, own, OF_A_NEED, sorted(ACTED_ON))
        acted_on = dict.fromkeys(row["synergy_id"] for row in rows)
        ids = acted_on if viewer.organisations else ids | acted_on
    found = await whole(session, list(ids), listed, viewer)
    found += map(_of_copies, await across.of_flow(session, viewer, need_id))
    return [one for one in found if sees(viewer, one)]


async def find(
    session: ReadSession, filters: SynergyFilters, *, viewer: Viewer, page: PageRequest
) -> FoundPage:
    """Find synergies that the viewer may see: those with a life first, by their last step."""
    lives, pairs, groups, following = await walks.synergies(session, filters, viewer, page)
    of_groups = [one.group.synergy_id if isinstance(one, DetectedGroup) else one for one in groups]
    listed = await candidates.candidates(session, lives) if lives else {}
    listed |= {pair.synergy_id: pair for pair in pairs if isinstance(pair, Candidate)}
    ids = [*lives, *(pair.synergy_id for pair in pairs), *of_groups]
    known = ids if viewer.everything else lives + [one.synergy_id for one in listed.values()]
    found = {one.synergy_id: one for one in await whole(session, known, listed, viewer)}
    found |= {pair.synergy_id: _of_copies(pair) for pair in pairs if isinstance(pair, FoundAcross)}
    found |= {
        one.group.synergy_id: _of_group(one) for one in groups if isinstance(one, DetectedGroup)
    }
    return FoundPage([found[id_] for id_ in ids if id_ in found], following)


async def store_shown(database: Database, found: Collection[FoundSynergy]) -> None:
    """Store which flows the ids of pairs across borders are of, and of which market those of
    groups, before they are shown."""
    pairs = {one.synergy_id: one.across.flows for one in found if one.across is not None}
    markets = {one.synergy_id: one.copied.across for one in found if one.copied is not None}
    if not pairs and not markets:
        return
    async with database.read() as session:
        known = await candidates.pairs_across(session, pairs)
        shown = await stored_groups.markets_shown(session, markets)
    new = {id_: pair for id_, pair in pairs.items() if id_ not in known}
    unknown = {id_: of for id_, of in markets.items() if of and (id_, of) not in shown}
    if new or unknown:
        async with database.write() as session:
            await candidates.save_across(session, new)
            await stored_groups.save_across(session, unknown)


class _StoredLife(NamedTuple):
    life: Life
    version: int
    inputs: bytes | None
    updated_at: datetime
    shown: Mapping[UUID, datetime]
    declared_at: datetime | None


async def whole(
    session: Session,
    ids: Sequence[UUID],
    listed: Mapping[UUID, Candidate],
    viewer: Viewer,
) -> list[FoundSynergy]:
    """Return those that match now or have a life, in this order."""
    lives = await _lives(session, ids)
    listed = {id_: listed[id_] for id_ in listed if _in_lists(viewer, listed[id_], lives.get(id_))}
    wanted = {id_: one.pair for id_, one in listed.items()} | _seen_whole(lives, viewer)
    scores = await scored(session, list(wanted.values())) if wanted else {}
    pairs = {id_: scores[pair] for id_, pair in wanted.items() if pair in scores}
    groups = await _groups(session, [id_ for id_ in ids if id_ not in listed], lives, viewer)
    found = (
        _found(id_, listed.get(id_), pairs.get(id_), lives.get(id_), groups.get(id_)) for id_ in ids
    )
    return [one for one in found if one is not None]


def _seen_whole(lives: Mapping[UUID, _StoredLife], viewer: Viewer) -> dict[UUID, Pair]:
    """Return pairs of which a company sees both sides: as their flows are now, whatever lists
    hold."""
    found: dict[UUID, Pair] = {}
    for id_, stored in lives.items():
        pair, own = flows_of(stored.life), organisations(stored.life.parties) & viewer.organisations
        whole = stored.life.disclosed or own == organisations(stored.life.parties)
        if pair is not None and own and whole:
            found[id_] = pair
    return found


def _in_lists(viewer: Viewer, listed: Candidate, stored: "_StoredLife | None") -> bool:
    """Tell whether the viewer may know that a list holds the pair, which follows from all others'
    exact values: a company and its tools never may, an animator of one side once both companies
    consented."""
    if viewer.organisations:
        return False
    if not across.looks_across(viewer) or viewer.territories.issuperset(listed.territories):
        return True
    return stored is not None and stored.life.disclosed


def _of_group(one: DetectedGroup) -> FoundSynergy:
    id_ = one.group.synergy_id
    return FoundSynergy(id_, one.updated_at, None, None, None, 0, stored_group=one)


def _of_copies(pair: FoundAcross) -> FoundSynergy:
    return FoundSynergy(pair.synergy_id, pair.changed_at, None, pair.pair, None, 0, across=pair)


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


async def _groups(
    session: Session, ids: Sequence[UUID], lives: Mapping[UUID, _StoredLife], viewer: Viewer
) -> dict[UUID, DetectedGroup]:
    if across.looks_across(viewer):
        return await _groups_across(session, ids, lives, viewer)
    rows = await session.fetch(_GROUPS, list(ids)) if ids else ()
    return {
        row["synergy_id"]: DetectedGroup(_group.decode(row["body"]), row["changed_at"])
        for row in rows
    }


async def _groups_across(
    session: Session, ids: Sequence[UUID], lives: Mapping[UUID, _StoredLife], viewer: Viewer
) -> dict[UUID, DetectedGroup]:
    """Return those that nobody acts on, as copies make them; lost where they make none."""
    free = [id_ for id_ in ids if id_ not in lives or lives[id_].life.state == "detected"]
    lost = {
        id_: DetectedGroup(replace(bare(group), state="lost"), lives[id_].updated_at, "")
        for id_ in free
        if id_ in lives and (group := lives[id_].life.group) is not None
    }
    return lost | (await groups_across.of_ids(session, viewer, free) if free else {})


def _found(
    synergy_id: UUID,
    candidate: Candidate | None,
    pair: ScoredPair | None,
    stored: _StoredLife | None,
    stored_group: DetectedGroup | None,
) -> FoundSynergy | None:
    """Return None if there is nothing to show: the pair no longer matches, and nobody gave it a
    life."""
    if pair is None:
        candidate = None
        if stored is None and stored_group is None:
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
