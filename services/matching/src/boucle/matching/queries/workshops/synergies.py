"""Read what companies of the same territories could say to one another: the pairs that lists hold,
and the groups found, that are not over and do not run. All companies are of these territories:
who animates them sees each whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.contract.events.changed_lists import DECLARED_FIRST, score_of
from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.kinds.members import OVER
from boucle.matching.kinds import DETECTED
from boucle.platform.db import ReadSession

MOST: Final = 20_000
"""Pairs that are looked at, the best by rank."""
GROUP_WORTH: Final = 5_000
"""Groups have no score: all companies of one at a table are worth half of the best pair to each."""
_DONE: Final = [*sorted(OVER), "running"]
_PAIRS: Final = """
WITH own AS MATERIALIZED (
    SELECT flow_id, organisation_id, family FROM owned_flow
    WHERE territory = ANY($1::text[]) AND NOT withdrawn AND family IS NOT NULL
        AND ($2::uuid[] IS NULL OR organisation_id = ANY($2)))
SELECT entry.synergy_id, max(rank) AS rank, offer.family AS subject,
    offer.organisation_id AS offer, need.organisation_id AS need
FROM entry
JOIN own offer ON offer.flow_id = CASE WHEN gives THEN owner ELSE partner END
JOIN own need ON need.flow_id = CASE WHEN gives THEN partner ELSE owner END
WHERE offer.organisation_id <> need.organisation_id AND NOT EXISTS (
    SELECT FROM life WHERE life.synergy_id = entry.synergy_id AND life.state = ANY($3::text[]))
GROUP BY 1, 3, 4, 5 ORDER BY rank DESC, synergy_id LIMIT $4
"""
_GROUPS: Final = """
SELECT body FROM synergy_group
WHERE territories <@ $1::text[] AND state = ANY($3::text[])
    AND ($2::uuid[] IS NULL OR organisations && $2)
ORDER BY synergy_id LIMIT $4
"""
_STANDING: Final = ["near", "viable", "proposed"]
_group = msgspec.json.Decoder(Group)


@dataclass(frozen=True, slots=True)
class PossibleTalk:
    """A synergy that companies could talk about. ``worth``: to each two of them, of 10,000.
    ``gives``: of a pair, who offers; the other takes."""

    synergy_id: UUID
    kind: SynergyKind
    subject: str
    worth: int
    companies: tuple[UUID, ...]
    gives: UUID | None = None

    def pairs(self) -> Iterator[tuple[UUID, UUID]]:
        return combinations(sorted(self.companies), 2)


async def possible_talks(
    session: ReadSession, territories: Sequence[str], companies: Sequence[UUID] | None
) -> list[PossibleTalk]:
    """Return them, the best first; ``companies``: of these only."""
    asked = list(territories), None if companies is None else list(companies)
    pairs = await session.fetch(_PAIRS, *asked, _DONE, MOST)
    groups = await session.fetch(_GROUPS, *asked, _STANDING, MOST)
    found = [_of_pair(row) for row in pairs]
    found += _of_groups((_group.decode(row["body"]) for row in groups), companies)
    return sorted(found, key=lambda one: (-one.worth, one.synergy_id))


def worth_of(talks: Iterable[PossibleTalk]) -> dict[tuple[UUID, UUID], int]:
    """Return what each two companies have to say to each other: the best they could talk about."""
    worth: dict[tuple[UUID, UUID], int] = {}
    for one in talks:
        for pair in one.pairs():
            worth[pair] = max(worth.get(pair, 0), one.worth)
    return worth


def _of_pair(row: Any) -> PossibleTalk:
    """What nobody declared, but is typical of an activity, is worth half."""
    declared = row["rank"] >= DECLARED_FIRST
    return PossibleTalk(
        synergy_id=row["synergy_id"],
        kind=DETECTED,
        subject=row["subject"],
        worth=max(1, score_of(row["rank"]) // (1 if declared else 2)),
        companies=(row["offer"], row["need"]),
        gives=row["offer"],
    )


def _of_groups(groups: Iterable[Group], companies: Sequence[UUID] | None) -> Iterator[PossibleTalk]:
    wanted = None if companies is None else set(companies)
    for one in groups:
        members = sorted({member.organisation_id for member in one.members})
        there = members if wanted is None else [each for each in members if each in wanted]
        if len(there) > 1:
            worth = max(1, GROUP_WORTH // (len(members) - 1))
            yield PossibleTalk(one.synergy_id, one.kind, one.subject, worth, tuple(there))
