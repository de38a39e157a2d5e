"""Rows of the outbox as releases before ADR 0020 packed them."""

from __future__ import annotations

from collections.abc import Sequence

import cramjam
import msgspec

from boucle.platform.outbox import Row


def packed(rows: Sequence[Row]) -> Row:
    """One row that holds these, in this order."""
    topics = " ".join(sorted({topic for _, topic, *_ in rows}))
    payload = bytes(cramjam.zstd.compress(msgspec.msgpack.encode([row[1:5] for row in rows]), 1))
    headers = f'{{"events":"{len(rows)}"}}'
    return rows[0][0], topics, "", headers, payload, min(row[5] for row in rows)
