"""A database per test, cloned from a template migrated once (30 ms instead of a second)."""

from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg

from boucle.platform.db import migrate


class Databases:
    """Makes and drops databases in one Postgres cluster.

    ``admin_url``: of a superuser (or one that may create databases) on any database.
    """

    def __init__(self, admin_url: str) -> None:
        self._admin_url = admin_url
        self._templates: dict[tuple[Path, str], str] = {}

    async def create(self, template: str = "template1") -> str:
        """The URL of a fresh database, empty unless a template is named."""
        name = f"boucle_test_{uuid4().hex[:16]}"
        await self._admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        return urlsplit(self._admin_url)._replace(path=f"/{name}").geturl()

    async def clone(self, migrations: Path, revision: str = "head") -> str:
        """The URL of a fresh database with this schema."""
        wanted = migrations, revision
        if wanted not in self._templates:
            template = await self.create()
            await migrate(template, *wanted)
            self._templates[wanted] = template
        return await self.create(_name(self._templates[wanted]))

    async def drop(self, url: str) -> None:
        await self._admin(f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

    async def drop_templates(self) -> None:
        for template in self._templates.values():
            await self.drop(template)

    async def _admin(self, statement: str) -> None:
        connection = await asyncpg.connect(self._admin_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")
