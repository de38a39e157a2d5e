"""Finding synergies: candidates and lives together, for those who may see them.

Nobody learns by a filter what a mask hides: ``organisation`` and ``flow_id`` compare only the
sides that the caller sees whole, and ``min_score`` of others than the operator counts by bands.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common.db import ReadSession, Session
from boucle.common.errors import invalid_field
from boucle.common.events.matching import FoundBy, Life, State, Synergy, SynergyKind
from boucle.common.events.registry import Nature
from boucle.common.masking import Viewer, mask_synergy
from boucle.common.paging import Cursor, PageRequest
from boucle.common.rounding import least_of_band, score_band
from boucle.common.views import SynergyView, view_of
from boucle.matching.kinds import DETECTED

_life = msgspec.json.Decoder(Life)
_synergy = msgspec.json.Decoder(Synergy)


@dataclass(frozen=True, slots=True)
class SynergyFilters:
    """What is asked of a synergy; ``None``: anything."""

    territory: str | None = None
    organisation: UUID | None = None
    flow_id: UUID | None = None
    nature: Nature | None = None
    kind: SynergyKind | None = None
    state: State | None = None
    found_by: FoundBy | None = None
    min_score: int | None = None
    candidacy: bool | None = None


@dataclass(frozen=True, slots=True)
class FoundSynergy:
    """A synergy with its candidate (``synergy``, if the engine found it) and its life, if any."""

    synergy_id: UUID
    updated_at: datetime
    synergy: Synergy | None
    pair_version: int | None
    detected_at: datetime | None
    withdrawn_at: datetime | None
    life: Life | None
    life_version: int | None

    @property
    def candidate(self) -> bool:
        return self.synergy is not None and self.withdrawn_at is None

    @property
    def waits_for_animator(self) -> bool:
        """Deduced from an activity, and nobody gave it a life yet."""
        return self.life is None and self.synergy is not None and self.synergy.deduced

    def whole(self) -> SynergyView:
        """Unmasked. Once a life exists, an ended candidate counts no more."""
        return view_of(self.synergy if self.candidate or self.life is None else None, self.life)

    def seen_by(self, viewer: Viewer) -> SynergyView:
        return mask_synergy(self.whole(), viewer=viewer)


def sees(viewer: Viewer, found: FoundSynergy) -> bool:
    """Whether a synergy is the viewer's to see at all: it has one of its sides.

    What is deduced from an activity is a company's to see once an animator gave it a life.
    """
    sides = found.whole().sides
    return (
        viewer.everything
        or any(side.territory in viewer.territories for side in sides)
        or (
            not found.waits_for_animator
            and any(side.organisation_id in viewer.organisations for side in sides)
        )
    )


_COLUMNS = """
    coalesce(p.synergy_id, l.synergy_id) AS synergy_id,
    greatest(p.updated_at, l.updated_at) AS updated_at,
    p.body AS pair_body, p.entity_version AS pair_version, p.detected_at, p.withdrawn_at,
    l.body AS life_body, l.entity_version AS life_version
