"""Packs: many events of one transaction in one row of the outbox, compressed.

Row by row, the events of a turn of matching cost Postgres more than the pairs that they tell, and
most of what they say they say alike. A pack's row has the topics of its events for a topic, and
``events``, how many they are, for a header; the relay sends what it holds one by one.
"""

from collections.abc import Sequence
from typing import Any, Final

import cramjam
import msgspec

from boucle.common.bus import Message

FEW: Final = 32
"""Fewer events than this are not worth packing: each has a row that SQL can read."""

EVENTS_IN_ROW: Final = "coalesce((headers->>'events')::int, 1)"
"""SQL: how many events a row of the outbox holds."""

_LEVEL: Final = 1
_Entry = tuple[str, str, str, bytes]
"""Topic, key, headers (JSON), payload."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[_Entry]).decode
_headers = msgspec.json.Decoder(dict[str, str])


def packed(entries: Sequence[_Entry]) -> tuple[str, str, bytes]:
    """Topics, headers (JSON) and payload of the row that holds these events, in this order."""
    topics = " ".join(sorted({topic for topic, *_ in entries}))
    payload = bytes(cramjam.zstd.compress(_encode(entries), _LEVEL))
    return topics, f'{{"events":"{len(entries)}"}}', payload


def contents(row: Any) -> list[Message]:
    """What a row of the outbox says, in order. ``row``: topic, key, headers (JSON), payload."""
    headers = _headers.decode(row["headers"])
    if "events" not in headers:
        return [Message(row["topic"], row["key"], headers, row["payload"])]
    entries = _decode(cramjam.zstd.decompress(row["payload"]))
    return [
        Message(topic, key, _headers.decode(headers), payload)
        for topic, key, headers, payload in entries
    ]
