"""Build a message's body and its id. Pure.

The id is made of the webhook and the body: one id never has two bodies, and a repeated change (a
restore, another worker) is the same message.
"""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from boucle.notifications.subscriptions.feeds.decisions import FeedEntry, Item, item_of, name_of
from boucle.platform.ids import named

TEST: Final = "webhook.test"
PREFIX: Final = "msg_"


class WebhookTest(msgspec.Struct, frozen=True):
    """Of a test: the webhook that it is sent to."""

    webhook_id: UUID
    test: Literal[True] = True


class Payload(msgspec.Struct, frozen=True):
    """A body. ``type``: the thing and what became of it (``flow.revised``)."""

    type: str
    timestamp: datetime
    data: Item | WebhookTest


class NewMessage(msgspec.Struct, frozen=True):
    """A message to queue; ``number`` is its place among those about the same ``subject``."""

    message_id: UUID
    number: int
    type: str
    subject: UUID
    body: bytes


def of_change(webhook: UUID, entry: FeedEntry) -> NewMessage:
    return _message(
        webhook,
        entry.number,
        entry.subject,
        Payload(name_of(entry), entry.at, item_of(entry)),
    )


def of_test(webhook: UUID, number: int, now: datetime) -> NewMessage:
    return _message(webhook, number, webhook, Payload(TEST, now, WebhookTest(webhook)))


def message_name(message: UUID) -> str:
    return f"{PREFIX}{message.hex}"


def message_of(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(PREFIX))
    except ValueError:
        return None


def _message(webhook: UUID, number: int, subject: UUID, payload: Payload) -> NewMessage:
    body = msgspec.json.encode(payload)
    return NewMessage(named(webhook, body.decode()), number, payload.type, subject, body)
