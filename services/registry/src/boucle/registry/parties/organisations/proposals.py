"""Contacts that were named on a page and that an animator has yet to confirm, in Postgres."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest
from boucle.registry.domain.entities import Language, entity_of
from boucle.registry.tables import ContactProposalRow
from boucle.registry.tables.where import Where, page, reachable

_KNOWN: Final = """
    SELECT * FROM (
        SELECT contact_proposal.id, organisation_id, organisation.name AS organisation, territory,
            contact_proposal.name, email, language, passed_on_by, proposed_at,
            proposed_at AS updated_at
        FROM contact_proposal JOIN organisation ON organisation.id = organisation_id
        WHERE withdrawn_at IS NULL
    ) AS proposal WHERE
"""
_OF: Final = "SELECT lower(email) FROM contact_proposal WHERE organisation_id = $1"
_DROP: Final = "DELETE FROM contact_proposal WHERE id = $1"


@dataclass(frozen=True, slots=True)
class ContactProposal:
    """``passed_on_by``: the contact to whom the mail had been sent. Personal data: it is deleted
    once it is decided. The contact that it becomes has its id."""

    id: UUID
    organisation_id: UUID
    name: str
    email: str
    language: Language
    passed_on_by: UUID
    proposed_at: datetime


@dataclass(frozen=True, slots=True)
class ListedProposal(ContactProposal):
    """``organisation``: its name."""

    organisation: str
    territory: str


async def addresses_proposed(session: Session, organisation: UUID) -> frozenset[str]:
    """In lower case."""
    return frozenset(row["lower"] for row in await session.fetch(_OF, organisation))


async def add(session: WriteSession, proposal: ContactProposal) -> None:
    await session.add(ContactProposalRow(**asdict(proposal)))


async def find(session: Session, id_: UUID, principal: Principal) -> ListedProposal | None:
    """If it is for this principal to decide."""
    where = _reachable(principal)
    where.add("id = {}", id_)
    row = await session.fetchrow(f"{_KNOWN} {where}", *where.parameters)
    return entity_of(ListedProposal, row) if row else None


async def list_open(
    session: ReadSession, principal: Principal, request: PageRequest
) -> Sequence[ListedProposal]:
    """Those for organisations of an animator's territories, or all."""
    where = _reachable(principal)
    tail = page(where, request, Cursor.uuid)
    rows = await session.fetch(f"{_KNOWN} {where} {tail}", *where.parameters)
    return [entity_of(ListedProposal, row) for row in rows]


async def drop(session: WriteSession, id_: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_DROP, id_)


def _reachable(principal: Principal) -> Where:
    where = Where()
    reachable(
        where,
        principal,
        organisation="NULL::uuid",
        territory="territory = ANY({}::text[])",
        tools="{}::text IS NULL",
    )
    return where
