"""Filters of lists take several values, repeated or by commas, and match any of them."""

from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import BeforeValidator, Field

MOST_VALUES = 50
T = TypeVar("T")


def _parted(values: object) -> object:
    """No key, id or word that a filter takes holds a comma."""
    if not isinstance(values, list):
        return values
    return [part.strip() for one in values for part in str(one).split(",")]


AnyOf = Annotated[
    Annotated[list[T], Field(max_length=MOST_VALUES), BeforeValidator(_parted)] | None,
    Query(description="Repeated or by commas, any of these."),
]
"""``state: AnyOf[State] = None``."""
