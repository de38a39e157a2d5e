"""Read packs: many events in one compressed row of the outbox, as releases before ADR 0020 wrote.
Nothing writes packs any more; this module goes with the next release."""

from typing import Any, Final

import cramjam
import msgspec

from boucle.platform.bus import Message

EVENTS_IN_ROW: Final = "coalesce((headers->>'events')::int, 1)"
"""SQL: how many events a row of the outbox holds."""

_Entry = tuple[str, str, str, bytes]
"""Topic, key, headers (JSON), payload."""
_decode = msgspec.msgpack.Decoder(list[_Entry]).decode
_headers = msgspec.json.Decoder(dict[str, str])


def contents(row: Any) -> list[Message]:
    """Return a row's messages in order. ``row``: topic, key, headers (JSON), payload."""
    headers = _headers.decode(row["headers"])
    if "events" not in headers:
        return [Message(row["topic"], row["key"], headers, row["payload"])]
    entries = _decode(cramjam.zstd.decompress(row["payload"]))
    return [
        Message(topic, key, _headers.decode(headers), payload)
        for topic, key, headers, payload in entries
    ]
