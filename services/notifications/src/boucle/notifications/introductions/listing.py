"""List introductions as a principal may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from boucle.contract.rounding import hour_of
from boucle.notifications.introductions.store import COLUMNS, StoredIntroduction, whole
from boucle.platform.db import ReadSession, Session
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, Sort

# What an animator ($1: territories) or the operator (none) sees; of the hour, while a side is
# masked for the animator: the moment may be the other's.
_OF_STAFF = """
select i.*, i.state as shown_state,
       case when $1::text[] is null or i.state = 'disclosed' or not exists (
                select from introduction_side s
                where s.introduction_id = i.introduction_id and s.territory <> all($1))
            then i.updated_at else date_trunc('hour', i.updated_at, 'UTC')
       end as shown_at
from introduction i
where ($1::text[] is null or exists (
    select from introduction_side s
    where s.introduction_id = i.introduction_id and s.territory = any($1)))
and ($2::text[] is null or exists (
    select from introduction_side s
    where s.introduction_id = i.introduction_id and s.territory = any($2)))
"""
# What companies ($1) see, with the state of ``decisions.shown_to``, and when what they are shown
# last changed. One sees it once its own mail left, or it answered; what all answered elsewhere
# began with other mails. Where the other's side is, it cannot ask either.
_OF_COMPANIES = """
select i.*, coalesce(own.changed_at, i.updated_at) as shown_at,
       case when own.disclosed or i.state = 'disclosed' and (
                 select every(s.consent) and count(*) <= 2 from introduction_side s
                 where s.introduction_id = i.introduction_id)
            then 'disclosed' when own.answered or not own.sent then 'answered' else 'sent'
       end as shown_state
from introduction i join (
    select s.introduction_id, coalesce(max(s.changed_at), min(asked.at)) as changed_at,
           bool_or(s.sent_at is not null) as sent,
           bool_or(s.answered_at is not null) as answered,
           bool_or(s.disclosed_at is not null) as disclosed
    from introduction_side s left join lateral (
        select min(m.created_at) as at from mail m
        where s.changed_at is null and m.introduction_id = s.introduction_id
        and m.organisation_id = s.organisation_id and m.step <> 'introduction') asked on true
    where s.organisation_id = any($1::uuid[])
    and (s.sent_at is not null or s.answered_at is not null or asked.at is not null)
    group by s.introduction_id) own using (introduction_id)
where $2::text[] is null or exists (
    select from introduction_side s where s.introduction_id = i.introduction_id
    and s.territory = any($2) and s.organisation_id = any($1))
"""
SELECT_PAGE = f"""
select {COLUMNS}, shown_at from ({{seen}}) i
where ($3::uuid[] is null or synergy_id = any($3))
and ($4::text[] is null or shown_state = any($4))
and ($5::timestamptz is null or shown_at >= $5)
and ($7::uuid is null or introduction_id = $7)
{{beyond}}
order by shown_at {{direction}}, introduction_id {{direction}} limit $6
"""
_SELECT_LATEST = f"""
select {COLUMNS} from introduction where synergy_id = $1
order by created_at desc, introduction_id desc limit 1
"""
_BEYOND = "and (shown_at, introduction_id) {} ($8, $9)"


@dataclass(frozen=True, slots=True)
class Filters:
    """Allowed values of each; None: any."""

    territories: Sequence[str] | None = None
    synergies: Sequence[UUID] | None = None
    states: Sequence[str] | None = None
    updated_after: datetime | None = None
    introduction_id: UUID | None = None


async def page(
    session: Session,
    principal: Principal,
    filters: Filters,
    after: tuple[object, UUID] | None,
    limit: int,
    sort: Sort = BY_CHANGE,
) -> list[StoredIntroduction]:
    """Return introductions that this principal may see, ordered by when what it is shown of them
    changed, each with that time."""
    driver = await session.driver()
    company, since = principal.role == "company", filters.updated_after
    if principal.role == "animator" and since is not None:
        since = hour_of(since)
    whose: list[UUID] | list[str] | None = list(principal.territories)
    if company or principal.role == "operator":
        whose = list(principal.organisations) if company else None
    rows = await driver.fetch(
        SELECT_PAGE.format(
            seen=_OF_COMPANIES if company else _OF_STAFF,
            beyond="" if after is None else _BEYOND.format(sort.beyond),
            direction=sort.direction,
        ),
        whose,
        filters.territories,
        filters.synergies,
        filters.states,
        since,
        limit,
        filters.introduction_id,
        *(after or ()),
    )
    found = await whole(driver, rows)
    return [
        replace(stored, updated_at=row["shown_at"]) for stored, row in zip(found, rows, strict=True)
    ]


async def latest(session: ReadSession, synergy: UUID) -> StoredIntroduction | None:
    """Return a synergy's newest introduction."""
    driver = await session.driver()
    return next(iter(await whole(driver, await driver.fetch(_SELECT_LATEST, synergy))), None)