"""
# Each table by its key: no index serves what a full join of both makes.
_ONE = f"""
SELECT {_COLUMNS} FROM (SELECT $1::uuid AS synergy_id) AS asked
LEFT JOIN pair p ON p.synergy_id = asked.synergy_id
LEFT JOIN life l ON l.synergy_id = asked.synergy_id
WHERE p.synergy_id IS NOT NULL OR l.synergy_id IS NOT NULL
"""
_OF_NEED = f"""
SELECT {_COLUMNS} FROM pair p LEFT JOIN life l ON l.synergy_id = p.synergy_id
WHERE p.need_id = $1 AND p.withdrawn_at IS NULL
ORDER BY p.score DESC, p.synergy_id LIMIT 1000
"""
# Each synergy is found once, where it changed last, so that either index on (updated_at,
# synergy_id) gives a page without a sort of the whole.
_PAGE = """
SELECT {columns} FROM (
  (SELECT p.synergy_id, p.updated_at FROM pair p LEFT JOIN life l ON l.synergy_id = p.synergy_id
   WHERE (l.updated_at IS NULL OR l.updated_at <= p.updated_at) AND {of_pairs}
   ORDER BY p.updated_at, p.synergy_id LIMIT {limit})
  UNION ALL
  (SELECT l.synergy_id, l.updated_at FROM life l LEFT JOIN pair p ON p.synergy_id = l.synergy_id
   WHERE (p.updated_at IS NULL OR p.updated_at < l.updated_at) AND {of_lives}
   ORDER BY l.updated_at, l.synergy_id LIMIT {limit})
) AS found
LEFT JOIN pair p ON p.synergy_id = found.synergy_id
LEFT JOIN life l ON l.synergy_id = found.synergy_id
ORDER BY found.updated_at, found.synergy_id LIMIT {limit}
"""


async def one(session: Session, synergy_id: UUID) -> FoundSynergy | None:
    row = await session.fetchrow(_ONE, synergy_id)
    return None if row is None else _found(row)


async def candidates_of_need(session: ReadSession, need_id: UUID) -> list[FoundSynergy]:
    """The pairs of a need that lists hold, best first; the thousand best at most."""
    return [_found(row) for row in await session.fetch(_OF_NEED, need_id)]


async def find(
    session: ReadSession, filters: SynergyFilters, *, viewer: Viewer, page: PageRequest
) -> list[FoundSynergy]:
    """Up to ``page.limit + 1`` synergies that the viewer may see, by ``(updated_at, id)``.

    An ended candidate without a life shows only to those who follow changes (``updated_after``).
    """
    query = _Query()
    shared = query.wanted(filters, viewer, followed=page.updated_after is not None)
    sql = _PAGE.format(
        columns=_COLUMNS,
        limit=query.value(page.limit + 1),
        of_pairs=" AND ".join([*query.pairs(filters, viewer), *shared, *query.since("p", page)]),
        of_lives=" AND ".join([*query.lives(filters, viewer), *shared, *query.since("l", page)]),
    )
    return [_found(row) for row in await session.fetch(sql, *query.values)]


@dataclass(slots=True)
class _Query:
    """Conditions as SQL, their values apart: nothing asked for becomes text of the query."""

    values: list[Any] = field(default_factory=list)

    def value(self, value: Any, kind: str = "") -> str:
        self.values.append(value)
        return f"${len(self.values)}{kind}"

    def since(self, table: str, page: PageRequest) -> list[str]:
        conditions = []
        if page.updated_after is not None:
            conditions.append(f"{table}.updated_at >= {self.value(page.updated_after)}")
        if page.after is not None:
            place = f"{self.value(page.after.updated_at)}, {self.value(_id_of(page.after))}"
            conditions.append(f"({table}.updated_at, {table}.synergy_id) > ({place})")
        return conditions

    def wanted(self, filters: SynergyFilters, viewer: Viewer, *, followed: bool) -> list[str]:
        """What can be said of a pair and its life alike."""
        active = "(p.synergy_id IS NOT NULL AND p.withdrawn_at IS NULL)"
        conditions = ["TRUE"]
        if filters.candidacy is not None:
            conditions.append(active if filters.candidacy else f"NOT {active}")
        if not followed:
            conditions.append(f"({active} OR l.synergy_id IS NOT NULL)")
        for column, wanted in (
            ("coalesce(l.nature, p.nature)", filters.nature),
            (f"coalesce(l.kind, '{DETECTED}')", filters.kind),
            ("coalesce(l.state, 'detected')", filters.state),
            ("coalesce(l.found_by, 'engine')", filters.found_by),
        ):
            if wanted is not None:
                conditions.append(f"{column} = {self.value(wanted)}")
        if filters.min_score is not None:
            least = (
                filters.min_score
                if viewer.everything
                else least_of_band(score_band(filters.min_score))
            )
            # The score that is shown: an ended candidate counts no more once a life exists.
            shown = f"CASE WHEN {active} THEN p.score ELSE coalesce(l.score, p.score) END"
            conditions.append(f"{shown} >= {self.value(least)}")
        return conditions

    def pairs(self, filters: SynergyFilters, viewer: Viewer) -> list[str]:
        sides = [
            self._side(
                f"p.{side}_organisation", f"p.{side}_territory", f"p.{side}_id", filters, viewer
            )
            for side in ("offer", "need")
        ]
        conditions = [f"({' OR '.join(sides)})"]
        if not viewer.everything:  # what is deduced waits for an animator: see `sees`
            territories = self.value(list(viewer.territories), "::text[]")
            conditions.append(
                f"(NOT p.deduced OR l.synergy_id IS NOT NULL "
                f"OR p.offer_territory = ANY({territories}) "
                f"OR p.need_territory = ANY({territories}))"
            )
        if filters.territory is not None:
            territory = self.value(filters.territory)
            conditions.append(f"{territory} IN (p.offer_territory, p.need_territory)")
        return conditions

    def lives(self, filters: SynergyFilters, viewer: Viewer) -> list[str]:
        side = self._side("s.organisation", "s.territory", "s.flow", filters, viewer)
        sides = (
            "unnest(l.organisations, l.territories, l.flows) AS s(organisation, territory, flow)"
        )
        conditions = [f"EXISTS (SELECT FROM {sides} WHERE {side})"]
        if not viewer.everything:  # what the indexes can answer, before the sides are compared
            conditions.append(
                f"(l.organisations && {self.value(list(viewer.organisations), '::uuid[]')} "
                f"OR l.territories && {self.value(list(viewer.territories), '::text[]')})"
            )
        if filters.territory is not None:
            conditions.append(f"l.territories && ARRAY[{self.value(filters.territory)}::text]")
        return conditions

    def _side(
        self, organisation: str, territory: str, flow: str, filters: SynergyFilters, viewer: Viewer
    ) -> str:
        """One side that the viewer sees whole, and that is the one asked for."""
        conditions = ["TRUE"]
        if not viewer.everything:
            conditions.append(
                f"({organisation} = ANY({self.value(list(viewer.organisations), '::uuid[]')}) "
                f"OR {territory} = ANY({self.value(list(viewer.territories), '::text[]')}))"
            )
        if filters.organisation is not None:
            conditions.append(f"{organisation} = {self.value(filters.organisation)}")
        if filters.flow_id is not None:
            conditions.append(f"{flow} = {self.value(filters.flow_id)}")
        return f"({' AND '.join(conditions)})"


def _id_of(cursor: Cursor) -> UUID:
    try:
        return UUID(cursor.id)
    except ValueError:
        raise invalid_field(
            "query.cursor", cursor.encode(), "not a cursor", "the `next` of the previous page"
        ) from None


def _found(row: Any) -> FoundSynergy:
    pair, life = row["pair_body"], row["life_body"]
    return FoundSynergy(
        synergy_id=row["synergy_id"],
        updated_at=row["updated_at"],
        synergy=None if pair is None else _synergy.decode(pair),
        pair_version=row["pair_version"],
        detected_at=row["detected_at"],
        withdrawn_at=row["withdrawn_at"],
        life=None if life is None else _life.decode(life),
        life_version=row["life_version"],
    )
