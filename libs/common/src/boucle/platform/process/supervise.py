"""Run a process's tasks together: all until a signal, or none."""

import asyncio
import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog

from boucle.platform.process.tasks import Task

_COLLECT = (50_000, 20, 10)
"""Objects more than were freed, then times, until rubbish that refers to itself is looked for."""

_log = structlog.get_logger(__name__)


class TaskDied(RuntimeError):
    """A task ended that should run on."""


def tune_garbage_collection() -> None:
    """Tune garbage collection for a process that is about to work. Objects of the start (modules,
    catalogue) stay: walking them with each full collection would pause everything for a tenth of a
    second. A batch makes tens of thousands of short-lived objects: collecting at every 700 costs
    the matching worker a fifth of its CPU."""
    gc.freeze()
    gc.set_threshold(*_COLLECT)


@contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set ``stop`` on SIGTERM and SIGINT; a second signal changes nothing (the drain is
    bounded)."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def supervise(tasks: Sequence[Task], stop: asyncio.Event, drain_seconds: float) -> None:
    """Run all tasks until ``stop``, then give them ``drain_seconds`` to end. Raises TaskDied if one
    ends or fails before: the others are cancelled (their transactions roll back), so that no
    process half runs."""
    tune_garbage_collection()
    died: BaseException | None = None
    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(_watched(task, stop), name=task.name) for task in tasks]
            group.create_task(_drain(running, stop, drain_seconds), name="drain")
    except* TaskDied as deaths:
        died = deaths.exceptions[0]
    if died is not None:  # raised in there, Python before 3.11.4 would wrap it in a group
        raise died from died.__cause__


async def _watched(task: Task, stop: asyncio.Event) -> None:
    try:
        await task.run(stop)
    except Exception as error:
        _log.exception("task died", task=task.name)
        cause = str(error) or type(error).__name__
        raise TaskDied(f"task {task.name!r} died: {cause}") from error
    if not stop.is_set():
        raise TaskDied(f"task {task.name!r} ended though nobody asked it to stop")


async def _drain(
    running: Sequence["asyncio.Task[None]"], stop: asyncio.Event, drain_seconds: float
) -> None:
    await stop.wait()
    _log.info("stopping", drain_seconds=drain_seconds)
    _, late = await asyncio.wait(running, timeout=drain_seconds)
    for task in late:
        _log.warning("task cancelled: it did not end within the drain", task=task.get_name())
        task.cancel()
