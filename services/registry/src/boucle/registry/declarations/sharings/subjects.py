"""What is shared: a subject of the catalogue or an occupation, by its key, name or code. Pure."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from boucle.catalogue.sharing import (
    SharingCatalogue,
    SubjectKind,
    Terms,
    classify_sharing,
    normal_rome,
)
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.declarations.sharings.occupations import no_code
from boucle.registry.domain.values.words import folded

_KINDS: Final = {
    "service": ("a service", "un service"),
    "equipment": ("equipment", "un équipement"),
}
_DIRECTIONS_FR: Final = {"need": "besoin", "offer": "offre"}


def read_subject(
    given: str, kind: SharingKind, catalogue: SharingCatalogue, faults: list[Fault]
) -> str | None:
    """The key of a subject, of its key or label; the ROME code, however spelt: whether
    it is one of the version in use is another question."""
    if kind == "workforce":
        code = normal_rome(given)
        faults += [] if code else [no_code("subject", given)]
        return code
    key = given if given in catalogue.subjects else _names(catalogue).get(folded(given), given)
    subject = catalogue.subjects.get(key)
    if subject is not None and subject.kind == kind:
        return key
    a, a_fr = _KINDS[kind]
    said = _nearest(given, kind, catalogue)
    faults.append(
        Fault(
            "subject",
            given,
            tr("is not {a} that the catalogue knows", a=a, a_fr=a_fr),
            tr(
                "{a}, such as {said}; or leave it out and give description",
                a=a,
                said=said,
                a_fr=a_fr,
            ),
        )
    )
    return None


def _nearest(given: str, kind: SubjectKind, catalogue: SharingCatalogue) -> str:
    """Subjects that it may mean, or is spelt like; else all: keys in English, labels in French."""
    known = [each for each in catalogue.subjects.values() if each.kind == kind]
    meant = [one.subject for one in classify_sharing(given, kind)]
    spelt = get_close_matches(folded(given), _names(catalogue), n=3, cutoff=0.5)
    keys = dict.fromkeys([*meant, *(_names(catalogue)[name] for name in spelt)])
    near = [catalogue.subjects[key] for key in keys if catalogue.subjects[key] in known] or known
    return both(", ".join(one.key for one in near), ", ".join(one.label_fr for one in near))


def terms_of(
    subject: str | None,
    kind: SharingKind,
    direction: SharingDirection,
    catalogue: SharingCatalogue,
    faults: list[Fault],
) -> Terms | None:
    """What is declared of it on this side; None of what is not classified."""
    if kind == "workforce":
        return catalogue.workforce
    if subject is None:
        return None
    known = catalogue.subject(subject)
    terms = known.terms(direction)
    if terms is None:
        other = "offer" if direction == "need" else "need"
        faults.append(
            Fault(
                "direction",
                direction,
                tr(
                    "is not declared of {subject}: only a {other} is",
                    subject=subject,
                    other=other,
                    label_fr=known.label_fr,
                ),
                tr("{other}, or another subject", other=other, directions_fr=_DIRECTIONS_FR[other]),
            )
        )
    return terms


@lru_cache(maxsize=4)
def _names(catalogue: SharingCatalogue) -> Mapping[str, str]:
    return {
        folded(name): each.key
        for each in catalogue.subjects.values()
        for name in (each.label_fr, each.label_en, each.key)
    }
