"""Read codes of NAF, NACE or ISIC, from section to class, however written. Pure. The catalogue has
the classes of NACE rev. 2, which are those of NAF rév. 2. Divisions have the same numbers in all
these nomenclatures, except 45, which later editions dropped. For a nomenclature whose classes are
not in the catalogue, only the division is read."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal, NoReturn

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import TypicalFlow
from boucle.catalogue.facts.units import to_base
from boucle.platform.translating import tr

Level = Literal["section", "division", "group", "class", "subclass"]
Sections = Mapping[str, tuple[str, ...]]

NAF_REV_2: Final = "NAF rév. 2"
LARGE_SITE: Final = 1_000
"""Employees. Few sites have more: a flow beyond what so many usually give or need is unlikely."""
BELIEVED: Final = 10
"""A flow of as many times what a large site of any activity has is in no total."""
_GROUP: Final = len("17.1")
_BY_DIGITS: Final[tuple[Level, ...]] = ("division", "group", "class")
"""By how many digits follow the division's two."""
_SHAPE: Final = re.compile(
    r"([A-Z])?[\s.]*(?:([0-9]{1,2})[\s.]*([0-9])?[\s.]*([0-9])?)?[\s.]*([A-Z])?"
)
_RIGHT: Final = "a sub-class 17.12Z, a class 17.12, a group 17.1, a division 17 or a section C"


def _sections(text: str) -> Sections:
    found = {}
    for each in text.split():
        first, _, last = each[1:].partition("-")
        found[each[0]] = tuple(f"{n:02}" for n in range(int(first), int(last or first) + 1))
    return found


_REV_2: Final = _sections(
    "A01-03 B05-09 C10-33 D35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 L68 M69-75 N77-82 "
    "O84 P85 Q86-88 R90-93 S94-96 T97-98 U99"
)
_REV_2_1: Final = _sections(
    "A01-03 B05-09 C10-33 D35 E36-39 F41-43 G46-47 H49-53 I55-56 J58-60 K61-63 L64-66 M68 N69-75 "
    "O77-82 P84 Q85 R86-88 S90-93 T94-96 U97-98 V99"
)


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """``in_catalogue``: the catalogue has its groups and classes."""

    name: str
    sections: Sections
    in_catalogue: bool = False

    def section_of(self, division: str) -> str | None:
        found = (letter for letter, divisions in self.sections.items() if division in divisions)
        return next(found, None)

    def spelt(self, division: str, digits: str, letter: str = "") -> str:
        dot = "." if digits and not self.name.startswith("ISIC") else ""
        return f"{division}{dot}{digits}{letter}"


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in folded if each.isascii() and each.isalnum())


