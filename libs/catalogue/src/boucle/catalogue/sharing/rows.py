"""These rows are the schema of the data files of pooling and sharing."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

FigureRow = tuple[str, float, float, str, str]
"""Unit, least, most, label in French, in English."""


class TermsTable(msgspec.Struct, forbid_unknown_fields=True):
    figures: str = ""
    choices: str = ""
    ends: tuple[Literal["origin", "destination"], ...] = ()


class SharingFile(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    rome: str
    stop: str
    densities: dict[str, str]
    figures: dict[str, FigureRow]
    choices: dict[str, dict[str, tuple[str, str]]]
    workforce: TermsTable


class ServiceTable(msgspec.Struct, forbid_unknown_fields=True):
    label: tuple[str, str]
    sure: str
    hints: str
    acts: str = ""
    things: str = ""
    need: TermsTable | None = None
    offer: TermsTable | None = None


class EquipmentTable(msgspec.Struct, forbid_unknown_fields=True):
    label: tuple[str, str]
    sure: str
    hints: str
    unit: str
    price: tuple[str, int]
    most: int
    figures: str
    need: str = ""
    offer: str = ""
    choices: str = ""
    whole: bool = False
    tonne_an_hour: int | None = None


class ParameterRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    default: Decimal
    unit: str
    least: Decimal
    most: Decimal
    source: str | None
    label_fr: str
    label_en: str


class SourceRow(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    read_on: date


class CodesRow(msgspec.Struct, forbid_unknown_fields=True):
    parent: str
    codes: str | None


class OccupationLine(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    label_fr: str
    label_en: str
    words: str


class NeighbourRow(msgspec.Struct, forbid_unknown_fields=True):
    one: str
    other: str


class AbsentRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    kind: Literal["service", "equipment"]
    label_fr: str
    label_en: str
    words: str
