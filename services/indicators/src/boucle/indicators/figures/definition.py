"""What an indicator is: its unit, its words, its formula."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    unit: str
    label_fr: str
    label_en: str
    formula: str
