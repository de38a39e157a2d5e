"""What older releases packed comes out again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.bus import Message
from boucle.platform.outbox.packs import contents
from tests.kit.packs import packed

_TEXT = st.text(max_size=20)
_TOPICS = st.sampled_from(["synergy", "life"])
_HEADERS = st.dictionaries(st.text(max_size=8).map("ce_".__add__), _TEXT, max_size=3)
_ENTRIES = st.lists(st.tuples(_TOPICS, _TEXT, _HEADERS, st.binary(max_size=300)), min_size=1)


@given(_ENTRIES)
def test_a_pack_says_its_events_in_order(
    entries: list[tuple[str, str, dict[str, str], bytes]],
) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    spelt = [
        (uuid4(), topic, key, msgspec.json.encode(headers).decode(), payload, at)
        for topic, key, headers, payload in entries
    ]
    _, topics, key, headers, payload, _ = packed(spelt)
    assert set(topics.split(" ")) == {topic for topic, *_ in entries}
    row = {"topic": topics, "key": key, "headers": headers, "payload": payload}
    assert contents(row) == [Message(*entry) for entry in entries]


def test_a_row_of_one_event_says_it() -> None:
    row = {"topic": "life", "key": "k", "headers": '{"ce_type":"t"}', "payload": b"{}"}
    assert contents(row) == [Message("life", "k", {"ce_type": "t"}, b"{}")]
