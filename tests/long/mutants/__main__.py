"""``python -m tests.long.mutants [PLAN …]``: whether tests notice a figure reckoned wrongly.

Each mutant is tested in a fork of a process that has imported all else: nothing is written to the
modules, and a mutant takes about a second. What survives is printed: read each one, write the test
that kills it, or note its line in `plans.py` where it computes the same.
"""

import contextlib
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from tests.long.mutants.mutating import Mutant, mutants
from tests.long.mutants.plans import BAR, PLANS, Plan

_MOST_SECONDS: Final = 120
_OPTIONS: Final = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header")


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from another source than its file."""

    def __init__(self, name: str, file: str, source: str) -> None:
        self.name, self.file, self.source = name, file, source

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.file, "exec"), module.__dict__)  # noqa: S102


def _died(plan: Plan, file: str, found: Sequence[Mutant]) -> list[bool]:
    """Of each, whether the tests fail, or do not end: as many at a time as there are cores."""
    died = [False] * len(found)
    running: dict[int, int] = {}
    for number, mutant in enumerate(found):
        if len(running) == (os.cpu_count() or 1):
            _wait(running, died)
        child = os.fork()
        if child == 0:
            os._exit(_test(plan, file, mutant.source))
        running[child] = number
    while running:
        _wait(running, died)
    return died


def _wait(running: dict[int, int], died: list[bool]) -> None:
    child, status = os.wait()
    died[running.pop(child)] = status != 0


def _test(plan: Plan, file: str, source: str) -> int:
    signal.alarm(_MOST_SECONDS)
    service = ".".join(plan.module.split(".")[:2])
    for name in [*sys.modules]:
        if name.startswith((f"{service}.", "tests.unit", "tests.reference", "tests.kit")):
            del sys.modules[name]
    sys.meta_path.insert(0, _Changed(plan.module, file, source))
    return _tests(plan)


def _tests(plan: Plan) -> int:
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        return int(pytest.main([*_OPTIONS, *plan.tests]) != pytest.ExitCode.OK)


def _judged(name: str, plan: Plan) -> bool:
    spec = importlib.util.find_spec(plan.module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(plan.module)
    file = spec.origin
    if _tests(plan):
        raise SystemExit(f"{name}: its tests fail without any change")
    found = [each for each in mutants(Path(file).read_text("utf-8")) if each.line not in plan.same]
    died = _died(plan, file, found)
    for mutant, dead in zip(found, died, strict=True):
        if not dead:
            _say(f"  {mutant.number}: {mutant.was}  ->  {mutant.line}  ({mutant.operator})")
    share = sum(died) / max(len(died), 1)
    _say(f"{name}: {sum(died)} of {len(died)} mutants die, {share:.1%}; the bar is {BAR:.0%}")
    return share >= BAR


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(named: Sequence[str]) -> int:
    return 1 - min(_judged(name, PLANS[name]) for name in named or PLANS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
