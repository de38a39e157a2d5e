"""Indicators' one table: facts, each version of each entity once."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

metadata = MetaData()


class _Indicators(SQLModel, registry=registry(metadata=metadata)):
    metadata = metadata


class FactRow(_Indicators, table=True):
    """``body``: msgspec JSON of a ``bodies.Body``; its scope is repeated for the index."""

    __tablename__ = "fact"

    kind: str = Field(sa_column=Column(Text, primary_key=True))
    entity: str = Field(sa_column=Column(Text, primary_key=True))
    version: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    valid_from: date
    known_from: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    gone: bool
    territories: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    organisations: list[UUID] = Field(sa_column=Column(ARRAY(Uuid), nullable=False))
    body: bytes
