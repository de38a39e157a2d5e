"""What the broker is sent is compressed fast, though the client has no word for it."""

from __future__ import annotations

from inspect import signature

from aiokafka import codec

import boucle.platform.bus.client  # noqa: F401 - sets it


def test_the_client_compresses_at_the_fast_level_and_reads_it_again() -> None:
    payload = b"".join(b'{"synergy_id":"%d","score":%d}' % (n, n * n) for n in range(1000))
    assert signature(codec.lz4_encode).parameters["level"].default == 1
    assert codec.lz4_encode(payload) == codec.lz4_encode(payload, 1) != codec.lz4_encode(payload, 9)
    assert codec.lz4_decode(codec.lz4_encode(payload)) == payload
