"""List what declared figures usually are, as the data file `usual.csv` says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Final

import msgspec

from boucle.catalogue.loading.rows import ROOT, read_csv


class _UsualRow(msgspec.Struct, forbid_unknown_fields=True):
    of: str
    over: str
    under: str | None
    least: Decimal | None
    most: Decimal | None
    unit: str | None
    source: str | None
    label_fr: str
    label_en: str


@dataclass(frozen=True, slots=True)
class UsualRange:
    """``over`` and ``under``: fields and whole numbers, the product of which is divided; the first
    field is the one in doubt. ``source`` None: an assumption."""

    over: tuple[str, ...]
    under: tuple[str, ...]
    least: Decimal | None
    most: Decimal | None
    unit: str
    source: str | None
    label_fr: str
    label_en: str

    @property
    def field(self) -> str:
        return self.over[0]

    def value(self, known: Mapping[str, Decimal]) -> Decimal | None:
        """Return None where a field is not told, or nothing is there to divide by."""
        factors = [*self.over, *self.under]
        if not all(one in known or one.isdigit() for one in factors):
            return None
        over, under = (
            prod((Decimal(one) if one.isdigit() else known[one] for one in each), start=Decimal(1))
            for each in (self.over, self.under)
        )
        return over / under if under else None

    def holds(self, value: Decimal) -> bool:
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)


def _ranges() -> Iterator[tuple[str, UsualRange]]:
    for _, row in read_csv(ROOT / "usual.csv", _UsualRow):
        yield (
            row.of,
            UsualRange(
                tuple(row.over.split()),
                tuple((row.under or "").split()),
                row.least,
                row.most,
                row.unit or "",
                row.source,
                row.label_fr,
                row.label_en,
            ),
        )


USUAL: Final = tuple(_ranges())
"""What each is of, and its range."""
