"""What the tables share."""

from sqlalchemy import Index, MetaData, text
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

registry_metadata = MetaData()


class RegistryTable(SQLModel, registry=registry(metadata=registry_metadata)):
    """Root of this service's tables: its own metadata, apart from other services'."""

    metadata = registry_metadata


def withdrawn(table: str) -> Index:
    """What was withdrawn, in order of change: one among very many."""
    return Index(
        f"{table}_withdrawn",
        *("updated_at", "id"),
        postgresql_where=text("withdrawn_at IS NOT NULL"),
    )
