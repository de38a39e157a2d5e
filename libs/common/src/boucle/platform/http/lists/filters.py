"""Filters of lists may be repeated, and then match any of the values."""

from typing import Annotated, TypeVar

from fastapi import Query
from pydantic import Field

MOST_VALUES = 50
T = TypeVar("T")

AnyOf = Annotated[
    Annotated[list[T], Field(max_length=MOST_VALUES)] | None,
    Query(description="Repeated, any of these."),
]
"""``state: AnyOf[State] = None``."""
