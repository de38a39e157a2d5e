"""Define the tables of indicators: facts, one row for each version, and stored figures."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, MetaData, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.platform.db.columns import column, moment, primary_key

metadata = MetaData()


class _Indicators(SQLModel, registry=registry(metadata=metadata)):
    metadata = metadata


class FactRow(_Indicators, table=True):
    """``body`` is msgspec JSON of a ``bodies.Body``; its scope is repeated for the index."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("fact_territories", "territories", postgresql_using="gin"),
        Index("fact_organisations", "organisations", postgresql_using="gin"),
    )

    kind: str = primary_key(Text)
    entity: str = primary_key(Text)
    version: int = primary_key(BigInteger)
    valid_from: date
    known_from: datetime = moment()
    gone: bool
    territories: list[str] = column(ARRAY(Text))
    organisations: list[UUID] = column(ARRAY(Uuid))
    body: bytes


class FlowListRow(_Indicators, table=True):
    """A list of best partners from ``month`` on (its first day), until its next row; see
    ``facts.lists.FlowList``."""

    __tablename__ = "flow_list"
    __table_args__ = (Index("flow_list_partners", "partners", postgresql_using="gin"),)

    flow: UUID = primary_key(Uuid)
    month: date = Field(primary_key=True)
    version: int = column(BigInteger)
    offers: bool
    partners: list[UUID] = column(ARRAY(Uuid))
    synergies: bytes
    ranks: list[int] = column(ARRAY(Integer))
    quantities: list[int] = column(ARRAY(BigInteger))


class TouchedRow(_Indicators, table=True):
    """From ``day`` on, the figures of a territory must be computed again."""

    __tablename__ = "touched"

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    territory: str = column(Text)
    day: date
    at: datetime = moment(server_default=text("now()"))


class ChangedRow(_Indicators, table=True):
    """Facts (by kind and entity) and lists (by flow) that one statement wrote; by triggers."""

    __tablename__ = "changed"

    id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    kinds: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    entities: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    lists: list[UUID] | None = Field(default=None, sa_column=Column(ARRAY(Uuid)))


class StoredFiguresRow(_Indicators, table=True):
    """Figures of a territory or federation at the end of ``month`` (its first day) and of all
    months until the next row. ``figures`` is a JSON list of ``figures.Figure``; ``definitions`` the
    version of the catalogue that they were computed with."""

    __tablename__ = "kept_figures"

    territory: str = primary_key(Text)
    month: date = Field(primary_key=True)
    definitions: str = column(Text)
    figures: list[dict[str, Any]] = column(JSONB)
