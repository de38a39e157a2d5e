"""SQL text made of a table's model."""

from datetime import datetime
from types import SimpleNamespace
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, MetaData, Text, Uuid
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.platform.db.columns import column, moment, primary_key
from boucle.platform.db.writes import (
    columns_of,
    insert_of,
    names_of,
    replacing,
    unnest_of,
    upsert_of,
    values_of,
)

_METADATA = MetaData()


class _Table(SQLModel, registry=registry(metadata=_METADATA)):
    metadata = _METADATA


class Shelf(_Table, table=True):
    __tablename__ = "shelf"

    row: int = primary_key(BigInteger)
    place: str = primary_key(Text)
    owner: UUID | None = column(Uuid, null=True)
    weight: float
    filled_at: datetime = moment()


class Queue(_Table, table=True):
    __tablename__ = "queue"

    id: int = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    what: str = column(Text)


def test_columns_are_in_the_order_of_the_model() -> None:
    assert columns_of(Shelf) == "row, place, owner, weight, filled_at"
    assert names_of(Shelf, "owner", "weight") == ("row", "place", "filled_at")


def test_a_number_that_postgres_gives_is_not_written() -> None:
    assert insert_of(Queue) == "INSERT INTO queue (what) VALUES ($1)"


def test_an_upsert_replaces_all_but_the_key_and_what_is_kept() -> None:
    assert upsert_of(Shelf, "owner") == (
        "INSERT INTO shelf (row, place, owner, weight, filled_at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (row, place) DO UPDATE SET "
        "weight = excluded.weight, filled_at = excluded.filled_at"
    )
    assert upsert_of(Shelf).endswith(replacing(Shelf))


def test_arrays_have_the_types_of_their_columns() -> None:
    assert unnest_of(Shelf, "filled_at") == (
        "unnest($1::bigint[], $2::text[], $3::uuid[], $4::float[]) "
        "AS new(row, place, owner, weight)"
    )


def test_values_are_the_entitys_but_those_given() -> None:
    shelf = SimpleNamespace(row=1, place="left", owner=None, weight=2.5, since="today")
    assert values_of(Shelf, shelf, filled_at=shelf.since, row=7) == [7, "left", None, 2.5, "today"]
