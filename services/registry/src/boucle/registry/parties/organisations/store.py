"""Organisations and their contacts in Postgres."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import Final
from uuid import UUID

from asyncpg import Record
from sqlalchemy import all_, any_, bindparam, delete, func
from sqlmodel import col, select

from boucle.contract.sandboxes import sandbox_of, sandbox_sql
from boucle.platform.db import Database, ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Place, Sort, both_ways
from boucle.registry.domain.entities import Contact, Organisation, OrganisationState, entity_of
from boucle.registry.tables import ContactRow, OrganisationRow
from boucle.registry.tables.where import NAMED, Where, page, reachable

SORTS: Final = both_ways(BY_CHANGE, Sort("declared_at"), Sort("name", text=True))

_COLUMNS = columns_of(OrganisationRow)
_FIND = f"SELECT {_COLUMNS} FROM organisation WHERE id = ANY($1::uuid[])"
# Shared: its sites may be written meanwhile, its grants may not change under them.
_HOLD = f"{_FIND} FOR SHARE"
_LOCK = f"{_FIND} FOR NO KEY UPDATE"
_VERIFIED = f"""
    SELECT {_COLUMNS} FROM organisation
    WHERE siren = $1 AND state = 'verified' AND withdrawn_at IS NULL
        AND {sandbox_sql("territory")} = $2
"""
_LOCK_BOTH = f"{_FIND} ORDER BY id FOR NO KEY UPDATE"
_TERRITORIES = """
    SELECT territory FROM organisation WHERE id = $1
    UNION SELECT territory FROM site WHERE organisation_id = $1 AND withdrawn_at IS NULL
"""
_CONTACTS = (
    select(ContactRow)
    .where(col(ContactRow.organisation_id) == any_(bindparam("organisations")))
    .order_by(col(ContactRow.organisation_id), func.lower(ContactRow.email))
)
_CONTACT = select(ContactRow).where(col(ContactRow.id) == bindparam("id"))
_DIRECTORY = """
    SELECT organisation.id AS organisation_id, organisation.name AS organisation,
           array(SELECT organisation.territory UNION SELECT territory FROM site
                 WHERE organisation_id = organisation.id AND withdrawn_at IS NULL) AS territories,
           contact.id, contact.name, email, phone, language, role, passed_on_by, passes_to
    FROM organisation LEFT JOIN contact ON contact.organisation_id = organisation.id
    WHERE organisation.id = ANY($1::uuid[])
    ORDER BY organisation.id, passes_to IS NOT NULL,
        NOT EXISTS (SELECT 1 FROM contact AS other
                    WHERE other.organisation_id = organisation.id
                        AND other.passes_to = contact.id),
        lower(email)
"""
_DROP_CONTACTS = delete(ContactRow).where(
    col(ContactRow.organisation_id) == bindparam("organisation"),
    col(ContactRow.id) != all_(bindparam("kept")),
)


async def find_organisation(session: Session, id_: UUID) -> Organisation | None:
    row = await session.fetchrow(_FIND, [id_])
    return _organisation(row) if row else None


async def find_organisations(session: Session, ids: Collection[UUID]) -> dict[UUID, Organisation]:
    return {row["id"]: _organisation(row) for row in await session.fetch(_FIND, list(ids))}


async def hold_organisation(session: WriteSession, id_: UUID) -> Organisation | None:
    """Locked for as long as one of its sites is written."""
    row = await session.fetchrow(_HOLD, [id_])
    return _organisation(row) if row else None


async def lock_organisation(session: WriteSession, id_: UUID) -> Organisation | None:
    """Locked to be changed itself; before its sites, which come before their flows."""
    row = await session.fetchrow(_LOCK, [id_])
    return _organisation(row) if row else None


async def lock_organisations(
    session: WriteSession, ids: Collection[UUID]
) -> dict[UUID, Organisation]:
    """Locked in id order."""
    return {row["id"]: _organisation(row) for row in await session.fetch(_LOCK_BOTH, list(ids))}


async def find_verified(session: Session, siren: str, territory: str) -> Organisation | None:
    """The one verified organisation of this SIREN that is present, if any: of the sandbox that the
    territory is in, of none where it is real."""
    row = await session.fetchrow(_VERIFIED, siren, sandbox_of(territory))
    return _organisation(row) if row else None


async def territories_of(session: Session, id_: UUID) -> frozenset[str]:
    """Its own territory and those of its sites: their animators may reach it."""
    return frozenset(row["territory"] for row in await session.fetch(_TERRITORIES, id_))


async def save_organisation(session: WriteSession, organisation: Organisation) -> None:
    row = OrganisationRow(
        id=organisation.id,
        name=organisation.name,
        siren=organisation.siren,
        territory=organisation.territory,
        example=organisation.example,
        tools=list(organisation.tools),
        direct=organisation.direct,
        state=organisation.state,
        entity_version=organisation.version,
        declared_at=organisation.declared_at,
        updated_at=organisation.updated_at,
        withdrawn_at=organisation.withdrawn_at,
        merged_into=organisation.merged_into,
    )
    await session.save(row, keep=("declared_at",))


async def contacts_of(
    session: Session, organisations: Collection[UUID]
) -> dict[UUID, list[Contact]]:
    contacts: dict[UUID, list[Contact]] = defaultdict(list)
    for row in await session.all(_CONTACTS, organisations=list(organisations)):
        contacts[row.organisation_id].append(Contact(**row.model_dump(exclude={"organisation_id"})))
    return contacts


async def find_contact(session: Session, id_: UUID) -> tuple[UUID, Contact] | None:
    """Its organisation's id, and the contact."""
    row = next(iter(await session.all(_CONTACT, id=id_)), None)
    if row is None:
        return None
    return row.organisation_id, Contact(**row.model_dump(exclude={"organisation_id"}))


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """Who an organisation is. ``territories``: its own, and those of its sites."""

    name: str
    territories: Sequence[str]
    contacts: list[Contact]


