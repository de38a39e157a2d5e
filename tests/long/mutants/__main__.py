"""``python -m tests.long.mutants [PLAN …]``: whether tests notice a figure reckoned wrongly.

A mutant is tried in a fork, by the tests that reach what it changes; nothing is written to the
modules. What runs at import is imported anew. What survives is printed: read each one, write the
test that kills it, or note its line in `same.py` where it computes the same.
``--dead FOLDER``: where it is noted which died, so that a run that was stopped goes on.
``--sample N``: of each module N mutants at most, always the same ones.
"""

import argparse
import contextlib
import importlib.abc
import importlib.util
import io
import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

import pytest

from tests.long.mutants.mutating import Mutant, mutants
from tests.long.mutants.plans import BAR, PLANS, Plan
from tests.long.mutants.same import SAME
from tests.long.mutants.trying import Target, Trying, limit
from tests.long.mutants.verdicts import ROOT, Verdicts

_OPTIONS: Final = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "timeout=0")
_SEED: Final = 37


class Judged(NamedTuple):
    """``tried`` of ``made`` mutants that are not the same."""

    name: str
    made: int
    tried: int
    survivors: Sequence[Mutant]

    @property
    def share(self) -> float:
        return 1 - len(self.survivors) / max(self.tried, 1)

    def __str__(self) -> str:
        of = "" if self.tried == self.made else f" (a sample of {self.made})"
        dead = self.tried - len(self.survivors)
        return f"{self.name}: {dead} of {self.tried} die{of}, {self.share:.1%}"


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


@dataclass(frozen=True)
class _Work:
    """A plan, the mutants chosen of it, and what is known of them."""

    name: str
    plan: Plan
    made: int
    chosen: Sequence[Mutant]
    verdicts: Verdicts
    target: Target

    def judged(self) -> Judged:
        alive = [one for one in self.chosen if not self.verdicts.died(one)]
        return Judged(self.name, self.made, len(self.chosen), alive)


def _work(name: str, dead: Path, most: int) -> _Work:
    plan = PLANS[name]
    spec = importlib.util.find_spec(plan.module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(plan.module)
    source = Path(spec.origin).read_text("utf-8")
    same = SAME.get(name, ())
    made = [each for each in mutants(source) if each.line not in same]
    chosen = made if len(made) <= most else random.Random(_SEED).sample(made, most)
    verdicts = Verdicts(dead / f"{name.replace(' ', '_')}.jsonl", plan.tests)
    left = [each for each in chosen if not verdicts.died(each)]
    target = Target(spec.origin, source, left, verdicts.tell)
    return _Work(name, plan, len(made), chosen, verdicts, target)


def _try(works: Sequence[_Work]) -> None:
    """All of them have the same tests, which run once."""
    targets = [work.target for work in works if work.target.mutants]
    if not targets:
        return
    plan = works[0].plan
    if failed := _tests(plan, plan.tests, Trying(targets)):
        raise SystemExit(f"{failed}{works[0].name}: its tests fail without any change")
    for work in works:
        for mutant in work.target.imported:
            if _dies_imported(work, mutant):
                work.verdicts.tell(mutant)


def _dies_imported(work: _Work, mutant: Mutant) -> bool:
    """Whether it dies where all that stands on the module is imported anew."""
    child = os.fork()
    if child == 0:
        limit()
        for name in [*sys.modules]:
            if name.startswith((_above(work.plan.module), "tests.unit", "tests.reference")):
                del sys.modules[name]
        changed = _Changed(work.plan.module, work.target.file, mutant.source)
        sys.meta_path.insert(0, changed)
        os._exit(_tests(work.plan, work.plan.tests) is not None)
    return os.waitpid(child, 0)[1] != 0


def _above(module: str) -> str:
    """Only its own service stands on a service's module; all of them on a library's."""
    service = ".".join(module.split(".")[:2])
    return "boucle." if service in ("boucle.catalogue", "boucle.contract") else f"{service}."


def _tests(plan: Plan, tests: Sequence[str], *plugins: object) -> str | None:
    """Return what pytest said, if any failed."""
    said = io.StringIO()
    chosen = () if plan.properties else ("-m", "not hypothesis")
    with contextlib.redirect_stdout(said):
        ended = pytest.main([*_OPTIONS, *chosen, *tests], plugins)
    return None if ended == pytest.ExitCode.OK else said.getvalue()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.long.mutants")
    parser.add_argument("plans", nargs="*", choices=[*PLANS, []], metavar="PLAN")
    parser.add_argument("--dead", type=Path, default=ROOT / ".boucle" / "long" / "mutants")
    parser.add_argument("--sample", type=int, default=sys.maxsize)
    given = parser.parse_args(arguments)
    by_tests: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for name in given.plans or PLANS:
        plan = PLANS[name]
        by_tests.setdefault((plan.properties, tuple(plan.tests)), []).append(name)
    found = []
    for names in by_tests.values():
        works = [_work(name, given.dead, given.sample) for name in names]
        _try(works)
        for judged in [work.judged() for work in works]:
            for each in judged.survivors:
                _say(f"  {each.number}: {each.was}  ->  {each.line}  ({each.operator})")
            _say(f"{judged}")
            found.append(judged)
    under = [one.name for one in found if one.share < BAR]
    tried, survivors = sum(one.tried for one in found), sum(len(one.survivors) for one in found)
    _say(f"{len(found)} modules: {tried - survivors} of {tried} mutants die; the bar is {BAR:.0%}")
    _say(f"under it: {', '.join(under) or 'none'}")
    return int(bool(under))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
