"""Indicators' one table: facts, each version of each entity once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from boucle.common.db.columns import column, moment, primary_key

metadata = MetaData()


class _Indicators(SQLModel, registry=registry(metadata=metadata)):
    metadata = metadata


class FactRow(_Indicators, table=True):
    """``body``: msgspec JSON of a ``bodies.Body``; its scope is repeated for the index."""

    __tablename__ = "fact"

    kind: str = primary_key(Text)
    entity: str = primary_key(Text)
    version: int = primary_key(BigInteger)
    valid_from: date
    known_from: datetime = moment()
    gone: bool
    territories: list[str] = column(ARRAY(Text))
    organisations: list[UUID] = column(ARRAY(Uuid))
    body: bytes
