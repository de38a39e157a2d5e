"""Give the words of enumerations in French and English: ``data/labels.toml`` and the catalogue."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.phrases import ADR_CLASSES, FORM_LABELS, STATUS_LABELS, Both


@dataclass(frozen=True, slots=True)
class Label:
    """A word of the API and its meaning."""

    key: str
    fr: str
    en: str


_FILE: Final = tomllib.loads((files("boucle.catalogue") / "data/labels.toml").read_text("utf-8"))
LABELS: Final[Mapping[str, Mapping[str, Label]]] = {
    name: {key: Label(key, fr, en) for key, (fr, en) in words.items()}
    for name, words in _FILE.items()
}
"""By vocabulary, then by word: those of the file."""


def vocabularies(catalogue: Catalogue) -> Mapping[str, tuple[Label, ...]]:
    return {
        **{name: tuple(words.values()) for name, words in LABELS.items()},
        "form": _labels(FORM_LABELS),
        "legal_status": _labels(STATUS_LABELS),
        "adr_class": _labels(ADR_CLASSES),
        "operation": tuple(
            Label(each.code, each.label_fr, each.label_en) for each in catalogue.operations
        ),
        "transformation": tuple(
            Label(each.key, each.label_fr, each.label_en) for each in catalogue.transformations
        ),
    }


def _labels(words: Mapping[str, Both]) -> tuple[Label, ...]:
    return tuple(Label(key, label["fr"], label["en"]) for key, label in words.items())
