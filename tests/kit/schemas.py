"""Whether migrations, frozen text, still make the tables that the code knows."""

from collections.abc import Collection
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from boucle.platform.db.migrations import through_alchemy


async def schema_differences(
    url: str, *known: MetaData, besides: Collection[str] = ()
) -> list[object]:
    """What Alembic would change in this database to have the tables ``known``, types included.

    ``besides``: tables of others, left out.
    """

    def differences(connection: Connection) -> list[object]:
        def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
            return kind != "table" or name not in besides

        options: dict[str, Any] = {"compare_type": True, "include_object": ours}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, known))  # type: ignore[arg-type]  # a sequence is taken too

    return await through_alchemy(url, differences)