_KNOWN: Final = {
    _plain(each.name): each
    for each in (
        Nomenclature(NAF_REV_2, _REV_2, in_catalogue=True),
        Nomenclature("NAF 2025", _REV_2_1),
        Nomenclature("NACE rev. 2", _REV_2, in_catalogue=True),
        Nomenclature("NACE rev. 2.1", _REV_2_1),
        Nomenclature("ISIC rev. 4", _REV_2),
        Nomenclature("ISIC rev. 5", _REV_2_1),
    )
}
NOMENCLATURES: Final = tuple(each.name for each in _KNOWN.values())


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity code after reading. ``code``, ``level``: as its nomenclature writes them.
    ``nace``: the nearest NACE rev. 2 code in the catalogue, ``used`` its level. ``exists``: false
    if the nomenclature is in the catalogue and has no such code. ``why``: in French and English,
    why ``nace`` is broader than or differs from the code."""

    code: str
    level: Level
    nomenclature: str
    nace: str
    used: Level
    exists: bool = True
    why: tuple[str, str] | None = None


class ActivityError(ValueError):
    """A code or nomenclature that cannot be read, with the value, the fault and what would be
    right."""

    def __init__(
        self, about: Literal["code", "nomenclature"], value: str, message: str, expected: str
    ) -> None:
        super().__init__(f"{about} {value!r} {message}: {expected}")
        self.about, self.value, self.message, self.expected = about, value, message, expected


def nomenclature_of(name: str) -> Nomenclature:
    """Return the nomenclature of a name, however written. Raises ActivityError."""
    by = _KNOWN.get(_plain(name))
    if by is None:
        right = tr("one of {words}", words=", ".join(NOMENCLATURES))
        raise ActivityError("nomenclature", name, "is not known here", right)
    return by


def read_activity(catalogue: Catalogue, code: str, nomenclature: str = NAF_REV_2) -> Activity:
    """Return the activity of a code; padding zeros (`17.10`, `1700`) are ignored. Raises
    ActivityError."""
    by = nomenclature_of(nomenclature)
    shape = _SHAPE.fullmatch(code.strip().upper())
    section, division, third, fourth, letter = shape.groups(default="") if shape else [""] * 5
    digits = third + fourth
    if not (division or section) or (letter and len(digits) < 2):
        _refuse(code, "is not the code of an activity", _RIGHT)
    if not division:
        return _section(by, code, section)
    division = division.zfill(2)
    _check_division(by, code, section, division)
    if letter:
        _check_letter(catalogue, by, code, by.spelt(division, digits), letter)
    if by.in_catalogue:
        return _nearest(catalogue, by, division, digits, letter)
    level: Level = "subclass" if letter else _BY_DIGITS[len(digits)]
    why = (
        f"de {by.name}, seule la division {division} est lue : ses classes ont d'autres numéros",
        f"of {by.name}, only division {division} is read: its classes are numbered otherwise",
    )
    spelt = by.spelt(division, digits, letter)
    return Activity(
        spelt, level, by.name, division, "division", why=why if spelt != division else None
    )


def divisions_of(nace: str | None) -> frozenset[str]:
    """Return the divisions a NACE rev. 2 code may mean: one, or all of its section."""
    return frozenset(_REV_2.get(nace, (nace[:2],))) if nace else frozenset()


def division_of(nace: str | None) -> str:
    """Return the division of a NACE rev. 2 code; empty for a section or no code."""
    return nace[:2] if nace and nace not in _REV_2 else ""


@lru_cache(maxsize=1024)
def usual_families(
    catalogue: Catalogue, nace: str, direction: Literal["output", "input"]
) -> tuple[str, ...]:
    """Return the families that an activity usually gives or needs. A class has its own or its
    division's; a group those of its classes; a section those of all its activities. Takes NAF
    codes."""
    flows: Iterable[TypicalFlow] = catalogue.typical(nace)
    if nace in _REV_2:
        flows = (f for f in catalogue.typical_flows if f.nace[:2] in _REV_2[nace])
    elif len(nace) == _GROUP:
        of_group = [f for f in catalogue.typical_flows if f.nace[:_GROUP] == nace]
        flows = of_group or flows
    return tuple(dict.fromkeys(f.family for f in flows if f.direction == direction))


@lru_cache(maxsize=1024)
def most_usual(
    catalogue: Catalogue, family: str, direction: Literal["output", "input"], nace: str | None
) -> TypicalFlow | None:
    """Return the typical flow with the most per year and employee, or None. Lines of the activity
    come first, then those of any."""
    own = catalogue.typical(nace) if nace else ()
    every = [f for f in catalogue.typical_flows if (f.family, f.direction) == (family, direction)]
    lines = [line for line in every if line in own] or every
    return max(lines, key=lambda line: (line.high, line.nace), default=None)


def most_of_large_site(
    catalogue: Catalogue,
    families: Sequence[str],
    direction: Literal["output", "input"],
    nace: str | None,
) -> tuple[int, tuple[str, ...]] | None:
    """Return the most that a site of `LARGE_SITE` employees usually gives or needs a year of these
    families, in g, L or Wh, and the activities that have it; None where one is not known."""
    usual = [most_usual(catalogue, each, direction, nace) for each in families]
    known = [line for line in usual if line is not None]
    if not known or len(known) < len(families):
        return None
    most = sum(_of_large_site(line, catalogue) for line in known)
    return most, tuple(sorted({line.nace for line in known}))


def _of_large_site(line: TypicalFlow, catalogue: Catalogue) -> int:
    family = catalogue.family(line.family)
    amount = Decimal(str(line.high)) * LARGE_SITE
    return to_base(amount, line.unit, family.nature, family.density_t_per_m3)


def _refuse(code: str, message: str, expected: str) -> NoReturn:
    raise ActivityError("code", code, message, expected)


def _section(by: Nomenclature, code: str, section: str) -> Activity:
    divisions = by.sections.get(section)
    if divisions is None:
        letters = list(by.sections)
        _refuse(
            code,
            tr("is not a section of {nomenclature}", nomenclature=by.name),
            tr("{first} to {last}", first=letters[0], last=letters[-1]),
        )
    if len(divisions) == 1:
        only = divisions[0]
        why = (f"la section {section} n'a qu'une division", f"section {section} has one division")
        return Activity(section, "section", by.name, only, "division", why=why)
    wider = next(each for each, all_of in _REV_2.items() if {*divisions} <= {*all_of})
    moved = (
        f"la section {section} de {by.name} est dans la section {wider} de NACE rev. 2",
        f"section {section} of {by.name} lies in section {wider} of NACE rev. 2",
    )
    same = wider == section and _REV_2[wider] == divisions
    return Activity(section, "section", by.name, wider, "section", why=None if same else moved)


def _check_division(by: Nomenclature, code: str, section: str, division: str) -> None:
    own_section = by.section_of(division)
    if own_section is None:
        runs = (f"{own[0]} to {own[-1]}" for own in by.sections.values() if len(own) > 1)
        ones = (own[0] for own in by.sections.values() if len(own) == 1)
        right = tr(
            "a division of {nomenclature}: {divisions}",
            nomenclature=by.name,
            divisions=", ".join(sorted([*runs, *ones])),
        )
        _refuse(
            code,
            tr(
                "is of a division, {division}, that {nomenclature} does not have",
                division=division,
                nomenclature=by.name,
            ),
            right,
        )
    if section not in ("", own_section):
        message = tr(
            "says section {section}, but {nomenclature} has division {division} in {right}",
            section=section,
            nomenclature=by.name,
            division=division,
            right=own_section,
        )
        _refuse(
            code,
            message,
            tr(
                "{section}{division}, or {division} without a section",
                section=own_section,
                division=division,
            ),
        )


def _check_letter(
    catalogue: Catalogue, by: Nomenclature, code: str, class_: str, letter: str
) -> None:
    """Check the letter: only NAF has sub-classes, and one of NAF rév. 2 must exist."""
    if not by.name.startswith("NAF"):
        right = tr(
            "{nace}, or the NAF that it is of: {naf} or NAF 2025", nace=class_, naf=NAF_REV_2
        )
        _refuse(
            code,
            tr("ends with a letter, as no code of {nomenclature} does", nomenclature=by.name),
            right,
        )
    if by.in_catalogue and letter not in catalogue.naf_letters.get(class_, ""):
        near = ", ".join(_near(catalogue, class_))
        _refuse(
            code,
            tr("is not in {nomenclature}", nomenclature=by.name),
            tr("{near}; or the nomenclature that it is of", near=near),
        )


def _near(catalogue: Catalogue, class_: str) -> list[str]:
    """Suggest sub-classes of the class, else the first of its group, else of its division."""
    for start in (class_, class_[:_GROUP], class_[:2]):
        found = [each for each in catalogue.naf_letters if each.startswith(start)]
        if found:
            return [each + last for each in found[:3] for last in catalogue.naf_letters[each]]
    return []


def _nearest(
    catalogue: Catalogue, by: Nomenclature, division: str, digits: str, letter: str
) -> Activity:
    """Return the class if it exists, else its group, else its division."""
    digits_read = next(
        n for n in (2, 1, 0) if n <= len(digits) and _in_catalogue(catalogue, division, digits[:n])
    )
    nace, used = by.spelt(division, digits[:digits_read]), _BY_DIGITS[digits_read]
    if not digits[digits_read:].strip("0"):
        level: Level = "subclass" if letter else used
        return Activity(nace + letter, level, by.name, nace, used)
    spelt = by.spelt(division, digits)
    why = (
        f"{spelt} n'est pas dans {by.name} : lu comme {nace}",
        f"{spelt} is not in {by.name}: read as {nace}",
    )
    return Activity(spelt, _BY_DIGITS[len(digits)], by.name, nace, used, exists=False, why=why)


def _in_catalogue(catalogue: Catalogue, division: str, digits: str) -> bool:
    return not digits or f"{division}.{digits}" in _groups_and_classes(catalogue)


@cache
def _groups_and_classes(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(code[:length] for code in catalogue.naf_letters for length in (4, 5))
