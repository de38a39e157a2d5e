"""How often the true taker is among the first of `outlets`, over all sets of exchanges.

``.venv/bin/python -m tests.unit.catalogue.measure [FILE.csv ...]``: sets of the project's tests
(they were tuned on: training; each with what is documented by the others only), or of other files
with the same columns.

Beside it stand what two blunt answers reach: always the five commonest takers, and a table from the
family that the text means to its commonest takers, made from all other sets.
"""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from boucle.catalogue import Catalogue, likely, load_catalogue, outlets
from tests.unit.catalogue.documented import counted, with_families
from tests.unit.catalogue.test_outlets import COMMONEST, SETS

_HEAD = (
    *("set", "cases", "@1", "@3", "@5", "mean by source", "rare"),
    *("material", "energy", "water", "power", "commonest", "table"),
)
_ROW = "{:<12} {:>5} {:>4} {:>4} {:>4} {:>14} {:>5} {:>8} {:>6} {:>5} {:>5} {:>9} {:>5}"
_NATURES = ("material", "energy", "water", "electricity")


@dataclass(frozen=True)
class Asked:
    """A case and what was answered, best first; `family`: what the text was read as."""

    source: str
    nature: str
    takers: frozenset[str]
    answer: tuple[str, ...]
    family: str

    def hit(self, places: int) -> bool:
        return not self.takers.isdisjoint(self.answer[:places])


def ask(case: Mapping[str, str], catalogue: Catalogue) -> Asked:
    text, low, naf = case["text"], case["low"] or None, case["donor"] or None
    found = outlets(catalogue, text=text, low=low, from_naf=naf, limit=5)
    meant = likely(catalogue, text, low=low, naf=naf)
    return Asked(
        source=case.get("place") or case.get("source") or "",
        nature=case["nature"],
        takers=frozenset(code[:2] for code in case["receiver"].split()),
        answer=tuple(outlet.division for outlet in found),
        family=meant[0].family if meant else "",
    )


def _share(cases: Sequence[Asked], found: Callable[[Asked], bool]) -> str:
    return f"{sum(map(found, cases)) / len(cases):.0%}" if cases else "-"


def _by_source(cases: Iterable[Asked]) -> float:
    sources: dict[str, list[bool]] = {}
    for case in cases:
        sources.setdefault(case.source, []).append(case.hit(5))
    return sum(sum(hits) / len(hits) for hits in sources.values()) / len(sources)


def _table(others: Iterable[Asked]) -> Callable[[Asked], bool]:
    """Whether the commonest takers of its family in the other sets hold the case's."""
    takers: dict[str, Counter[str]] = {}
    for case in others:
        for family in (case.family, ""):
            takers.setdefault(family, Counter()).update(case.takers)
    everywhere = [division for division, _ in takers.get("", Counter()).most_common(5)]

    def found(case: Asked) -> bool:
        of_family = takers.get(case.family, Counter()).most_common(5) if case.family else []
        named = [division for division, _ in of_family]
        return not case.takers.isdisjoint(list(dict.fromkeys([*named, *everywhere]))[:5])

    return found


def row(name: str, cases: Sequence[Asked], others: Iterable[Asked]) -> str:
    rare = [case for case in cases if case.takers.isdisjoint(COMMONEST)]
    natures = [[case for case in cases if case.nature == nature] for nature in _NATURES]
    return _ROW.format(
        name,
        len(cases),
        *(_share(cases, partial(Asked.hit, places=n)) for n in (1, 3, 5)),
        f"{_by_source(cases):.0%}",
        _share(rare, lambda case: case.hit(5)),
        *(_share(each, lambda case: case.hit(5)) for each in natures),
        _share(cases, lambda case: not case.takers.isdisjoint(COMMONEST)),
        _share(cases, _table(others)),
    )


def named_too_often(cases: Sequence[Asked]) -> str:
    """Divisions in the first five of many answers, with how often each is right."""
    named = Counter(division for case in cases for division in case.answer)
    right = Counter(division for case in cases for division in case.takers)
    return "  ".join(
        f"{division} {count / len(cases):.0%}/{right[division] / len(cases):.0%}"
        for division, count in named.most_common(12)
    )


def training() -> Mapping[str, list[Asked]]:
    """Answers to each training set with what is documented by all others only."""
    catalogue = load_catalogue()
    cases = {name: with_families(each) for name, each in SETS.items()}
    asked: dict[str, list[Asked]] = {}
    for name, own in cases.items():
        others = [case for other, each in cases.items() if other != name for case in each]
        blind = replace(catalogue, documented=counted(others))
        asked[name] = [ask(case, blind) for case, _ in own]
    return asked


def fresh(sets: Mapping[str, Sequence[Mapping[str, str]]]) -> Mapping[str, list[Asked]]:
    """Answers to sets that are not the training's."""
    catalogue = load_catalogue()
    return {name: [ask(case, catalogue) for case in cases] for name, cases in sets.items()}


def report(asked: Mapping[str, Sequence[Asked]], known: Sequence[Asked] = ()) -> None:
    every = [case for cases in asked.values() for case in cases]
    sys.stdout.write(_ROW.format(*_HEAD) + "\n")
    for name, cases in asked.items():
        others = [case for other, found in asked.items() if other != name for case in found]
        sys.stdout.write(row(name, cases, known or others) + "\n")
    sys.stdout.write(row("all", every, known or every) + "\n")
    sys.stdout.write(f"named in the first five / true: {named_too_often(every)}\n")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    files = [Path(each) for each in sys.argv[1:]]
    if files:
        known = [case for cases in training().values() for case in cases]
        report(fresh({path.stem: read(path) for path in files}), known)
    else:
        report(training())
