"""Build the catalogue from the package's data files, once per process."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import (
    Attribute,
    DangerousGoods,
    Division,
    Family,
    HazardKind,
    LowEntry,
    Operation,
    TradeLine,
    TypicalFlow,
)
from boucle.catalogue.loading.exclusions import read_bounds, read_impossible
from boucle.catalogue.loading.factors import read_factors, read_public_prices
from boucle.catalogue.loading.route_files import (
    read_cases,
    read_documented,
    read_missing_factors,
    read_routes,
    read_transformations,
)
from boucle.catalogue.loading.rows import (
    ROOT,
    ActivityRow,
    AttributeRow,
    DangerousRow,
    EndOfWasteRow,
    FamilyFile,
    FamilyTable,
    FormulaRow,
    GroupTable,
    LabelRow,
    LowRow,
    NafRow,
    TradeRow,
    UseRow,
    VersionFile,
    files_in,
    parse_band,
    read_csv,
    read_toml,
)
from boucle.catalogue.text.words import words


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue of this release. Raises CatalogueError if a data file breaks its
    schema."""
    return read_catalogue(ROOT)


def read_catalogue(root: Traversable) -> Catalogue:
    """Read a catalogue from a folder of the same shape and check every reference between files."""
    version = read_toml(root / "catalogue.toml", VersionFile)
    low_entries = tuple(_low(root))
    attributes = tuple(_attributes(root))
    families = tuple(_families(root, low_entries))
    catalogue = Catalogue(
        version=version.version,
        factors_version=version.factors_version,
        disposal=version.disposal,
        feeding=frozenset(frozenset(words(each)) for each in version.feeding.split(",")),
        attributes=attributes,
        families=families,
        impossible=read_impossible(root, families, low_entries),
        bounds=tuple(read_bounds(root, families, attributes)),
        transformations=tuple(read_transformations(root)),
        routes=tuple(read_routes(root)),
        documented=read_documented(root),
        lexicon=tuple(_lexicon(root)),
        missing_factors=read_missing_factors(root),
        factors=tuple(read_factors(root, version)),
        public_prices=tuple(read_public_prices(root)),
        low_entries=low_entries,
        operations=tuple(
            Operation(row.key, row.key.startswith("R"), row.label_fr, row.label_en)
            for _, row in read_csv(root / "operations.csv", LabelRow)
        ),
        divisions=tuple(
            Division(row.key, row.label_fr, row.label_en)
            for _, row in read_csv(root / "divisions.csv", LabelRow)
        ),
        naf_letters={
            row.nace_class: row.letters for _, row in read_csv(root / "naf_rev2.csv", NafRow)
        },
        uses=_uses(root),
        typical_flows=tuple(_typical(root)),
        cases=tuple(read_cases(root)),
    )
    catalogue.check()
    return catalogue


def _attributes(root: Traversable) -> Iterator[Attribute]:
    for _, row in read_csv(root / "attributes.csv", AttributeRow):
        yield Attribute(row.key, row.unit, row.sense, row.low, row.high, row.label_fr, row.label_en)


def _families(root: Traversable, low_entries: tuple[LowEntry, ...]) -> Iterator[Family]:
    codes: dict[str | None, list[str]] = {}
    for entry in low_entries:
        codes.setdefault(entry.family, []).append(entry.code)
    dangerous = {
        row.family: DangerousGoods(row.adr_class, row.when == "always", row.source)
        for _, row in read_csv(root / "dangerous_goods.csv", DangerousRow)
    }
    ends = {row.family: row.source for _, row in read_csv(root / "end_of_waste.csv", EndOfWasteRow)}
    formulas: dict[str, list[str]] = {}
    for _, named in read_csv(root / "formulas.csv", FormulaRow):
        formulas.setdefault(named.family, []).append(named.formula)
    keys = set()
    for file in files_in(root, "families", ".toml"):
        content = read_toml(file, FamilyFile)
        for key, table in content.family.items():
            keys.add(key)
            family = _family(key, table, content.group, tuple(codes.get(key, ())))
            if family.reach_km <= 0:
                wrong = f"reach_km {family.reach_km} should be above 0"
                raise CatalogueError(file.name, f"family {key}", wrong)
            yield replace(
                family,
                dangerous=dangerous.get(key),
                end_of_waste=ends.get(key),
                formulas=tuple(formulas.get(key, ())),
            )
    _check_families("dangerous_goods.csv", dangerous, keys)
    _check_families("end_of_waste.csv", ends, keys)
    _check_families("formulas.csv", formulas, keys)


def _check_families(file: str, keys: Iterable[str], families: set[str]) -> None:
    for key in keys:
        if key not in families:
            raise CatalogueError(file, "family", f"{key!r} is no family")


def _family(key: str, table: FamilyTable, group: GroupTable, low: tuple[str, ...]) -> Family:
    value = table.value or group.value
    return Family(
        key=key,
        group=group.key,
        nature=group.nature,
        label_fr=table.label[0],
        label_en=table.label[1],
        synonyms=tuple(word.strip() for word in table.synonyms.split(",") if word.strip()),
        density_t_per_m3=table.density,
        unit=table.unit or group.unit,
        forms=table.forms or group.forms,
        attributes=table.attributes or group.attributes,
        required=table.required,
        value_low=value[0],
        value_high=value[1],
        reach_km=group.reach_km if table.reach_km is None else table.reach_km,
        reach_reason=table.reach_reason or group.reach_reason,
        network=group.network if table.network is None else table.network,
        food=group.food if table.food is None else table.food,
        disposal=table.disposal or group.disposal,
        low=low,
        colder=table.colder,
        hotter=table.hotter,
        line=_line(table, group),
    )


def _line(table: FamilyTable, group: GroupTable) -> str | None:
    """What lorries carry goes by no line."""
    by_network = group.network if table.network is None else table.network
    return table.line or group.line if by_network else None


def _low(root: Traversable) -> Iterator[LowEntry]:
    for _, row in read_csv(root / "low.csv", LowRow):
        hazardous = row.mark == "*"
        twins = tuple(row.twins.split(";")) if row.twins else ()
        kind: HazardKind = "mirror" if twins else "hazardous" if hazardous else "non_hazardous"
        yield LowEntry(
            row.code, hazardous, kind, twins, row.label_fr, row.label_en, row.family, row.form
        )


def _uses(root: Traversable) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, row in read_csv(root / "uses.csv", UseRow):
        uses = tuple(each.strip() for each in row.said.split(","))
        found[row.division] = (*found.get(row.division, ()), *uses)
    return found


def _lexicon(root: Traversable) -> Iterator[TradeLine]:
    for _, row in read_csv(root / "lexicon.csv", TradeRow):
        naf, names = tuple(row.naf.split()), tuple(row.names.split("|"))
        yield TradeLine(naf, row.direction, row.family, names)


def _typical(root: Traversable) -> Iterator[TypicalFlow]:
    for line, row in read_csv(root / "activities.csv", ActivityRow):
        if row.direction not in ("output", "input"):
            raise CatalogueError(
                "activities.csv", f"line {line}", f"direction {row.direction!r}: output or input"
            )
        low, high = parse_band(row.per_employee)
        yield TypicalFlow(
            row.nace,
            "output" if row.direction == "output" else "input",
            row.family,
            low,
            high,
            row.unit,
        )
