"""Rows are the same however their bytes are cut, and little of them is held."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from boucle.platform.http.ndjson import Incoming, Limits, NdjsonLines, PendingAnswers, Row

MOST = 10
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
line = st.binary(max_size=15).filter(lambda text: b"\n" not in text and BYTE_ORDER_MARK not in text)
texts = st.lists(line, max_size=8)
SMALL = Limits(row=MOST, batch=3, rows=1000, body=10_000)


def cut(content: bytes, places: Sequence[int]) -> list[bytes]:
    marks = [0, *sorted(place % (len(content) + 1) for place in places), len(content)]
    return [content[start:end] for start, end in pairwise(marks)]


def rows_of(pieces: Sequence[bytes]) -> list[Row]:
    lines = NdjsonLines(MOST)
    return [row for piece in pieces for row in lines.feed(piece)] + list(lines.end())


@given(texts, st.lists(st.integers(0, 200), max_size=6))
def test_rows_do_not_depend_on_the_pieces(lines: list[bytes], places: list[int]) -> None:
    content = b"\n".join(lines)
    rows = rows_of(cut(content, places))
    assert rows == rows_of([content])
    known = [(n, line) for n, line in enumerate(lines, 1) if len(line) > MOST or line.strip()]
    assert [row.line for row in rows] == [n for n, _ in known]
    assert [row.content is None for row in rows] == [len(line) > MOST for _, line in known]


async def batches(*messages: Message, limits: Limits = SMALL) -> tuple[list[list[int]], str | None]:
    """The lines of each batch, and why there are no more."""
    left = list(messages)

    async def receive() -> Message:
        if not left:
            await asyncio.Event().wait()
        return left.pop(0)

    incoming = Incoming(receive, limits)
    found = [[row.line for row in batch] async for batch in incoming.batches()]
    return found, incoming.cut


def body(content: bytes, *, more: bool = True) -> Message:
    return {"type": "http.request", "body": content, "more_body": more}


async def test_rows_come_by_batches() -> None:
    found = await batches(body(b"1\n2\n3\n4"), body(b"\n5\n", more=False))
    assert found == ([[1, 2, 3], [4, 5]], None)


async def test_what_a_broken_connection_left_is_no_row() -> None:
    found, why = await batches(body(b"1\n2"), {"type": "http.disconnect"})
    assert found == [[1]]
    assert why == "the body ends early: the connection is gone"


async def test_no_more_rows_than_allowed() -> None:
    limits = Limits(row=MOST, batch=3, rows=4, body=1000)
    found, why = await batches(body(b"1\n2\n3\n4\n5\n6\n", more=False), limits=limits)
    assert found == [[1, 2, 3], [4]]
    assert why == "the body holds more than 4 lines"


@pytest.mark.parametrize("blank", [b"\n", b"  \n", b"\r\n"])
async def test_an_empty_line_counts_as_a_row(blank: bytes) -> None:
    limits = Limits(row=MOST, batch=3, rows=4, body=1000)
    assert await batches(body(b"1\n" + 3 * blank, more=False), limits=limits) == ([[1]], None)
    found, why = await batches(body(b"1\n" + 4 * blank, more=False), limits=limits)
    assert (found, why) == ([[1]], "the body holds more than 4 lines")


@pytest.mark.timeout(10)
async def test_nothing_but_empty_lines_ends_at_the_limit() -> None:
    """Without it, 25 MB of them take 10 s."""
    held = 25_000_000
    asked = 0

    async def receive() -> Message:
        nonlocal asked
        asked += 65_536
        return body(b"\n" * 65_536, more=asked < held)

    incoming = Incoming(receive, Limits())
    assert [batch async for batch in incoming.batches()] == []
    assert (incoming.cut, incoming.refused) == ("the body holds more than 100000 lines", 413)
    assert asked < 200_000


@pytest.mark.timeout(10)
async def test_who_waits_for_an_answer_gets_it() -> None:
    """One row, and nothing more before it is answered."""
    answered = asyncio.Event()
    left = [body(b"1\n")]

    async def receive() -> Message:
        if left:
            return left.pop(0)
        await answered.wait()
        return body(b"2\n", more=False)

    seen = []
    async for batch in Incoming(receive, SMALL).batches():
        seen.append([row.line for row in batch])
        answered.set()
    assert seen == [[1], [2]]


async def test_answers_nobody_reads_yet_are_kept_in_order() -> None:
    unread = PendingAnswers()
    sent = [bytes([65 + number % 26]) * 300_000 for number in range(20)]  # beyond what memory keeps
    for answer in sent:
        await unread.put(answer)
    await unread.end()
    taken = b""
    while part := await unread.take():
        taken += part
    unread.close()
    assert taken == b"".join(sent)