async def directory(
    database: Database, organisations: Collection[UUID]
) -> dict[UUID, DirectoryEntry]:
    """Each that is known, in one round trip; of its contacts those first whom others named as the
    right person, those last who named somebody."""
    found: dict[UUID, DirectoryEntry] = {}
    for row in await database.fetch(_DIRECTORY, list(organisations)):
        entry = DirectoryEntry(row["organisation"], sorted(row["territories"]), [])
        entry = found.setdefault(row["organisation_id"], entry)
        if row["id"] is not None:
            entry.contacts.append(entity_of(Contact, row))
    return found


async def first_contacts(
    session: ReadSession, organisations: Collection[UUID]
) -> dict[UUID, Contact]:
    """Return whom mails name to others: the first of each, as in the directory."""
    found: dict[UUID, Contact] = {}
    for row in await session.fetch(_DIRECTORY, list(organisations)):
        if row["id"] is not None:
            found.setdefault(row["organisation_id"], entity_of(Contact, row))
    return found


async def save_contacts(
    session: WriteSession, organisation: UUID, contacts: Iterable[Contact]
) -> None:
    """These and no others."""
    rows = [ContactRow(organisation_id=organisation, **asdict(one)) for one in contacts]
    await session.execute(_DROP_CONTACTS, organisation=organisation, kept=[row.id for row in rows])
    await session.save(*rows, keep=("organisation_id",))


async def list_organisations(
    session: ReadSession,
    principal: Principal,
    request: PageRequest,
    *,
    territories: Collection[str] | None,
    sirens: Collection[str] | None,
    states: Collection[OrganisationState] | None,
    withdrawn: bool | None,
    ids: Collection[UUID] | None = None,
    words: Collection[str] = (),
) -> Sequence[Organisation]:
    where = _reachable(principal)
    where.any_of("id", ids, "uuid")
    where.words(NAMED, words)
    where.any_of("territory", territories, "text")
    where.any_of("siren", sirens, "text")
    if states is not None:  # one state as it stands in the index of those claimed
        where.add(" OR ".join(f"state = '{state}'" for state in states).join("()"))
    where.withdrawn(withdrawn)
    tail = page(where, request, Cursor.uuid)
    statement = f"SELECT {_COLUMNS} FROM organisation WHERE {where} {tail}"
    return [_organisation(row) for row in await session.fetch(statement, *where.parameters)]


async def visible_organisations(
    session: Session, principal: Principal, ids: Collection[UUID]
) -> dict[UUID, Organisation]:
    """Of these, those that the caller may see; withdrawn ones too."""
    where = _reachable(principal)
    where.add("id = ANY({}::uuid[])", list(ids))
    statement = f"SELECT {_COLUMNS} FROM organisation WHERE {where}"
    rows = await session.fetch(statement, *where.parameters)
    return {row["id"]: _organisation(row) for row in rows}


def _reachable(principal: Principal) -> Where:
    where = Where()
    reachable(
        where,
        principal,
        organisation="id",
        territory=(
            "(territory = ANY({0}::text[]) OR EXISTS (SELECT 1 FROM site WHERE "
            "site.organisation_id = organisation.id AND site.withdrawn_at IS NULL "
            "AND site.territory = ANY({0}::text[])))"
        ),
        tools="tools @> ARRAY[{}::text]",
    )
    return where


def _organisation(row: Record) -> Organisation:
    return entity_of(Organisation, row, tools=tuple(row["tools"]), version=row["entity_version"])


def placed(sort: Sort) -> Callable[[Organisation], Place]:
    """The place of an organisation in an order of pages."""
    return attrgetter(sort.column, "id")
