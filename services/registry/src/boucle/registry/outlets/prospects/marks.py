"""Which prospects a territory's animators asked, in Postgres."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.paging import PageRequest
from boucle.registry.domain.entities import entity_of
from boucle.registry.tables.where import Where, page

ProspectState = Literal["to_call", "called", "joined", "declined"]

_MARK: Final = """
    INSERT INTO marked_prospect (territory, siret, state, note, name, naf_code, commune, by, at)
    SELECT $1, $2, $3, $4, prospect.name, naf_code, commune, $5, $6
    FROM (SELECT $2::text AS siret) AS asked LEFT JOIN prospect USING (siret)
    ON CONFLICT (territory, siret) DO UPDATE SET state = $3, note = $4, by = $5, at = $6,
        name = coalesce(excluded.name, marked_prospect.name),
        naf_code = coalesce(excluded.naf_code, marked_prospect.naf_code),
        commune = coalesce(excluded.commune, marked_prospect.commune)
    RETURNING *
"""
_LISTED: Final = "SELECT * FROM (SELECT *, at AS updated_at, siret AS id FROM marked_prospect) AS m"
_MARKS: Final = """
    SELECT siret, state, note FROM marked_prospect WHERE territory = $1 AND siret = ANY($2::text[])
"""


@dataclass(frozen=True, slots=True)
class MarkedProspect:
    """``name``, ``naf_code``, ``commune``: as INSEE's file had them; None: it did not."""

    territory: str
    siret: str
    state: ProspectState
    note: str | None
    name: str | None
    naf_code: str | None
    commune: str | None
    by: str
    at: datetime


async def mark(
    session: WriteSession,
    territory: str,
    siret: str,
    state: ProspectState,
    note: str | None,
    by: str,
    now: datetime,
) -> MarkedProspect:
    row = await session.fetchrow(_MARK, territory, siret, state, note, by, now)
    return entity_of(MarkedProspect, row)


async def list_marked(
    session: ReadSession,
    territory: str,
    states: Collection[ProspectState] | None,
    request: PageRequest,
) -> Sequence[MarkedProspect]:
    where = Where()
    where.add("territory = {}", territory)
    where.any_of("state", states, "text")
    tail = page(where, request)
    rows = await session.fetch(f"{_LISTED} WHERE {where} {tail}", *where.parameters)
    return [entity_of(MarkedProspect, row) for row in rows]


class Mark(NamedTuple):
    """What a territory's animators did about an establishment."""

    state: ProspectState | None = None
    note: str | None = None


async def marks_of(
    session: ReadSession, territory: str, sirets: Collection[str]
) -> dict[str, Mark]:
    """Return those of establishments that were marked, by SIRET."""
    rows = await session.fetch(_MARKS, territory, list(sirets))
    return {row["siret"]: Mark(row["state"], row["note"]) for row in rows}
