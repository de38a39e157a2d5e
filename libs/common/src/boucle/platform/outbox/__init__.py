"""Write events with the change they report; the relay publishes them."""

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
