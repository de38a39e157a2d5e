"""Build the catalogue of pooling and sharing from the package's data files, once per process."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources.abc import Traversable
from itertools import product
from typing import Final

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.loading.loader import load_catalogue
from boucle.catalogue.loading.rows import ROOT, read_csv, read_toml
from boucle.catalogue.sharing.model import (
    Absent,
    Choice,
    OfferSense,
    Parameter,
    SharingCatalogue,
    SharingFigure,
    Subject,
    Terms,
)
from boucle.catalogue.sharing.occupations import Occupation, OccupationCatalogue, normal_rome
from boucle.catalogue.sharing.rows import (
    AbsentRow,
    CodesRow,
    EquipmentTable,
    NeighbourRow,
    OccupationLine,
    ParameterRow,
    ServiceTable,
    SharingFile,
    SourceRow,
    TermsTable,
)

_EVERY_OFFER: Final = "availability annuity annuity_years fixed marginal"
_EVERY_NEED: Final = "stand_alone"
_A_UNIT: Final = "EUR/1"
_SENSES: Final[Mapping[str, OfferSense]] = {">": "at_least", "<": "at_most"}
_COUNTS: Final = (
    *("_members_least", "_members_most", "_subset_most", "_neighbours", "_apart_most"),
    "line_years",
)


@cache
def sharing_catalogue() -> SharingCatalogue:
    """Return the catalogue of this release. Raises CatalogueError if a data file breaks its
    schema."""
    return read_sharing(ROOT / "sharing")


def read_sharing(root: Traversable) -> SharingCatalogue:
    """Read a catalogue from a folder of the same shape and check every reference between files."""
    file = read_toml(root / "sharing.toml", SharingFile)
    subjects = {each.key: each for each in (*_services(root, file), *_equipment(root, file))}
    parameters = {each.key: each for each in _parameters(root)}
    for low, key in file.densities.items():
        _must("sharing.toml", low, key in parameters, key)
        _must("sharing.toml", key, load_catalogue().find_low(low) is not None, low)
    for subject in subjects.values():
        _must("parameters.csv", subject.key, f"{subject.key}_radius_km" in parameters, "no radius")
    return SharingCatalogue(
        version=file.version,
        subjects=subjects,
        parameters=parameters,
        densities=file.densities,
        workforce=_terms("sharing.toml", "workforce", file, file.workforce),
        occupations=_occupations(root, file.rome),
        stop=frozenset(file.stop.split()),
        absent=tuple(_absent(root, subjects)),
    )


def _services(root: Traversable, file: SharingFile) -> Iterator[Subject]:
    for key, table in read_toml(root / "services.toml", dict[str, ServiceTable]).items():
        terms = [
            None if each is None else _terms("services.toml", key, file, each)
            for each in (table.need, table.offer)
        ]
        _must("services.toml", key, any(terms), "neither need nor offer")
        yield Subject(
            key=key,
            kind="service",
            label_fr=table.label[0],
            label_en=table.label[1],
            need=terms[0],
            offer=terms[1],
            sure=(*_split(table.sure), *_each_with_each(table.acts, table.things)),
            hints=_split(table.hints),
        )


def _each_with_each(acts: str, things: str) -> Iterator[str]:
    for act, thing in product(_split(acts), _split(things)):
        yield f"{act} {thing}"


def _equipment(root: Traversable, file: SharingFile) -> Iterator[Subject]:
    for key, table in read_toml(root / "equipment.toml", dict[str, EquipmentTable]).items():
        terms = [
            _terms(
                "equipment.toml",
                key,
                file,
                TermsTable(f"{table.figures} {more}", table.choices),
                slots=True,
            )
            for more in (f"{table.need} {_EVERY_NEED}", f"{table.offer} {_EVERY_OFFER}")
        ]
        need, offer = (_priced(each, table.price) for each in terms)
        yield Subject(
            key=key,
            kind="equipment",
            label_fr=table.label[0],
            label_en=table.label[1],
            need=need,
            offer=offer,
            sure=_split(table.sure),
            hints=_split(table.hints),
            unit=table.unit,
            most=Decimal(table.most),
            whole=table.whole,
            tonne_an_hour=None if table.tonne_an_hour is None else Decimal(table.tonne_an_hour),
        )


def _priced(terms: Terms, price: tuple[str, int]) -> Terms:
    """The same, with prices of one unit by the unit of this kind."""
    unit, most = f"EUR/{price[0]}", Decimal(price[1])
    figures = {
        key: replace(one, unit=unit, most=most) if one.unit == _A_UNIT else one
        for key, one in terms.figures.items()
    }
    return replace(terms, figures=figures)


def _terms(
    name: str, key: str, file: SharingFile, table: TermsTable, *, slots: bool = False
) -> Terms:
    choices = {}
    for word in table.choices.split():
        choice = word.removesuffix("!")
        _must(name, key, choice in file.choices, choice)
        choices[choice] = Choice(choice, file.choices[choice], word.endswith("!"))
    figures = (_figure(name, key, file, word) for word in table.figures.split())
    return Terms({each.key: each for each in figures}, choices, table.ends, slots)


def _figure(name: str, subject: str, file: SharingFile, word: str) -> SharingFigure:
    """Parse ``key`` or ``key=definition``, then ``>`` or ``<`` and ``!``."""
    bare = word.rstrip("!<>")
    key, _, definition = bare.partition("=")
    _must(name, subject, (definition or key) in file.figures, definition or key)
    unit, least, most, label_fr, label_en = file.figures[definition or key]
    _must("sharing.toml", key, least < most, f"{least} to {most}")
    signs = word[len(bare) :]
    return SharingFigure(
        key=key,
        unit=unit,
        least=Decimal(str(least)),
        most=Decimal(str(most)),
        required="!" in signs,
        label_fr=label_fr,
        label_en=label_en,
        sense=next((_SENSES[sign] for sign in signs if sign in _SENSES), None),
    )


def _parameters(root: Traversable) -> Iterator[Parameter]:
    read = {row.source: row.read_on for _, row in read_csv(root / "sources.csv", SourceRow)}
    for line, row in read_csv(root / "parameters.csv", ParameterRow):
        found = Parameter(
            row.key,
            row.default,
            row.unit,
            row.least,
            row.most,
            row.source,
            row.label_fr,
            row.label_en,
            whole=row.key.endswith(_COUNTS),
            read_on=None if row.source is None else read.get(row.source),
        )
        _must("parameters.csv", f"line {line}", found.holds(found.default), str(found.default))
        yield found


def _absent(root: Traversable, subjects: Mapping[str, Subject]) -> Iterator[Absent]:
    for line, row in read_csv(root / "absent.csv", AbsentRow):
        _must("absent.csv", f"line {line}", row.key not in subjects, row.key)
        yield Absent(row.key, row.kind, row.label_fr, row.label_en, _split(row.words))


def _occupations(root: Traversable, version: str) -> OccupationCatalogue:
    parents: dict[str, str] = {}
    for line, row in read_csv(root / "rome_codes.csv", CodesRow):
        for code in (row.parent, *(row.codes or "").split()):
            fits = normal_rome(code) == code and code not in parents
            _must("rome_codes.csv", f"line {line}", fits, code)
            parents[code] = row.parent
    named = {}
    for line, each in read_csv(root / "occupations.csv", OccupationLine):
        valid = parents.get(each.code) == each.code and each.code not in named
        _must("occupations.csv", f"line {line}", valid, each.code)
        named[each.code] = Occupation(each.code, each.label_fr, each.label_en, _split(each.words))
    neighbours = set()
    for line, pair in read_csv(root / "neighbours.csv", NeighbourRow):
        valid = pair.one != pair.other and {pair.one, pair.other} <= named.keys()
        _must("neighbours.csv", f"line {line}", valid, f"{pair.one}, {pair.other}")
        neighbours |= {(pair.one, pair.other), (pair.other, pair.one)}
    return OccupationCatalogue(version, parents, named, frozenset(neighbours))


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _must(file: str, where: str, right: bool, value: object) -> None:
    if not right:
        raise CatalogueError(file, where, f"{value!r} does not fit or is not known")
