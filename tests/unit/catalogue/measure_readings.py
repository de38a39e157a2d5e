"""How often texts of bilans are read rightly: occupations, services, equipment and flows.

``.venv/bin/python -m tests.unit.catalogue.measure_readings [FILE.csv] [--wrong]``: columns `kind`,
`direction`, `text`, `expected` (`none` where nothing sure can be said), `also_right`, `low`, `naf`.
Without FILE, the training half; `--wrong` lists its wrong rows. The other half is blind
(`tests/blind/third`): of it only figures are printed.
"""

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Final, get_args

from boucle.catalogue import classify, load_catalogue, settled
from boucle.catalogue.sharing import SharingText, settled_sharing

TRAINING: Final = Path(__file__).parent / "training_readings.csv"
_CATALOGUE: Final = load_catalogue()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(row: dict[str, str]) -> str:
    """What the declaration of the row would be taken for."""
    text = row["text"]
    sharing = next((kind for kind in get_args(SharingText) if kind == row["kind"]), None)
    if sharing is not None:
        return settled_sharing(text, sharing) or "none"
    nature = _CATALOGUE.family(row["expected"]).nature
    low, naf = row["low"] or None, row["naf"] or None
    return settled(classify(_CATALOGUE, text, low=low, naf=naf, nature=nature)) or "none"


def right(row: dict[str, str]) -> frozenset[str]:
    return frozenset([row["expected"], *row["also_right"].split()])


def report(path: Path, *, wrong: bool = False) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows_of(path):
        found = said(row)
        verdict = "right" if found in right(row) else "unread" if found == "none" else "wrong"
        counts[row["kind"], verdict] += 1
        if wrong and verdict != "right":
            sys.stdout.write(f"{row['kind']:<10} {row['text']:<55} {found} ({row['expected']})\n")
    for kind in sorted({kind for kind, _ in counts}):
        figures = ", ".join(f"{counts[kind, each]} {each}" for each in ("right", "unread", "wrong"))
        sys.stdout.write(f"{kind:<10} {figures}\n")


if __name__ == "__main__":
    files = [Path(each) for each in sys.argv[1:] if not each.startswith("--")]
    report(*files or [TRAINING], wrong="--wrong" in sys.argv and not files)
