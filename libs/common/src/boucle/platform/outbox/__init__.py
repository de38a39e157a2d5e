"""Events written with what made them true, and published by the relay."""

from boucle.platform.outbox.writing import (
    Chain,
    EventTooLarge,
    Row,
    add,
    add_rows,
    encoded_row,
    flush,
    new_event,
    row,
)

__all__ = [
    "Chain",
    "EventTooLarge",
    "Row",
    "add",
    "add_rows",
    "encoded_row",
    "flush",
    "new_event",
    "row",
]
