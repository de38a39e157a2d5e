"""Why a sharing that is taken stands in no group. Pure.

What matching asks of it beyond what the catalogue requires: ``matching/kinds`` (``streams.py`` of
pooling, ``posts``); a contract test compares the two.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import SharingDirection
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.declarations.sharings.figures import right, said_words
from boucle.registry.declarations.sharings.sharing import SharingDraft

_WAYS: Final[tuple[SharingDirection, ...]] = ("need", "offer")
_ASKED: Final[Mapping[tuple[str, SharingDirection], tuple[str, ...]]] = {
    ("waste_collection", "offer"): ("container", "low"),
    ("rainwater", "offer"): ("rainfall",),
    **{(key, way): (key,) for key in ("machine", "vehicle") for way in _WAYS},
}
_NOT_RAIN: Final[Mapping[str, frozenset[str]]] = {
    "use": frozenset(["food", "body", "linen"]),
    "place": frozenset(["housing", "care", "school", "public"]),
}
"""Where Boucle proposes no rainwater (decree 2024-796)."""


def missing_warnings(draft: SharingDraft) -> Iterator[Fault]:
    """What is missing, or says that no group is made of it; nothing where it may be in one."""
    if draft.kind == "workforce" and draft.direction == "offer":
        yield _OFFERED_POST
    subject = sharing_catalogue().subjects.get(draft.subject or "")
    terms = None if subject is None else subject.terms(draft.direction)
    if subject is None or terms is None:
        return
    for key in _ASKED.get((subject.key, draft.direction), ()):
        if key in terms.figures and key not in draft.figures:
            yield _missing(f"figures.{key}", right(terms.figures[key]))
        if key in terms.choices and key not in draft.choices:
            yield _missing(f"choices.{key}", right(terms.choices[key]))
    if draft.choices.get("product") == "other":
        yield _OTHER_PRODUCT
    if draft.choices.get(subject.key) == "other":
        yield Fault(f"choices.{subject.key}", "other", _UNLIKE, right(terms.choices[subject.key]))
    if subject.key == "rainwater" and draft.direction == "need":
        yield from _where_no_rain(draft)


def _missing(field: str, expected: str) -> Fault:
    return Fault(field, None, "is missing: without it, the sharing is in no group", expected)


def _where_no_rain(draft: SharingDraft) -> Iterator[Fault]:
    choices = sharing_catalogue().subjects["rainwater"].terms("need")
    for key, off in _NOT_RAIN.items():
        word = draft.choices.get(key)
        if word in off and choices is not None:
            taken = said_words(choices.choices[key], off)
            yield Fault(
                f"choices.{key}",
                word,
                "is none for which rainwater is proposed: the sharing is in no group",
                tr("one of {taken}, if that is what it is", taken=taken),
            )


_OTHER_PRODUCT: Final = Fault(
    "choices.product",
    "other",
    "is no product that others buy too: the sharing is in no group",
    "the product, if it is one of those that are listed",
)
_UNLIKE: Final = "is unlike any other: the sharing is in no group"
_OFFERED_POST: Final = Fault(
    "direction",
    "offer",
    "is in no group: posts are shared by employers who each need a part of one",
    "need, for the part of a post that the site needs",
)
