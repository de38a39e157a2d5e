"""Tasks live and die together."""

import asyncio
import logging
from uuid import uuid4

import pytest
import structlog

from boucle.platform.process.supervise import TaskDied, supervise
from boucle.platform.process.tasks import Task
from boucle.platform.telemetry.logs import without_quotes
from boucle.platform.telemetry.trace import current, following
from tests.kit import eventually


async def patient(stop: asyncio.Event) -> None:
    await stop.wait()


async def test_all_end_when_asked() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, stop.set)
    await supervise([Task("a", patient), Task("b", patient)], stop, 1)


@pytest.mark.parametrize("dies", [True, False])
async def test_one_that_ends_early_ends_all(dies: bool) -> None:
    ended: list[str] = []

    async def early(_stop: asyncio.Event) -> None:
        if dies:
            raise ValueError("out of luck")

    async def other(stop: asyncio.Event) -> None:
        try:
            await stop.wait()
        finally:
            ended.append("other")

    with pytest.raises(TaskDied, match="out of luck" if dies else "ended though nobody asked"):
        await supervise([Task("early", early), Task("other", other)], asyncio.Event(), 1)
    assert ended == ["other"]


async def test_one_that_does_not_end_is_cancelled() -> None:
    async def deaf(_stop: asyncio.Event) -> None:
        await asyncio.Event().wait()

    stop = asyncio.Event()
    stop.set()
    await asyncio.wait_for(supervise([Task("deaf", deaf)], stop, 0.01), 5)


async def test_waiting_tells_what_was_last_seen() -> None:
    with pytest.raises(AssertionError, match="last seen: 0"):
        await eventually(lambda: 0, within=0.01)


def test_logs_withhold_what_libraries_quote() -> None:
    event = {"event": "failed", "exception": "boom\nDETAIL: Key (email)=(a@b.example) exists.\nend"}
    logged = without_quotes(logging.getLogger(), "error", event)
    assert logged["exception"] == "boom\nDETAIL: (withheld)\nend"


def test_a_chain_of_work_is_known_inside_only() -> None:
    correlation = uuid4()
    with following(correlation) as trace:
        assert current() == trace
        bound = structlog.contextvars.get_contextvars()
        assert bound["correlation_id"] == str(correlation)
    assert current() is None
