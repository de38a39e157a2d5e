"""How often a French text is read as the right family: first, and settled.

``.venv/bin/python -m tests.unit.catalogue.measure_texts FILE.csv [--wrong]``: columns `text`,
`family` (several, separated by spaces, of a mixture; none where the catalogue has none),
`also_right`, `low`, `naf`, and, where there is one, `kind`. Without FILE, the training texts.
"""

import csv
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypedDict

from boucle.catalogue import classify, load_catalogue, settled
from boucle.catalogue.facts.activities import ActivityError, read_activity
from boucle.catalogue.facts.catalogue import normal_low

TRAINING = Path(__file__).parent / "training_texts.csv"
_SEVERAL = re.compile(r"[\s;|,]+")
_ROW = "{:<10} {:<17} {:>5} {:>12} {:>8} {:>14} {:>8}\n"
CATALOGUE = load_catalogue()


class Text(TypedDict):
    text: str
    family: str
    also_right: str
    low: str
    naf: str
    kind: str


@dataclass(frozen=True, slots=True)
class Result:
    """`seconds` that one call of classify took."""

    said: str
    right: frozenset[str]
    first: str | None
    settled: str | None
    seconds: float

    @property
    def right_first(self) -> bool:
        return self.first in self.right

    @property
    def settled_wrong(self) -> bool:
        return self.settled is not None and self.settled not in self.right


def read_texts(path: Path) -> list[Text]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Text(
                text=row["text"],
                family=row["family"],
                also_right=row.get("also_right") or "",
                low=row.get("low") or "",
                naf=row.get("naf") or "",
                kind=row.get("kind") or "all",
            )
            for row in csv.DictReader(file)
        ]


def read(text: Text, *, with_codes: bool) -> Result:
    low = normal_low(text["low"]) if with_codes and text["low"] else None
    naf = _nace(text["naf"]) if with_codes else None
    start = perf_counter()
    found = classify(CATALOGUE, text["text"], low=low, naf=naf)
    seconds = perf_counter() - start
    right = frozenset(_SEVERAL.split(f"{text['family']} {text['also_right']}")) - {""}
    return Result(text["text"], right, found[0].family if found else None, settled(found), seconds)


def _nace(code: str) -> str | None:
    try:
        return read_activity(CATALOGUE, code).nace if code else None
    except ActivityError:
        return None


def row(name: str, how: str, results: Sequence[Result]) -> str:
    """Right first of those that have a family; settled, and settled wrong, of all."""
    known = [each for each in results if each.right]
    right = sum(each.right_first for each in known) / len(known) if known else 0
    slowest = sorted(each.seconds for each in results)[int(0.95 * (len(results) - 1))]
    return _ROW.format(
        name,
        how,
        len(results),
        f"{right:.1%}",
        f"{sum(each.settled is not None for each in results) / len(results):.1%}",
        f"{sum(each.settled_wrong for each in results) / len(results):.1%}",
        f"{slowest * 1000:.1f}",
    )


def report(texts: Sequence[Text], *, show_wrong: bool = False) -> None:
    classify(CATALOGUE, "carton")
    head = ("kind", "read", "texts", "right first", "settled", "settled wrong", "p95 ms")
    sys.stdout.write(_ROW.format(*head))
    for how, with_codes in (("text alone", False), ("with code and naf", True)):
        results = [(each["kind"], read(each, with_codes=with_codes)) for each in texts]
        for kind in sorted({kind for kind, _ in results}):
            sys.stdout.write(row(kind, how, [each for k, each in results if k == kind]))
        sys.stdout.write(row("all", how, [each for _, each in results]))
        for _, each in results if show_wrong else ():
            if each.settled_wrong or (each.right and not each.right_first):
                mark = "SETTLED" if each.settled_wrong else "first"
                sys.stdout.write(f"  {mark}: {each.said} -> {each.first} ({sorted(each.right)})\n")


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    report(read_texts(Path(given[0]) if given else TRAINING), show_wrong="--wrong" in sys.argv)
