"""From the catalogue of pooling and sharing, and the ROME imported, to their reference lists."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import (
    ASSUMPTION,
    WORKFORCE,
    Choice,
    OccupationCatalogue,
    Parameter,
    SharingFigure,
    Subject,
    Terms,
    origin_of,
    sharing_catalogue,
)
from boucle.registry.api.reference.reference_lists import entry
from boucle.registry.api.schemas.reference.reference import Word
from boucle.registry.api.schemas.reference.sharing_lists import (
    DeclaredChoiceOut,
    DeclaredFigureOut,
    DeclaredTermsOut,
    EquipmentOut,
    OccupationOut,
    ParameterOut,
    ServiceOut,
)
from boucle.registry.reference.listing import ListedEntry, Listing
from boucle.registry.reference.occupations.rome import Rome
from boucle.registry.territories.history import OwnParameter

SharingListName = Literal["services", "equipment"]


@cache
def sharing_listing(_catalogue: Catalogue, name: SharingListName) -> Listing:
    makers = {"services": _services, "equipment": _equipment}
    return Listing(name, sharing_catalogue().version, makers[name]())


@cache
def default_parameters() -> Listing:
    return Listing("parameters", sharing_catalogue().version, _parameters())


def occupation_listing(version: str, rome: Rome | None) -> Listing:
    """``rome``: what was imported; None: nothing was, families alone have names."""
    return Listing("occupations", version, _occupations(sharing_catalogue().occupations, rome))


def _services() -> Iterator[ListedEntry]:
    for each in sharing_catalogue().subjects.values():
        if each.kind == "service":
            yield _subject_entry(each, ServiceOut(**_of_subject(each)))


def _equipment() -> Iterator[ListedEntry]:
    for each in sharing_catalogue().subjects.values():
        if each.kind == "equipment":
            most = _plain(each.most or Decimal(0))
            facts = {"unit": each.unit or "", "most": most, "whole": each.whole}
            yield _subject_entry(each, EquipmentOut(**_of_subject(each), **facts))


def _subject_entry(subject: Subject, shown: ServiceOut) -> ListedEntry:
    words = (subject.key, subject.label_fr, subject.label_en, *subject.sure, *subject.hints)
    return entry(shown, subject.key, words, key=[subject.key])


def _of_subject(subject: Subject) -> dict[str, object]:
    return {
        "key": subject.key,
        "label_fr": subject.label_fr,
        "label_en": subject.label_en,
        "need": _terms(subject.need),
        "offer": _terms(subject.offer),
    }


def _terms(terms: Terms | None) -> DeclaredTermsOut | None:
    if terms is None:
        return None
    return DeclaredTermsOut(
        figures=[_figure(each) for each in terms.figures.values()],
        choices=[_choice(each) for each in terms.choices.values()],
        ends=list(terms.ends),
        slots=terms.slots,
    )


def _figure(figure: SharingFigure) -> DeclaredFigureOut:
    return DeclaredFigureOut(
        key=figure.key,
        label_fr=figure.label_fr,
        label_en=figure.label_en,
        unit=figure.unit,
        least=_plain(figure.least),
        most=_plain(figure.most),
        required=figure.required,
        sense=figure.sense,
    )


def _choice(choice: Choice) -> DeclaredChoiceOut:
    words = [Word(key=key, label_fr=fr, label_en=en) for key, (fr, en) in choice.labels.items()]
    return DeclaredChoiceOut(key=choice.key, required=choice.required, words=words)


def parameter_listing(own: Mapping[str, OwnParameter], version: str) -> Listing:
    """Parameters with a territory's values. ``version``: of the territory's settings."""
    whole = f"{sharing_catalogue().version}-{version}"
    return Listing("parameters", whole, _parameters(own))


def _parameters(own: Mapping[str, OwnParameter] = {}) -> Iterator[ListedEntry]:
    subjects = (*sharing_catalogue().subjects, WORKFORCE)
    for each in sharing_catalogue().parameters.values():
        words = (each.key.replace("_", " "), each.key, each.label_fr, each.label_en)
        about = [one for one in subjects if each.key.startswith(_FIRST.get(one, f"{one}_"))]
        shown = _parameter(each, own.get(each.key))
        yield entry(shown, each.key, words, key=[each.key], subject=about)


def _parameter(one: Parameter, own: OwnParameter | None) -> ParameterOut:
    origin = origin_of(one) if own is None else ASSUMPTION
    return ParameterOut(
        key=one.key,
        label_fr=one.label_fr,
        label_en=one.label_en,
        unit=one.unit,
        default=_plain(one.default),
        least=_plain(one.least),
        most=_plain(one.most),
        whole=one.whole,
        source=one.source,
        read_on=one.read_on,
        value=_plain(one.default) if own is None else own.value,
        set_by=own.role if own else None,
        set_at=own.at if own else None,
        origin_fr=origin.fr,
        origin_en=origin.en,
    )


_FIRST: Final[Mapping[str, str]] = {"waste_collection": "waste_", "rainwater": "rain"}
"""How the keys of a subject's parameters begin, where not with its own key."""


def _occupations(known: OccupationCatalogue, rome: Rome | None) -> Iterator[ListedEntry]:
    labels = {each.code: each for each in rome.occupations} if rome else {}
    titles: dict[str, list[str]] = {}
    for each in rome.titles if rome else ():
        titles.setdefault(each.code, []).append(each.title)
    parents = {code: one.parent for code, one in labels.items()} if rome else known.parents
    near: dict[str, list[str]] = {}
    for one, other in sorted(known.neighbours):
        near.setdefault(one, []).append(other)
    for code, parent in sorted(parents.items()):
        family, official = known.named.get(parent), labels.get(code)
        shown = OccupationOut(
            code=code,
            label=official.label if official else None,
            parent=parent,
            family_fr=family.label_fr if family else None,
            family_en=family.label_en if family else None,
            neighbours=near.get(parent, []),
            green=official.green if official else None,
            titles=titles.get(code, []),
        )
        said = (shown.label, shown.family_fr, shown.family_en, *(family.words if family else ()))
        words = (code, *(text for text in said if text), *shown.titles)
        yield entry(shown, code, words, code, parent=[parent])


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
