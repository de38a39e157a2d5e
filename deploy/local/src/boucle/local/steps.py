"""Run steps that need one another as soon as possible, several at once."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Protocol


@dataclass(frozen=True)
class SetupStep:
    """What to run (it returns a short note to show) and which steps must be done before."""

    run: Callable[[], str]
    needs: tuple[str, ...] = ()


class Reporter(Protocol):
    """Shows the progress."""

    def started(self, name: str) -> None: ...
    def noted(self, name: str, note: str) -> None: ...
    def done(self, name: str, seconds: float, note: str) -> None: ...
    def failed(self, name: str, seconds: float) -> None: ...


def run_steps(steps: Mapping[str, SetupStep], reporter: Reporter, at_once: int = 8) -> None:
    """Run all steps. After a failure no new step starts; its error is raised at the end."""
    order = TopologicalSorter({name: step.needs for name, step in steps.items()})
    order.prepare()
    running: dict[Future[None], str] = {}
    failures: list[BaseException] = []
    with ThreadPoolExecutor(at_once) as pool:
        while order.is_active():
            if not failures:
                for name in order.get_ready():
                    running[pool.submit(_run, name, steps[name], reporter)] = name
            if not running:
                break
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                order.done(running.pop(future))
                if (error := future.exception()) is not None:
                    failures.append(error)
    if failures:
        raise failures[0]


def _run(name: str, step: SetupStep, reporter: Reporter) -> None:
    began = time.monotonic()
    reporter.started(name)
    try:
        note = step.run()
    except BaseException:
        reporter.failed(name, time.monotonic() - began)
        raise
    reporter.done(name, time.monotonic() - began, note)
