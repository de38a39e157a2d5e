"""Reports a blind set in figures only: no row is printed, so that none can be tuned on.

``.venv/bin/python -m tests.blind.measure [second]``. Run once, at the end of the work on answers:
the set's README.md has what it said. Whoever runs it again to choose between two answers has tuned.
"""

import csv
import re
import sys
from pathlib import Path
from typing import Final

from tests.unit.catalogue import measure, measure_texts
from tests.unit.catalogue.measure_texts import Text

_HERE: Final = Path(__file__).parent
_DIVISION: Final = re.compile(r"\b(\d\d)(?:\.\d\d?)?\b")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _exchange(row: dict[str, str]) -> dict[str, str]:
    """As training sets have it; the source stands for the place."""
    return {
        "place": row["source_title"],
        "nature": row["nature"],
        "text": row["text"],
        "low": row["low_code"],
        "donor": row["donor_nace"],
        "receiver": " ".join(_DIVISION.findall(row["receiver_nace"])),
    }


def exchanges(folder: Path) -> None:
    read: list[dict[str, str]] = []
    remembered: list[dict[str, str]] = []
    for row in _rows(folder / "exchanges.csv"):
        (read if row["known_from"] == "search" else remembered).append(_exchange(row))
    known = [case for cases in measure.training().values() for case in cases]
    measure.report(measure.fresh({"read": read, "remembered": remembered}), known)


def texts(folder: Path) -> None:
    rows = [
        Text(
            text=row["text"],
            family=row["family"],
            also_right=row["also_right"],
            low=row["low_code"],
            naf=row["naf"],
            kind=row["kind"],
        )
        for row in _rows(folder / "texts.csv")
    ]
    measure_texts.report(rows)


if __name__ == "__main__":
    chosen = _HERE.joinpath(*sys.argv[1:2])
    exchanges(chosen)
    sys.stdout.write("\n")
    texts(chosen)
