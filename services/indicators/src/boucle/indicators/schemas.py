"""Define the answers of indicators."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from pydantic import BaseModel, Field

from boucle.indicators.figures.definitions import DEFINITIONS, VERSION
from boucle.indicators.figures.figure import EXACT, Figure, FigureGrade, Month
from boucle.indicators.reports import FigureReport

_WHOLE: Final = ("EUR", "km")
_BORDER_FR: Final = (
    "Les potentiels ne comptent que les échanges entre sites du territoire ; ce qui en passe la "
    "frontière est un potentiel de la fédération, et une synergie dès que quelqu'un s'en occupe."
)
_BORDER_EN: Final = (
    "Potentials count exchanges between sites of the territory only; what crosses its border is a "
    "potential of the federation, and a synergy once somebody acts on it."
)


class FigureOut(BaseModel):
    """A figure of one grade, in whole euros and km, else to two decimals. ``value``, or ``low`` and
    ``high`` for a range; all ``null`` with ``missing`` (the reasons) where nothing could be
    computed. ``counted``: entities behind it."""

    key: str
    label_fr: str
    label_en: str
    unit: str
    grade: FigureGrade
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    counted: int
    left_out: int = Field(description="entities not in it, for the reasons in `missing`")
    formula: str
    factors: list[str] = Field(description="emission factors used, with their version")
    missing: list[str]

    @classmethod
    def of(cls, figure: Figure) -> FigureOut:
        definition = DEFINITIONS[figure.key]
        return cls(
            key=figure.key,
            label_fr=definition.label_fr,
            label_en=definition.label_en,
            unit=figure.unit,
            grade=figure.grade,
            value=_rounded(figure.value, figure.unit),
            low=_rounded(figure.low, figure.unit),
            high=_rounded(figure.high, figure.unit),
            counted=figure.counted,
            left_out=figure.left_out,
            formula=definition.formula,
            factors=list(figure.factors),
            missing=list(figure.missing),
        )


class IndicatorsOut(BaseModel):
    """Figures at a month's end (today, for the month under way). ``note_fr``, ``note_en``: what
    those of a territory leave out."""

    month: str
    as_of: date
    territories: list[str]
    definitions: str = Field(description="version of the catalogue of indicators")
    figures: list[FigureOut]
    note_fr: str | None = None
    note_en: str | None = None

    @classmethod
    def of(cls, report: FigureReport, month: Month) -> IndicatorsOut:
        return cls(
            month=f"{month.first:%Y-%m}",
            as_of=month.last,
            territories=list(report.territories),
            definitions=VERSION,
            figures=[FigureOut.of(figure) for figure in report.figures],
            note_fr=_BORDER_FR if report.bordered else None,
            note_en=_BORDER_EN if report.bordered else None,
        )


def _rounded(value: Decimal | None, unit: str) -> Decimal | None:
    """Round as people say it, without exponent and trailing zeros: equal figures read the same."""
    if value is None:
        return None
    step = Decimal(1) if unit.startswith(_WHOLE) else Decimal("0.01")
    rounded = value.quantize(step, ROUND_HALF_UP, context=EXACT)
    return Decimal(f"{EXACT.plus(rounded).normalize(EXACT):f}")
