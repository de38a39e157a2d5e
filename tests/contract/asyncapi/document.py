"""What Boucle sends unasked, as AsyncAPI: webhooks, and the events of services to one another.

.venv/bin/python -m tests.contract.asyncapi.regenerate
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from boucle.contract.events import EVENTS
from boucle.notifications.subscriptions.feeds.decisions import FeedEntry, Item
from boucle.notifications.subscriptions.feeds.facts import FACTS, NAMES
from boucle.notifications.subscriptions.webhooks.messages import (
    TEST,
    WebhookTest,
    of_change,
    of_test,
)
from boucle.platform.events import EventType
from boucle.platform.settings import ServiceSettings
from tests.contract.events import golden

_PREFIX: Final = ServiceSettings.model_fields["topic_prefix"].default
_ID: Final = UUID("0192f3c8-5f2a-7c4e-9b1d-3a6e8f0c2d41")
_AT: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
_SCHEMAS: Final = "#/components/schemas/"
_TEXT: Final = {"type": "string"}
_WEBHOOK_HEADERS: Final = {
    "webhook-id": "The message's id: the same whenever it is sent again, with the same body.",
    "webhook-timestamp": "When this attempt was made: seconds since 1970.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 over `{id}.{timestamp}.{body}`; "
    "several, with spaces between, while a secret is being renewed.",
}
_CLOUD_EVENT: Final = {
    "ce_specversion": "`1.0`",
    "ce_id": "A UUID: the same change always has the same.",
    "ce_type": "The type with its version, like `flow.revised.v1`.",
    "ce_source": "The service that says it, like `/boucle/registry`.",
    "ce_subject": "The id of what it is about; the Kafka key too.",
    "ce_time": "When it was so, RFC 3339.",
    "ce_entityversion": "Grows with each change of what it is about.",
    "ce_correlationid": "Of the request or event that it all began with.",
    "ce_causationid": "Of what made this event; absent where nothing did.",
    "content-type": "`application/json`",
}
_DESCRIPTION: Final = """\
Two things are sent unasked. **Webhooks** are for integrators: that something is another version
now, to an address of theirs, signed as Standard Webhooks says; what it is now is read over HTTP
(`/openapi.json`). **Events** on Kafka are for Boucle's own services, and leave the house nowhere:
they are described for who runs or changes it.
"""


def document() -> dict[str, Any]:
    """The whole, of the events' own structs and of what the feed's changes are."""
    topics = sorted({one.topic for one in EVENTS})
    return {
        "asyncapi": "3.1.0",
        "info": {
            "title": "Boucle",
            "version": "1",
            "description": _DESCRIPTION,
            "contact": {"name": "The Boucle authors"},
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "tags": [{"name": "webhooks"}, {"name": "events"}],
        },
        "defaultContentType": "application/json",
        "servers": _servers(),
        "channels": {"webhooks": _webhooks(), **{topic: _topic(topic) for topic in topics}},
        "operations": _operations(topics),
        "components": {
            "messages": _messages(),
            "messageTraits": {
                "standardWebhook": {"headers": _headers(_WEBHOOK_HEADERS, ())},
                "cloudEvent": {"headers": _headers(_CLOUD_EVENT, ("ce_causationid",))},
            },
            "schemas": _schemas(),
        },
    }


def _servers() -> dict[str, Any]:
    return {
        "receiver": {
            "host": "{receiver}",
            "protocol": "https",
            "description": "An integrator's own server, at the address that it gave.",
            "variables": {"receiver": {"default": "tool.example"}},
            "tags": [{"name": "webhooks"}],
        },
        "bus": {
            "host": "kafka:9092",
            "protocol": "kafka",
            "description": "Boucle's own Kafka; nobody outside reaches it.",
            "tags": [{"name": "events"}],
        },
    }


def _webhooks() -> dict[str, Any]:
    names = [*NAMES, TEST]
    return {
        "address": None,
        "title": "Webhooks",
        "description": "One POST for each change, in the order of changes of one thing. Any 2xx "
        "takes it; 410 ends the webhook; anything else, a redirect too, is tried again.",
        "servers": [{"$ref": "#/servers/receiver"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
    }


def _topic(topic: str) -> dict[str, Any]:
    types = [one.type for one in EVENTS if one.topic == topic]
    return {
        "address": f"{_PREFIX}.{topic}",
        "servers": [{"$ref": "#/servers/bus"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in types},
        "bindings": {"kafka": {"topic": f"{_PREFIX}.{topic}", "bindingVersion": "0.5.0"}},
    }


def _operations(topics: Iterable[str]) -> dict[str, Any]:
    sends = {
        "sendWebhook": {
            "action": "send",
            "channel": {"$ref": "#/channels/webhooks"},
            "summary": "Boucle tells an integrator what changed.",
            "bindings": {"http": {"method": "POST", "bindingVersion": "0.3.0"}},
        }
    }
    for topic in topics:
        (source,) = {one.source for one in EVENTS if one.topic == topic}
        sends[f"send{topic.capitalize()}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{topic}"},
            "summary": f"Said by {source.rpartition('/')[2]}.",
        }
    return sends


def _messages() -> dict[str, Any]:
    webhooks = {
        name: {
            "name": name,
            "traits": [{"$ref": "#/components/messageTraits/standardWebhook"}],
            "summary": _summary(name),
            "payload": _webhook_payload(name),
            "examples": [{"payload": _example(name)}],
        }
        for name in (*NAMES, TEST)
    }
    return webhooks | {one.type: _event(one) for one in EVENTS}


def _summary(name: str) -> str:
    type_, _, what = name.partition(".")
    return "You asked for it." if name == TEST else FACTS[type_][what]  # type: ignore[index]


def _example(name: str) -> Any:
    """A body as ``messages`` makes it."""
    if name == TEST:
        message = of_test(_ID, 1, _AT)
    else:
        type_, _, what = name.partition(".")
        message = of_change(_ID, FeedEntry(1, _AT, type_, _ID, 4, what))  # type: ignore[arg-type]
    return json.loads(message.body)


def _webhook_payload(name: str) -> dict[str, Any]:
    kind = (WebhookTest if name == TEST else Item).__name__
    return {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": name},
            "timestamp": {**_TEXT, "format": "date-time", "description": "Of the change."},
            "data": {"$ref": _SCHEMAS + kind},
        },
    }


def _event(one: EventType) -> dict[str, Any]:
    return {
        "name": one.type,
        "summary": (inspect.getdoc(one.payload) or "").partition("\n\n")[0].replace("\n", " "),
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "bindings": {"kafka": {"key": _TEXT, "bindingVersion": "0.5.0"}},
        "payload": {"$ref": _SCHEMAS + one.payload.__name__},
        "examples": [{"payload": json.loads(golden.path(one.type).read_text("utf-8"))["value"]}],
    }


def _schemas() -> dict[str, Any]:
    payloads = dict.fromkeys([Item, WebhookTest, *(one.payload for one in EVENTS)])
    _, schemas = msgspec.json.schema_components(list(payloads), ref_template=_SCHEMAS + "{name}")
    return schemas


def _headers(described: dict[str, str], optional: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name in described if name not in optional],
        "properties": {name: {**_TEXT, "description": text} for name, text in described.items()},
    }
