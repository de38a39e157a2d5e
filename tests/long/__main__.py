"""``python -m tests.long [PART …]``: the whole forms, part by part (``make test-long``).

A part that passed is not run again while the files it looks at are the same, nor a seed of one; a
part that is named and passed whole runs again. What passed is noted in ``.boucle/long``.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
STATE: Final = ROOT / ".boucle" / "long"
LOOKED_AT: Final = ("libs", "services", "deploy", "clients", "tests", "uv.lock", "pyproject.toml")


@dataclass(frozen=True)
class Part:
    """A command of Python, and what it is given in its environment. ``seeds``: its last word, or
    what ``seed_in`` is in its environment, one after the other; what passed of one is not run
    again."""

    what: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    seeds: Sequence[str] = ()
    seed_in: str = ""

    def pieces(self, name: str) -> Mapping[str, Part]:
        if not self.seeds:
            return {name: self}
        return {f"{name} {seed}": self._of(seed) for seed in self.seeds}

    def _of(self, seed: str) -> Part:
        if not self.seed_in:
            return replace(self, command=(*self.command, seed), seeds=())
        return replace(self, environment={**self.environment, self.seed_in: seed}, seeds=())


PARTS: Final[Mapping[str, Part]] = {
    "faults": Part("every process killed at five moments, every worker frozen", ("tests.chaos",)),
    "lists": Part("10^5 operations on three workers that die", ("tests.chaos.exact",)),
    "groups": Part("as many of groups", ("tests.chaos.exact.groups",)),
    "adversary": Part("200 victims for each program", ("tests.adversary",)),
    "fuzz": Part(
        "20,000 calls",
        (*("tests.servers", sys.executable, "-m", "pytest"), "tests/night/test_fuzz.py"),
        {"BOUCLE_FUZZ_EXAMPLES": "160"},
    ),
    "group lives": Part(
        "10,000 random groups qualified, answered, ended",
        (
            *("tests.servers", sys.executable, "-m", "pytest"),
            "tests/integration/matching/lives/test_random_lives.py",
        ),
        {"BOUCLE_GROUP_LIVES": "500"},
        seeds=tuple(str(begin) for begin in range(0, 10_000, 500)),
        seed_in="BOUCLE_GROUP_LIVES_FROM",
    ),
    "mutants": Part("what computes money, CO2 and shares, changed", ("tests.long.mutants",)),
    "year": Part(
        "a year of ten territories, three seeds, each figure against the ledger",
        ("tests.servers", sys.executable, "-m", "tests.night.year", "year"),
        seeds=("1", "2", "3"),
    ),
    "two worlds": Part(
        "sixty stories, each secret of a company alone: who may not know it hears the same",
        ("tests.servers", sys.executable, "-m", "tests.adversary.two_worlds", "alone"),
        seeds=tuple(str(seed) for seed in range(101, 161)),
    ),
    "growth": Part("updates beside a base of 10^6 flows", ("tests.bench", "durable")),
}


def tree() -> str:
    """A name for all files that git knows or would add, as they stand."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *LOOKED_AT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = hashlib.sha256()
    for name in sorted(set(listed.split("\0")) - {""}):
        file = ROOT / name
        if file.is_file():
            found.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def passed(name: str, now: str) -> bool:
    note = STATE / f"{name}.json"
    return note.exists() and json.loads(note.read_text())["tree"] == now


def run(name: str, part: Part, now: str) -> bool:
    """Whether it passed; noted if so."""
    begun = time.monotonic()
    command = [sys.executable, "-m", *part.command]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **part.environment}, check=False)
    seconds = round(time.monotonic() - begun)
    ok = done.returncode == 0
    _say(f"{name}: {'passed' if ok else 'FAILED'} after {seconds} s")
    if ok:
        STATE.mkdir(parents=True, exist_ok=True)
        (STATE / f"{name}.json").write_text(json.dumps({"tree": now, "seconds": seconds}))
    return ok


def main(named: Sequence[str]) -> int:
    if unknown := [name for name in named if name not in PARTS]:
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    now, failed = tree(), []
    for name in named or PARTS:
        pieces = PARTS[name].pieces(name)
        again = name in named and all(passed(piece, now) for piece in pieces)
        for piece, part in pieces.items():
            if passed(piece, now) and not again:
                _say(f"{piece}: passed before with these files")
                continue
            _say(f"{piece}: {part.what}")
            if not run(piece, part, now):
                failed.append(piece)
    return 1 if failed else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
