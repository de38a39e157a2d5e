"""Declare columns of a table's model; they are not null by default."""

from typing import Any

from sqlalchemy import Column, DateTime
from sqlmodel import Field


def column(kind: Any, *args: Any, null: bool = False, **options: Any) -> Any:
    """Make a column. ``kind``: a SQLAlchemy type; ``args``: what ``Column`` takes, such as a
    foreign key."""
    return Field(sa_column=Column(kind, *args, nullable=null, **options))


def primary_key(kind: Any, *args: Any) -> Any:
    """Make a column of the primary key, whose value the writer gives."""
    return Field(sa_column=Column(kind, *args, primary_key=True, autoincrement=False))


def moment(*, null: bool = False, **options: Any) -> Any:
    return column(DateTime(timezone=True), null=null, **options)
