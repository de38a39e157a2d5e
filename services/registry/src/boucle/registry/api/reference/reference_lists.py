"""From the catalogue to its reference lists: each made when it is first asked for, and kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Final, Literal

from boucle.catalogue import (
    BASE,
    LABELS,
    NAF_REV_2,
    NATURES,
    UNITS,
    Catalogue,
    Unit,
    activity_codes,
    units_for,
    vocabularies,
)
from boucle.registry.api.reference.reference_families import reference_family
from boucle.registry.api.route_facts import number_out, route_facts
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.reference.reference import (
    KnownRoute,
    NafCode,
    ReferenceQuality,
    ReferenceUnit,
    Vocabulary,
    WasteCode,
    Word,
)
from boucle.registry.domain.values.units import read_unit
from boucle.registry.reference.listing import ListedEntry, Listing

_FIFTEEN_DIGITS: Final = Context(prec=15)
Maker = Callable[[Catalogue], Iterator[ListedEntry]]
NAF_2025: Final = "NAF 2025"
ListName = Literal[
    "families", "units", "qualities", "routes", "codes/low", "codes/naf", "vocabularies"
]


@cache
def listing(catalogue: Catalogue, name: ListName) -> Listing:
    return Listing(name, catalogue.version, _MAKERS[name](catalogue))


def entry(
    shown: ResponseBody,
    key: str,
    words: Iterable[str],
    start: str = "",
    /,
    **facets: Iterable[str],
) -> ListedEntry:
    """``words``: what a search looks at; ``start``: its code without signs."""
    return ListedEntry(
        key=key,
        body=shown.model_dump_json().encode(),
        words=" ".join(words),
        facets={name: frozenset(values) for name, values in facets.items()},
        start=start,
    )


def _families(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for family in catalogue.families:
        yield entry(
            reference_family(family, catalogue),
            family.key,
            (family.key, family.label_fr, family.label_en, *family.synonyms, *family.formulas),
            key=[family.key],
            nature=[family.nature],
            group=[family.group],
            quality=family.attributes,
        )


def _units(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for unit in UNITS.values():
        shown = _unit(unit, catalogue)
        yield entry(
            shown,
            unit.code,
            (shown.label_fr, shown.label_en, *shown.spellings),
            key=[unit.code],
            nature=shown.natures,
        )


def _unit(unit: Unit, catalogue: Catalogue) -> ReferenceUnit:
    label = LABELS["unit"][unit.code]
    nature = next(each for each in NATURES if unit.code in units_for(each))
    names = (name for one in (label.fr, label.en) for name in (one, f"{one}s"))
    said = dict.fromkeys((unit.code, unit.code.replace("3", "³"), *names))
    return ReferenceUnit(
        key=unit.code,
        label_fr=label.fr,
        label_en=label.en,
        measures=unit.dimension,
        base=BASE[nature],
        in_base=_plain(unit.to_base),
        natures=[each for each in NATURES if unit.code in units_for(each, density=1)],
        spellings=[each for each in said if read_unit(each) == unit.code],
    )


def _plain(number: Fraction) -> str:
    above, below = number.as_integer_ratio()
    return format(_FIFTEEN_DIGITS.divide(Decimal(above), Decimal(below)), "f")


def _qualities(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for each in catalogue.attributes:
        shown = ReferenceQuality(
            key=each.key,
            label_fr=each.label_fr,
            label_en=each.label_en,
            unit=each.unit,
            sense=each.sense,
            low=number_out(each.low),
            high=number_out(each.high),
        )
        counted = [family.key for family in catalogue.families if each.key in family.attributes]
        words = (each.key, each.label_fr, each.label_en)
        yield entry(shown, each.key, words, key=[each.key], family=counted)


def _routes(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for route in catalogue.routes:
        shown = KnownRoute(key=route.key, **route_facts(route, catalogue))
        named = (shown.offered, shown.needed, shown.transformation)
        labels = [text for one in named if one for text in (one.label_fr, one.label_en)]
        yield entry(
            shown,
            route.key,
            (route.key, *labels, route.why),
            key=[route.key],
            output=[route.output_family],
            input=[route.input_family],
            practice=[route.practice],
            operation=route.operations,
        )


def _waste_codes(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for each in catalogue.low_entries:
        shown = WasteCode.of(each)
        yield entry(
            shown,
            each.code,
            (each.code, each.label_fr, each.label_en),
            each.code.replace(" ", ""),
            family=[each.family] if each.family else [],
            hazardous=[_yes_no(each.hazardous)],
        )


def _yes_no(value: bool) -> str:
    return "true" if value else "false"


def _activities(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for name in (NAF_REV_2, NAF_2025):
        for each in activity_codes(catalogue, name):
            division = catalogue.division(each.division)
            shown = NafCode.of(
                each,
                division_label_fr=division.label_fr,
                division_label_en=division.label_en,
            )
            yield entry(
                shown,
                f"{name} {each.code}",
                (each.code, division.label_fr, division.label_en),
                each.code.replace(".", ""),
                nomenclature=[name],
                level=[each.level],
                section=[each.section],
            )


def _vocabularies(catalogue: Catalogue) -> Iterator[ListedEntry]:
    for name, labels in vocabularies(catalogue).items():
        words = [Word(key=each.key, label_fr=each.fr, label_en=each.en) for each in labels]
        said = (text for each in labels for text in (each.key, each.fr, each.en))
        yield entry(Vocabulary(key=name, words=words), name, (name, *said), key=[name])


_MAKERS: Final[Mapping[ListName, Maker]] = {
    "families": _families,
    "units": _units,
    "qualities": _qualities,
    "routes": _routes,
    "codes/low": _waste_codes,
    "codes/naf": _activities,
    "vocabularies": _vocabularies,
}
