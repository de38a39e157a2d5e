"""Run tests once, then a mutant at a time in a fork, by the tests that reach what it changes."""

import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Final

import pytest

from tests.long.mutants.mutating import Mutant
from tests.long.mutants.swapping import Change, Functions, changes

_MOST_SECONDS: Final = 60
"""Of processor time: what takes longer has died."""
Place = tuple[str, str, int]
"""File, name and first line of a function."""


@dataclass(frozen=True, eq=False)
class Target:
    """A module's file and the mutants to try. ``tell`` hears of each that died. ``imported``: those
    that change what runs at import; they are not tried here."""

    file: str
    source: str
    mutants: Sequence[Mutant]
    tell: Callable[[Mutant], None]
    imported: list[Mutant] = field(default_factory=list)


class Trying:
    """A plugin of pytest, which runs instead of its loop."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._targets = targets
        self._files = {target.file for target in targets}
        self._at_import: set[Place] = set()
        self._reached: dict[Place, list[pytest.Item]] = {}
        self._seconds: dict[pytest.Item, float] = {}
        self._running: dict[int, tuple[Target, Mutant]] = {}
        self._forked = False

    def pytest_collection(self) -> None:
        """No test may pass or fail by chance, and nobody reads the least example."""
        from hypothesis import HealthCheck, Phase, settings  # by pytest first: it rewrites it

        its = settings(
            phases=[Phase.explicit, Phase.generate],
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        settings.register_profile("mutants", its)
        settings.load_profile("mutants")
        sys.settrace(self._noting(self._at_import))

    def pytest_collection_finish(self) -> None:
        sys.settrace(None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._first_run(item, following)
        if session.testsfailed:
            return True
        for target in self._targets:
            live = Functions(target.file)
            for mutant in target.mutants:
                self._try(target, mutant, live, session)
        while self._running:
            self._wait()
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """End a fork at once where a test fails: nobody reads why."""
        found = call.excinfo
        if not self._forked or found is None or found.errisinstance(pytest.skip.Exception):
            return
        if item.get_closest_marker("xfail") is None:
            os._exit(1)

    def _first_run(self, item: pytest.Item, following: pytest.Item | None) -> None:
        places: set[Place] = set()
        begun = time.process_time()
        sys.settrace(self._noting(places))
        try:
            _run(item, following)
        finally:
            sys.settrace(None)
        self._seconds[item] = time.process_time() - begun
        for place in places:
            self._reached.setdefault(place, []).append(item)

    def _noting(self, places: set[Place]) -> Callable[[FrameType, str, object], None]:
        def called(frame: FrameType, _event: str, _argument: object) -> None:
            if frame.f_code.co_filename in self._files:
                places.add(_place(frame.f_code))

        return called

    def _try(
        self, target: Target, mutant: Mutant, live: Functions, session: pytest.Session
    ) -> None:
        changed = changes(target.source, mutant.source, target.file)
        if changed is None or self._ran_at_import(changed) or not live.have(changed):
            target.imported.append(mutant)
            return
        items = self._items(changed)
        if not items:
            return
        if len(self._running) == len(os.sched_getaffinity(0)):
            self._wait()
        child = os.fork()
        if child == 0:
            self._forked = True
            os._exit(_tried(items, changed, live, session))
        self._running[child] = target, mutant

    def _ran_at_import(self, changed: Collection[Change]) -> bool:
        return not self._at_import.isdisjoint(_place(was) for was, _ in changed)

    def _items(self, changed: Collection[Change]) -> list[pytest.Item]:
        """The quickest first."""
        found = {item for was, _ in changed for item in self._reached.get(_place(was), ())}
        return sorted(found, key=lambda item: (self._seconds[item], item.nodeid))

    def _wait(self) -> None:
        child, status = os.wait()
        target, mutant = self._running.pop(child)
        if status:
            target.tell(mutant)


def _tried(
    items: Sequence[pytest.Item],
    changed: Sequence[Change],
    live: Functions,
    session: pytest.Session,
) -> int:
    limit()
    live.change(changed)
    for item in items:
        _run(item, None)
    return int(session.testsfailed > 0)


def limit() -> None:
    signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)


def _run(item: pytest.Item, following: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _place(code: CodeType) -> Place:
    return code.co_filename, code.co_name, code.co_firstlineno
