"""Keep which mutants died, that a run which was stopped goes on from there."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.long.mutants.mutating import Mutant

ROOT: Final = Path(__file__).parents[3]


class Verdicts:
    """A line of JSON for each that died, of one module by its tests as they are. What survives is
    tried anew: another file may kill it."""

    def __init__(self, file: Path, tests: Sequence[str]) -> None:
        self._file, self._tests = file, _digest(tests)
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        self._dead = {
            one["mutant"] for one in map(json.loads, lines) if one["tests"] == self._tests
        }

    def died(self, mutant: Mutant) -> bool:
        return _name(mutant) in self._dead

    def tell(self, mutant: Mutant) -> None:
        self._dead.add(_name(mutant))
        with self._file.open("a", encoding="utf-8") as kept:
            kept.write(json.dumps({"mutant": _name(mutant), "tests": self._tests}) + "\n")


def _name(mutant: Mutant) -> str:
    return hashlib.sha256(mutant.source.encode()).hexdigest()


def _digest(tests: Sequence[str]) -> str:
    found = hashlib.sha256()
    for test in tests:
        path = ROOT / test
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()
