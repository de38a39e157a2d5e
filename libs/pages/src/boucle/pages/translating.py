"""Sentences in the language of who reads them. The French sentence, with plain spaces, is the key
(gettext's msgid). Each package keeps its own English in ``locale/en/LC_MESSAGES/<name>.po``. Pure.

In a letter or a page: ``_ = translator(language)``, then ``_("Votre site")`` or, with values,
``_("À {km} km", km=12)``. In a table made when a module is read: ``N_("Votre site")``, and ``_``
where it is shown. After a change: ``python -m tests.contract.translations.regenerate``.
"""

import io
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Final, Literal

Language = Literal["fr", "en"]

_KIT: Final = "boucle.pages"


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a sentence that is translated later."""
    return sentence


class Translator:
    """Translates into one language; used as ``_``."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Translate ``sentence`` and fill in ``{name}`` from values."""
        found = self._catalogue.gettext(sentence)
        return found.format(**values) if values else found

    def ngettext(self, one: str, several: str, count: int, /, **values: object) -> str:
        """Translate ``one`` or ``several`` by ``count``, and fill in ``{count}`` too."""
        found = self._catalogue.ngettext(one, several, count)
        return found.format(count=count, **values)


class _French(NullTranslations):
    """The source language: zero is singular, unlike in English."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid1 if n < 2 else msgid2


def translator_of(package: str) -> Callable[[Language], Translator]:
    """Return a function that makes a package's translators, which also translate the kit's
    sentences."""

    @cache
    def translator(language: Language) -> Translator:
        if language == "fr":
            return Translator(language, _French())
        catalogue = _read(package, language)
        catalogue.add_fallback(_read(_KIT, language))
        return Translator(language, catalogue)

    return translator


def _read(package: str, language: Language) -> GNUTranslations:
    """Read the text itself, so that a checkout or an image compiles nothing."""
    import polib  # noqa: PLC0415  for who writes to somebody that does not read French

    name = package.rpartition(".")[2]
    source = files(package) / "locale" / language / "LC_MESSAGES" / f"{name}.po"
    compiled: bytes = polib.pofile(source.read_text(encoding="utf-8")).to_binary()
    return GNUTranslations(io.BytesIO(compiled))
