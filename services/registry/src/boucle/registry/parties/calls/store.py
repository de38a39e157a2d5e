"""Calls with companies, in Postgres."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest
from boucle.registry.domain.entities import entity_of
from boucle.registry.tables import CallRow
from boucle.registry.tables.where import Where, page, reachable

# A contact that is gone is named no more.
_KNOWN: Final = """
    SELECT * FROM (
        SELECT call.id, call.organisation_id, organisation.name AS organisation,
            organisation.territory, call.at, call.by, call.with_whom, call.text, call.next_on,
            call.at AS updated_at,
            (SELECT contact.id FROM contact WHERE contact.id = call.contact_id
                AND contact.organisation_id = call.organisation_id) AS contact_id
        FROM company_call AS call JOIN organisation ON organisation.id = call.organisation_id
        WHERE organisation.withdrawn_at IS NULL
    ) AS call WHERE
"""
_IN: Final = """
    (territory = ANY({0}::text[]) OR EXISTS (
        SELECT FROM site WHERE site.organisation_id = call.organisation_id
            AND site.withdrawn_at IS NULL AND site.territory = ANY({0}::text[])))
"""
# The last call says whether the company is to be called again.
_LAST: Final = """
    NOT EXISTS (
        SELECT FROM company_call AS later WHERE later.organisation_id = call.organisation_id
            AND (later.at, later.id) > (call.at, call.id))
"""
_CONTACT: Final = "SELECT true FROM contact WHERE id = $1 AND organisation_id = $2"
_MOVE: Final = "UPDATE company_call SET organisation_id = $2 WHERE organisation_id = $1"


@dataclass(frozen=True, slots=True)
class CompanyCall:
    """``by``: a client id. ``contact_id``, else ``with_whom``: who was spoken with. ``next_on``:
    to be called again."""

    id: UUID
    organisation_id: UUID
    at: datetime
    by: str
    contact_id: UUID | None
    with_whom: str | None
    text: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ListedCall(CompanyCall):
    """``organisation``: its name."""

    organisation: str
    territory: str


async def add_call(session: WriteSession, call: CompanyCall) -> None:
    await session.add(CallRow(**asdict(call)))


async def has_contact(session: WriteSession, organisation: UUID, contact: UUID) -> bool:
    return bool(await session.fetchval(_CONTACT, contact, organisation))


async def move_calls(session: WriteSession, one: UUID, into: UUID) -> None:
    """To the organisation that it was merged into."""
    driver = await session.driver()
    await driver.execute(_MOVE, one, into)


async def list_calls(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    *,
    organisation: UUID | None = None,
    territories: Collection[str] | None = None,
    due_before: date | None = None,
) -> Sequence[ListedCall]:
    """Those with companies that an animator or the operator may read, in order of time."""
    where = Where()
    reachable(where, principal, organisation="NULL::uuid", territory=_IN, tools="{}::text IS NULL")
    where.maybe("organisation_id = {}", organisation)
    if territories is not None:
        where.add(_IN, list(territories))
    if due_before is not None:
        where.add("next_on < {}", due_before)
        where.add(_LAST)
    tail = page(where, request, Cursor.uuid)
    rows = await session.fetch(f"{_KNOWN} {where} {tail}", *where.parameters)
    return [entity_of(ListedCall, row) for row in rows]
