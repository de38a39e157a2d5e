"""Sandboxes in Postgres."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.sandboxes import sandbox_of, sandbox_sql
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.paging import PageRequest
from boucle.registry.domain.entities import entity_of
from boucle.registry.tables import SandboxRow
from boucle.registry.tables.where import Where, page

# By territories too: after a restore, some may be known of which no row is.
_NEXT: Final = """
    SELECT coalesce(max(substr(code, 2, 5)::integer), 0) + 1 FROM (
        SELECT code FROM sandbox
        UNION ALL SELECT siren FROM territory WHERE siren LIKE '0%'
    ) AS known(code)
"""
_KNOWN: Final = """
    SELECT code, owner, sandbox.name, tool, animator, made_at, source
    FROM sandbox JOIN client ON client.client_id = tool
"""
_FIND: Final = f"{_KNOWN} WHERE code = $1"
_NAMED: Final = f"{_KNOWN} WHERE owner = $1 AND sandbox.name = $2"
_LISTED: Final = f"""
    SELECT * FROM (SELECT *, made_at AS updated_at, code AS id FROM ({_KNOWN}) AS known) AS listed
"""
_COUNT: Final = "SELECT count(*) FROM sandbox WHERE owner = $1"
_PRESENT: Final = """
    SELECT id FROM organisation
    WHERE territory LIKE $1 || '%' AND withdrawn_at IS NULL ORDER BY id LIMIT $2
"""

# Of a thing at a site, the site's territory says which sandbox it is in.
_IDLE: Final = f"""
    WITH moved AS (
        SELECT territory, updated_at, withdrawn_at FROM organisation WHERE territory LIKE '0%'
        UNION ALL SELECT territory, updated_at, withdrawn_at FROM site WHERE territory LIKE '0%'
        UNION ALL
        SELECT territory, thing.updated_at, thing.withdrawn_at FROM site JOIN (
            SELECT site_id, updated_at, withdrawn_at FROM flow
            UNION ALL SELECT site_id, updated_at, withdrawn_at FROM sharing
        ) AS thing ON thing.site_id = site.id WHERE territory LIKE '0%'
    )
    SELECT code FROM sandbox JOIN moved
        ON {sandbox_sql("moved.territory")} = {sandbox_sql("code")}
    GROUP BY code HAVING max(updated_at) < $1 AND count(*) > count(withdrawn_at)
    ORDER BY code LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """``code``: of the federation of its territories. ``owner``: who asked for it; ``tool`` and
    ``animator``: the client ids that act in it; ``source``: under which its tool declares."""

    code: str
    owner: str
    name: str
    tool: str
    animator: str
    source: str
    made_at: datetime


async def lock_all(session: WriteSession) -> None:
    """Two that ask at once get two numbers, or one sandbox where both ask for the same."""
    driver = await session.driver()
    await driver.execute("LOCK TABLE sandbox IN SHARE ROW EXCLUSIVE MODE")


async def next_number(session: WriteSession) -> int:
    return int(await session.fetchval(_NEXT))


async def count_of(session: Session, owner: str) -> int:
    return int(await session.fetchval(_COUNT, owner))


async def find(session: Session, code: str) -> Sandbox | None:
    row = await session.fetchrow(_FIND, code)
    return entity_of(Sandbox, row) if row else None


async def find_named(session: Session, owner: str, name: str) -> Sandbox | None:
    row = await session.fetchrow(_NAMED, owner, name)
    return entity_of(Sandbox, row) if row else None


async def add(session: WriteSession, sandbox: Sandbox) -> None:
    values = {name: value for name, value in asdict(sandbox).items() if name != "source"}
    await session.add(SandboxRow(**values))


async def list_of(
    session: ReadSession, request: PageRequest, *, owner: str | None, own: str | None
) -> Sequence[Sandbox]:
    """Those that ``owner`` asked for, and the one of the code ``own``; all of them if None."""
    where = Where()
    if owner is not None:
        where.add("(owner = {} OR code = {})", owner, own or "")
    tail = page(where, request)
    rows = await session.fetch(f"{_LISTED} WHERE {where} {tail}", *where.parameters)
    return [entity_of(Sandbox, row) for row in rows]


async def present_organisations(session: Session, code: str, most: int) -> list[UUID]:
    """Some of those that are not withdrawn, in id order."""
    return [row["id"] for row in await session.fetch(_PRESENT, sandbox_of(code), most)]


async def idle(session: Session, before: datetime, most: int) -> list[str]:
    """Codes of sandboxes that hold something, in which nothing was declared since ``before``."""
    return [row["code"] for row in await session.fetch(_IDLE, before, most)]


def placed(sandbox: Sandbox) -> tuple[datetime, object]:
    """The place of a sandbox in the order of pages."""
    return sandbox.made_at, sandbox.code
