"""How a table's model says its columns: never null unless it says so."""

from typing import Any

from sqlalchemy import Column, DateTime
from sqlmodel import Field


def column(kind: Any, *args: Any, null: bool = False, **options: Any) -> Any:
    """``kind``: a type of SQLAlchemy's; ``args``: what ``Column`` takes, as a foreign key."""
    return Field(sa_column=Column(kind, *args, nullable=null, **options))


def primary_key(kind: Any, *args: Any) -> Any:
    """A column of the primary key, which whoever writes the row gives."""
    return Field(sa_column=Column(kind, *args, primary_key=True, autoincrement=False))


def moment(*, null: bool = False, **options: Any) -> Any:
    return column(DateTime(timezone=True), null=null, **options)
