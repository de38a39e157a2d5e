"""Read the package's data files: rows are checked against a schema, errors name the line."""

import csv
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, Literal, TypeVar

import msgspec

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import CannotBe, Form, LegalStatus, Nature, Sense
from boucle.catalogue.facts.routes import Limit

T = TypeVar("T")
ROOT: Final = resources.files("boucle.catalogue") / "data"


class AttributeRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    unit: str
    sense: Sense
    low: float
    high: float
    label_fr: str
    label_en: str


class LabelRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    label_fr: str
    label_en: str


class FactorRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    value: float
    per: str
    id: str
    uncertainty_pct: int | None
    label_fr: str
    label_en: str


class MadeFactorRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    of: str
    amount: float
    per: str
    uncertainty_pct: int
    label_fr: str
    label_en: str
    why: str


class PublicPriceRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    families: str
    unit: str
    low: float
    high: float
    date: str
    label_fr: str
    label_en: str
    source: str


class DangerousRow(msgspec.Struct, forbid_unknown_fields=True):
    family: str
    adr_class: str
    when: Literal["always", "hazardous"]
    source: str


class FormulaRow(msgspec.Struct, forbid_unknown_fields=True):
    formula: str
    family: str


class EndOfWasteRow(msgspec.Struct, forbid_unknown_fields=True):
    family: str
    source: str


class ImpossibleRow(msgspec.Struct, forbid_unknown_fields=True):
    families: str
    what: CannotBe
    only: Literal["declared"] | None
    apart: str | None
    why_fr: str
    why_en: str


class BoundRow(msgspec.Struct, forbid_unknown_fields=True):
    families: str | None
    form: Form | None
    attribute: str
    low: float | None
    high: float | None
    unless: str | None
    why_fr: str
    why_en: str


class UseRow(msgspec.Struct, forbid_unknown_fields=True):
    division: str
    said: str


class LowRow(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    mark: str | None
    twins: str | None
    family: str | None
    form: Form | None
    label_fr: str
    label_en: str


class NafRow(msgspec.Struct, forbid_unknown_fields=True):
    nace_class: str
    letters: str


class TradeRow(msgspec.Struct, forbid_unknown_fields=True):
    naf: str
    direction: Literal["output", "input"]
    family: str
    names: str


class ActivityRow(msgspec.Struct, forbid_unknown_fields=True):
    nace: str
    direction: str
    family: str
    per_employee: str
    unit: str


class GroupTable(msgspec.Struct, forbid_unknown_fields=True):
    """What the families of one file share; a family may override it."""

    key: str
    nature: Nature
    unit: str
    forms: tuple[Form, ...]
    attributes: tuple[str, ...]
    value: tuple[float, float]
    reach_km: int
    reach_reason: str
    disposal: str | None = None
    network: bool = False
    food: bool = False
    line: str | None = None


class FamilyTable(msgspec.Struct, forbid_unknown_fields=True):
    label: tuple[str, str]
    synonyms: str
    density: float | None = None
    unit: str | None = None
    forms: tuple[Form, ...] | None = None
    attributes: tuple[str, ...] | None = None
    required: tuple[str, ...] = ()
    value: tuple[float, float] | None = None
    reach_km: int | None = None
    reach_reason: str | None = None
    disposal: str | None = None
    network: bool | None = None
    food: bool | None = None
    colder: tuple[float, str] | None = None
    hotter: tuple[float, str] | None = None
    line: str | None = None


class FamilyFile(msgspec.Struct, forbid_unknown_fields=True):
    group: GroupTable
    family: dict[str, FamilyTable]


class VersionFile(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    factors_version: str
    factors_source: str
    feeding: str
    disposal: dict[str, dict[str, str]]


def files_in(root: Traversable, folder: str, ending: str) -> list[Traversable]:
    entries = (root / folder).iterdir()
    return sorted((f for f in entries if f.name.endswith(ending)), key=lambda f: f.name)


def read_csv(file: Traversable, row: type[T]) -> Iterator[tuple[int, T]]:
    """Yield each line of a CSV file with its number; blank cells are null, `#` lines are
    comments."""
    with file.open("r", encoding="utf-8") as text:
        lines = ((number, line) for number, line in enumerate(text, 1) if line.strip())
        numbers: list[int] = []

        def data_lines() -> Iterator[str]:
            for number, line in lines:
                if not line.startswith("#"):
                    numbers.append(number)
                    yield line

        rows = csv.reader(data_lines())
        names = next(rows, [])
        for cells in rows:
            where = f"line {numbers[-1]}"
            if len(cells) != len(names):
                raise CatalogueError(file.name, where, "number of cells differs from the header")
            yield numbers[-1], _convert(file.name, where, dict(zip(names, cells, strict=True)), row)


def read_toml(file: Traversable, table: type[T]) -> T:
    try:
        parsed = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(file.name, "syntax", str(error)) from error
    try:
        return msgspec.convert(parsed, table)
    except msgspec.ValidationError as error:
        raise CatalogueError(file.name, "schema", str(error)) from error


def _convert(file: str, where: str, cells: dict[str, str], row: type[T]) -> T:
    values = {name: cell.strip() or None for name, cell in cells.items()}
    try:
        return msgspec.convert(values, row, strict=False)
    except msgspec.ValidationError as error:
        raise CatalogueError(file, where, f"{error} in {values}") from error


_LIMIT = re.compile(
    r"(?:(?P<low>-?[\d.]+)<=)?(?P<attribute>[a-z_]+)(?P<sign><=|>=)?(?P<bound>-?[\d.]+)?"
)


def parse_limits(text: str) -> tuple[Limit, ...]:
    """Parse `moisture<=25 temperature>=90 6<=ph<=9`. Raises ValueError naming the bad word."""
    return tuple(_parse_limit(word) for word in text.split())


def _parse_limit(word: str) -> Limit:
    found = _LIMIT.fullmatch(word)
    if found is None or (found["sign"] is None) != (found["bound"] is None):
        raise ValueError(f"limit {word!r} should read like moisture<=25, ph>=6 or 6<=ph<=9")
    low = None if found["low"] is None else float(found["low"])
    high = None
    if found["bound"] is not None:
        if found["sign"] == ">=":
            low = float(found["bound"])
        else:
            high = float(found["bound"])
    if low is None and high is None:
        raise ValueError(f"limit {word!r} bounds nothing")
    return Limit(found["attribute"], low, high)


def parse_band(text: str) -> tuple[float, float]:
    """Parse `20..60` into two numbers, low first."""
    low, _, high = text.partition("..")
    band = (float(low), float(high or low))
    if band[0] > band[1]:
        raise ValueError(f"band {text!r} is upside down")
    return band


def parse_forms(text: str | None) -> tuple[Form, ...]:
    return msgspec.convert(tuple((text or "").split()), tuple[Form, ...])


def parse_statuses(text: str) -> tuple[LegalStatus, ...]:
    return msgspec.convert(tuple(text.split()), tuple[LegalStatus, ...])
