"""Read the official files of ROME: one of codes, one of job titles. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from boucle.catalogue.sharing import normal_rome
from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import tr

_CODES: Final[Mapping[str, str]] = {
    "code": "code_rome",
    "label": "libelle_rome",
    "parent": "code_rome_parent",
    "green": "transition_eco",
}
_TITLES: Final[Mapping[str, str]] = {"code": "code_rome", "title": "libelle_appellation_long"}
_GREEN: Final = "Emploi Vert"
_FAULTS: Final = 20
"""With so many, reading ends."""
_VERSION: Final = re.compile(r"\d{1,2}\.\d{1,3}")
_IN_NAME: Final = re.compile(r"(?:^|[_-])v?(\d)(\d{2})(?=[_.-]|$)")


@dataclass(frozen=True, slots=True)
class RomeOccupation:
    """``parent``: the code of its family, or its own. ``green``: France Travail marks an
    environmental purpose."""

    code: str
    label: str
    parent: str
    green: bool


@dataclass(frozen=True, slots=True)
class RomeTitle:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Rome:
    """One whole version."""

    version: str
    occupations: tuple[RomeOccupation, ...]
    titles: tuple[RomeTitle, ...]


def version_of(name: str, given: str | None) -> str:
    """Return ``4.60``: given, or from the file's name (``..._v460_utf8.csv``). Raises Faulty."""
    right = "two numbers and a point, such as 4.60"
    if given is not None:
        if not _VERSION.fullmatch(given):
            raise Faulty(Fault("version", given, "is not a version of ROME", right))
        return given
    found = _IN_NAME.search(name)
    if found is None:
        message = "does not say the version of ROME"
        raise Faulty(Fault("file", name, message, "a name such as codes_v460.csv, or --version"))
    return f"{found[1]}.{found[2]}"


def read_rome(
    version: str, codes: Iterator[Sequence[str]], titles: Iterator[Sequence[str]]
) -> Rome:
    """Read both files. Raises Faulty: each fault names file, line and column."""
    faults: list[Fault] = []
    occupations = _occupations(codes, faults)
    if not occupations and not faults:
        faults.append(Fault("codes", None, "holds no occupation", "a row an occupation"))
    faults += _parent_faults(occupations)
    known = {each.code for each in occupations}
    found = _titles(titles, known, faults) if not faults else ()
    if faults:
        raise Faulty(*faults[:_FAULTS])
    return Rome(version, occupations, found)


def _occupations(lines: Iterator[Sequence[str]], faults: list[Fault]) -> tuple[RomeOccupation, ...]:
    found: dict[str, RomeOccupation] = {}
    for line, cells in _cells("codes", _CODES, lines, faults):
        code, parent = normal_rome(cells["code"]), normal_rome(cells["parent"])
        named = (("code", code), ("parent", parent))
        wrong = [_not_a_code(_CODES[name], cells[name]) for name, read in named if read is None]
        if code in found:
            wrong.append(Fault(_CODES["code"], code, "stands twice", "each code in one row"))
        if not cells["label"]:
            wrong.append(Fault(_CODES["label"], "", "is missing", "what the occupation is called"))
        faults += _placed("codes", line, wrong)
        if not wrong and code is not None and parent is not None:
            green = cells["green"] == _GREEN
            found[code] = RomeOccupation(code, cells["label"], parent, green)
    return tuple(found.values())


def _parent_faults(occupations: Sequence[RomeOccupation]) -> Iterator[Fault]:
    parents = {each.code: each.parent for each in occupations}
    for code, parent in parents.items():
        if parents.get(parent) != parent:
            right = "a code of the file that is its own parent"
            yield Fault(f"codes: {code}", parent, "is no parent", right)


def _titles(
    lines: Iterator[Sequence[str]], known: set[str], faults: list[Fault]
) -> tuple[RomeTitle, ...]:
    found: dict[tuple[str, str], RomeTitle] = {}
    for line, cells in _cells("titles", _TITLES, lines, faults):
        code = normal_rome(cells["code"])
        if code not in known:
            message = "is not a code of the file of codes"
            wrong = [Fault(_TITLES["code"], cells["code"], message, "both files of one version")]
            faults += _placed("titles", line, wrong)
        elif cells["title"]:
            found[code, cells["title"]] = RomeTitle(code, cells["title"])
    return tuple(found.values())


def _cells(
    file: str, wanted: Mapping[str, str], lines: Iterator[Sequence[str]], faults: list[Fault]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = [title.strip() for title in next(lines, ())]
    missing = ", ".join(title for title in wanted.values() if title not in header)
    if missing:
        right = "the official CSV file of France Travail, with commas and a header"
        raise Faulty(Fault(f"{file}: header", missing, "these columns are missing", right))
    places = {name: header.index(title) for name, title in wanted.items()}
    for line, row in enumerate(lines, start=2):
        if len(faults) >= _FAULTS:
            return
        if len(row) != len(header):
            message = tr("has {count} cells, the header {width}", count=len(row), width=len(header))
            wrong = Fault("row", None, message, "as many cells as the header")
            faults += _placed(file, line, [wrong])
            continue
        yield line, {name: row[place].strip() for name, place in places.items()}


def _not_a_code(title: str, value: str) -> Fault:
    return Fault(
        title, value, "is not a ROME code", "a letter A to N and four digits, such as N1101"
    )


def _placed(file: str, line: int, faults: Sequence[Fault]) -> list[Fault]:
    return [replace(one, field=f"{file}, line {line}: {one.field}") for one in faults]
