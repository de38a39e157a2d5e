"""One story in several worlds: what of the victim's secrets who looks hears."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from tests.adversary.two_worlds.cast import BEYOND, SECRETS, World
from tests.adversary.two_worlds.play import Played, differences, played
from tests.adversary.two_worlds.story import OPERATOR


@dataclass(frozen=True)
class Compared:
    """``moved``: what is otherwise in the second world. ``found``: what each heard otherwise.
    ``states``: that anything was in."""

    seed: int
    moved: Collection[str]
    found: Mapping[str, list[str]]
    answers: int
    seconds: float
    states: frozenset[str]

    def wrong(self) -> Iterator[str]:
        """What somebody learnt; and who noticed nothing that he may notice."""
        may = set(self.found) if self.moved == BEYOND else {OPERATOR}
        for who, found in self.found.items():
            if who in may and not found:
                yield f"{who} hears nothing of {', '.join(self.moved)}"
            elif who not in may:
                yield from (f"{who} hears of {', '.join(self.moved)}: {one}" for one in found)

    def __str__(self) -> str:
        counts = ", ".join(f"{who} {len(found)}" for who, found in self.found.items())
        moved = ", ".join(self.moved)
        return (
            f"seed {self.seed}, {moved}: of {self.answers} answers differ: {counts} "
            f"({self.seconds:.0f} s); {', '.join(sorted(self.states))}"
        )


async def compared(
    seed: int, worlds: Collection[Collection[str]], one_in: int = 1
) -> list[Compared]:
    """Play a story once, then with each of what is moved."""
    base = await played(World(seed), one_in)
    return [await _against(base, seed, moved, one_in) for moved in worlds]


async def _against(base: Played, seed: int, moved: Collection[str], one_in: int) -> Compared:
    begun = time.monotonic()
    other = await played(World(seed, frozenset(moved)), one_in)
    found = {who: list(differences(one, other.heard[who])) for who, one in base.heard.items()}
    answers = sum(len(one.lines) for one in base.heard.values())
    seconds = time.monotonic() - begun
    return Compared(seed, moved, found, answers, seconds, base.states | other.states)


TOGETHER = (SECRETS, BEYOND)
"""All secrets at once, and a control."""
ALONE = (*((one,) for one in SECRETS), BEYOND)
"""Each secret in a world of its own, and a control."""
