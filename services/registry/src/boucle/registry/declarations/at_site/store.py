"""What is declared at sites in Postgres: one table a kind, read and written in the same ways."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final, Generic
from uuid import UUID

import msgspec
from asyncpg import Record
from sqlmodel import SQLModel

from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, names_of, upsert_of, values_of
from boucle.platform.identity import Principal
from boucle.platform.paging import BY_CHANGE, PageRequest, Sort, both_ways
from boucle.registry.declarations.at_site.declared import T, Work
from boucle.registry.declarations.at_site.to_put import ToPut, to_put, to_put_sql
from boucle.registry.domain.entities import Declaration, entity_of
from boucle.registry.tables.where import page_of_declared

SORTS: Final = both_ways(BY_CHANGE, Sort("declared_at"))


class AtSiteStore(Generic[T]):
    """The table of one kind. ``last_day``: SQL of a draft's last day, as its index has it; ISO
    dates are in order as text. ``strict``: drafts are JSON of exactly their types."""

    def __init__(
        self,
        row: type[SQLModel],
        make: type[T],
        draft: type[Declaration],
        last_day: str,
        *,
        strict: bool = True,
    ) -> None:
        self.word = word = str(row.__tablename__)
        self.make = make
        self._row, self._draft, self._strict = row, draft, strict
        own = {one.name for one in fields(make)}
        self._of_draft = [
            name for name in names_of(row) if name not in own and name in draft.__struct_fields__
        ]
        self._columns = (
            f"{columns_of(row)}, (SELECT client_id FROM client "
            f"WHERE client.source = {word}.source AND revoked_at IS NULL) AS declared_by"
        )
        self.select = f"SELECT {self._columns} FROM {word}"
        self.over_sql = f"""
            {self.select} WHERE withdrawn_at IS NULL AND {last_day} < $1
            ORDER BY {last_day} LIMIT $2
        """
        # One thing at a time is what tools declare most. Where an array may hold any number,
        # Postgres plans the statement again each time, which takes it longer than all the rest;
        # this it plans once.
        self._one_named = f"{self.select} WHERE source = $1 AND external_id = $2"
        self._to_put = to_put_sql(self._one_named)
        self._save = upsert_of(row, "source", "external_id")

    async def rows(self, session: Session, where: str, *values: object) -> list[T]:
        """``where``: what follows the table's name."""
        return list(map(self._thing, await session.fetch(f"{self.select} {where}", *values)))

    async def by_id(self, session: Session, where: str, *values: object) -> dict[UUID, T]:
        return {one.id: one for one in await self.rows(session, where, *values)}

    async def find(self, session: Session, ids: Collection[UUID]) -> dict[UUID, T]:
        return await self.by_id(session, "WHERE id = ANY($1::uuid[])", list(ids))

    async def find_named(
        self, session: Session, source: str, names: Collection[str]
    ) -> dict[str, T]:
        """A source's things, by its own ids; withdrawn ones too."""
        if len(names) == 1:
            rows = await session.fetch(self._one_named, source, *names)
        else:
            many = f"{self.select} WHERE source = $1 AND external_id = ANY($2::text[])"
            rows = await session.fetch(many, source, list(names))
        return {row["external_id"]: self._thing(row) for row in rows}

    async def find_to_put(
        self, session: WriteSession, source: str, client_id: str, site: str, name: str
    ) -> ToPut[T] | None:
        """In one round trip; None where the client has no such site."""
        row = await session.fetchrow(self._to_put, source, client_id, site, name)
        return None if row is None else to_put(row, self._thing)

    async def of_sites(self, session: Session, sites: Collection[UUID]) -> dict[UUID, T]:
        return await self.by_id(session, "WHERE site_id = ANY($1::uuid[])", list(sites))

    async def present_of_source(self, session: Session, source: str) -> dict[UUID, T]:
        return await self.by_id(session, "WHERE source = $1 AND withdrawn_at IS NULL", source)

    async def over(self, session: Session, today: date, limit: int) -> dict[UUID, T]:
        """Present ones whose last day is before ``today``, those over for longest first."""
        rows = await session.fetch(self.over_sql, today.isoformat(), limit)
        return {row["id"]: self._thing(row) for row in rows}

    async def lock(self, session: WriteSession, work: Work[T]) -> dict[UUID, T]:
        """What is to change, and what has the names of the new ones, as they are now; in id order,
        after their sites: no two writers can wait for each other."""
        where = """
            WHERE id = ANY($1::uuid[]) OR (source = $2 AND external_id = ANY($3::text[]))
            ORDER BY id FOR NO KEY UPDATE
        """
        return await self.by_id(session, where, list(work.seen), *work.new_names)

    async def save(self, session: WriteSession, things: Sequence[T]) -> None:
        driver = await session.driver()
        if len(things) == 1:
            await driver.execute(self._save, *self._values(things[0]))
        else:
            # In the order of names: two files that share names wait for, never block, each other.
            ordered = sorted(things, key=lambda one: (one.source or "", one.external_id or ""))
            await driver.executemany(self._save, [self._values(one) for one in ordered])

    async def page(
        self,
        session: ReadSession,
        principal: Principal,
        request: PageRequest,
        filters: Mapping[str, Collection[object] | None],
        *,
        withdrawn: bool | None,
        words: Collection[str] = (),
    ) -> Sequence[T]:
        """As ``page_of_declared``."""
        statement, parameters = page_of_declared(
            self.word,
            self._columns,
            principal,
            request,
            filters,
            withdrawn=withdrawn,
            words=words,
        )
        return list(map(self._thing, await session.fetch(statement, *parameters)))

    def _values(self, thing: T) -> list[object]:
        draft: Any = thing.draft
        return values_of(
            self._row,
            thing,
            draft=msgspec.json.encode(draft).decode(),
            entity_version=thing.version,
            **{name: getattr(draft, name) for name in self._of_draft},
        )

    def _thing(self, row: Record) -> T:
        draft = msgspec.convert(row["draft"], self._draft, strict=self._strict)
        return entity_of(self.make, row, draft=draft, version=row["entity_version"])
