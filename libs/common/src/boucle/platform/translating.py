"""Translate sentences for people: code makes English, display may choose another language. English
is the key (gettext's msgid); French stands in ``locale/fr/LC_MESSAGES/errors.po``, one catalogue
for all services. A sentence without values is any ``str``; one with values is made by ``tr("at most
{most} bytes", most=40)``: it reads as its English, and remembers its template and values."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

Language = Literal["fr", "en"]
LOCALE: Final = Path(__file__).parents[1] / "locale"


class Text(str):
    """An English sentence with its template and values. ``context`` tells apart uses that other
    languages word differently (gettext's msgctxt)."""

    template: str
    values: Mapping[str, object]
    context: str | None

    def __reduce__(self) -> tuple[object, ...]:
        return text_from, (str(self), self.template, self.values, self.context)

    def in_language(self, language: Language) -> str:
        words = _catalogue(language)
        template = words.get((self.context, self.template), self.template)
        values = {name: _in_language(value, language) for name, value in self.values.items()}
        return template.format(**values)


class _Both(Text):
    """A text that data gives in both languages."""

    french: str

    def __reduce__(self) -> tuple[object, ...]:
        return both, (str(self), self.french)

    def in_language(self, language: Language) -> str:
        return self.french


def tr(template: str, /, context: str | None = None, **values: object) -> Text:
    """Fill ``{name}`` in ``template``; a value may be a sentence itself."""
    return text_from(template.format(**values), template, values, context)


def text_from(
    english: str, template: str, values: Mapping[str, object], context: str | None = None
) -> Text:
    """Make a text whose English differs from its template."""
    text = Text(english)
    text.template, text.values, text.context = template, values, context
    return text


def both(english: str, french: str) -> Text:
    """Make a text that data gives in both languages, such as a label."""
    text = _Both(english)
    text.template, text.values, text.context, text.french = english, {}, None, french
    return text


def either(words: Iterable[object]) -> str:
    """Join ``a``; ``a or b``; ``a or b or c``."""
    first, *others = map(str, words)
    return tr("{one} or {other}", one=first, other=either(others)) if others else first


def translated(text: str, language: Language) -> str:
    """Translate the text; without a translation, return it unchanged."""
    if language == "en":
        return str(text)
    return text.in_language(language) if isinstance(text, Text) else _word(text, language)


def _in_language(value: object, language: Language) -> object:
    return translated(value, language) if isinstance(value, str) else value


def _word(text: str, language: Language) -> str:
    return _catalogue(language).get((None, text), text)


@cache
def _catalogue(language: Language) -> dict[tuple[str | None, str], str]:
    import polib  # noqa: PLC0415  for who asks in French

    source = LOCALE / language / "LC_MESSAGES" / "errors.po"
    entries = polib.pofile(source.read_text(encoding="utf-8")).translated_entries()
    return {(one.msgctxt, one.msgid): one.msgstr for one in entries}
