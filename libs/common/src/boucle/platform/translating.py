"""Sentences that people read: English where they are made, other languages where they are shown.

English is the key (gettext's msgid); French stands in ``locale/fr/LC_MESSAGES/errors.po``, one
catalogue for all services. A sentence without values is any ``str``; one with values is made by
``tr("at most {most} bytes", most=40)``: it reads as its English, and knows what it is made of.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

Language = Literal["fr", "en"]
LOCALE: Final = Path(__file__).parents[1] / "locale"


class Text(str):
    """An English sentence, with the template and the values that it was made of. ``context``: what
    it is said of, where another language asks for other words (gettext's msgctxt)."""

    template: str
    values: Mapping[str, object]
    context: str | None

    def __reduce__(self) -> tuple[object, ...]:
        return made, (str(self), self.template, self.values, self.context)

    def said(self, language: Language) -> str:
        words = _catalogue(language)
        template = words.get((self.context, self.template), self.template)
        values = {name: _said(value, language) for name, value in self.values.items()}
        return template.format(**values)


class _Both(Text):
    """What data says in both languages."""

    french: str

    def __reduce__(self) -> tuple[object, ...]:
        return both, (str(self), self.french)

    def said(self, language: Language) -> str:
        return self.french


def tr(template: str, /, context: str | None = None, **values: object) -> Text:
    """``template`` with its ``{name}`` filled in; a value may be a sentence itself."""
    return made(template.format(**values), template, values, context)


def made(
    english: str, template: str, values: Mapping[str, object], context: str | None = None
) -> Text:
    """The same, where the English is said otherwise."""
    text = Text(english)
    text.template, text.values, text.context = template, values, context
    return text


def both(english: str, french: str) -> Text:
    """What data says in both languages itself, such as a label."""
    text = _Both(english)
    text.template, text.values, text.context, text.french = english, {}, None, french
    return text


def either(words: Iterable[object]) -> str:
    """``a``; ``a or b``; ``a or b or c``."""
    first, *others = map(str, words)
    return tr("{one} or {other}", one=first, other=either(others)) if others else first


def translated(text: str, language: Language) -> str:
    """In this language; as it is where nobody said it there."""
    if language == "en":
        return str(text)
    return text.said(language) if isinstance(text, Text) else _word(text, language)


def _said(value: object, language: Language) -> object:
    return translated(value, language) if isinstance(value, str) else value


def _word(text: str, language: Language) -> str:
    return _catalogue(language).get((None, text), text)


@cache
def _catalogue(language: Language) -> dict[tuple[str | None, str], str]:
    import polib  # noqa: PLC0415  for who asks in French

    source = LOCALE / language / "LC_MESSAGES" / "errors.po"
    entries = polib.pofile(source.read_text(encoding="utf-8")).translated_entries()
    return {(one.msgctxt, one.msgid): one.msgstr for one in entries}
