"""Define what the tables share."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

METADATA = MetaData()


class MatchingTable(SQLModel, registry=registry(metadata=METADATA)):
    """Root of this service's tables: its own metadata, apart from other services'."""

    metadata = METADATA
