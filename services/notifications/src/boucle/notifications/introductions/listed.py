"""Introductions as a principal may list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.common.db import ReadSession
from boucle.common.identity import Principal
from boucle.common.paging import BY_CHANGE, Sort
from boucle.notifications.introductions.store import COLUMNS, KeptIntroduction, whole

# What each principal may see: $1 organisations, $2 territories, $3 everything. A company sees it
# once its own mail left, or it answered; what all answered elsewhere began with other mails. Where
# the other's side is, it cannot ask either.
SELECT_PAGE = f"""
select {COLUMNS} from introduction i
where ($3 or exists (
    select from introduction_side s where s.introduction_id = i.introduction_id
    and (s.territory = any($2) or s.organisation_id = any($1)
         and (s.sent_at is not null or s.answered_at is not null or exists (
              select from mail m where m.introduction_id = i.introduction_id
              and m.organisation_id = s.organisation_id and m.step <> 'introduction')))))
and ($4::text[] is null or exists (
    select from introduction_side s where s.introduction_id = i.introduction_id
    and s.territory = any($4) and (cardinality($1::uuid[]) = 0 or s.organisation_id = any($1))))
and ($5::uuid[] is null or i.synergy_id = any($5))
and ($6::text[] is null or i.state = any($6))
and ($7::timestamptz is null or i.updated_at >= $7)
and ($9::uuid is null or i.introduction_id = $9)
{{beyond}}
order by i.updated_at {{direction}}, i.introduction_id {{direction}} limit $8
"""
_BEYOND = "and (i.updated_at, i.introduction_id) {} ($10, $11)"


@dataclass(frozen=True, slots=True)
class Filters:
    """Any of the values of each; None: anything."""

    territories: Sequence[str] | None = None
    synergies: Sequence[UUID] | None = None
    states: Sequence[str] | None = None
    updated_after: datetime | None = None
    introduction_id: UUID | None = None


async def page(
    session: ReadSession,
    principal: Principal,
    filters: Filters,
    after: tuple[object, UUID] | None,
    limit: int,
    sort: Sort = BY_CHANGE,
) -> list[KeptIntroduction]:
    """Introductions that this principal may see, in order of change."""
    driver = await session.driver()
    beyond = "" if after is None else _BEYOND.format(sort.beyond)
    rows = await driver.fetch(
        SELECT_PAGE.format(beyond=beyond, direction=sort.direction),
        list(principal.organisations) if principal.role == "company" else [],
        list(principal.territories) if principal.role == "animator" else [],
        principal.role == "operator",
        filters.territories,
        filters.synergies,
        filters.states,
        filters.updated_after,
        limit,
        filters.introduction_id,
        *(after or ()),
    )
    return await whole(driver, rows)
