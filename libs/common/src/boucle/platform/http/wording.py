"""What errors say, in French and in English: one sentence each, whichever door a caller came by
(``wording.toml``). Code says it in English, or in French in files that people send (CSV).

``{}`` stands for what is filled in; ``{0}``, ``{1}`` where the languages want another order. What
is filled in may be a sentence itself.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator

from boucle.platform.http.languages import spoken

_HOLE: Final = re.compile(r"\{(\d*)\}")
_LEAST: Final = 4  # characters that a template has besides what is filled in
_DEEPEST: Final = 3  # sentences within sentences
_LONGEST: Final = (
    4_000  # characters looked at: a pattern takes time, and callers choose what is echoed
)


class _Template(NamedTuple):
    """``pattern``: what it looks like in the one language; ``said``: in the other."""

    pattern: re.Pattern[str]
    said: str


class _Words(NamedTuple):
    """From one language to the other."""

    exact: dict[str, str]
    templates: list[_Template]

    def said(self, text: str, depth: int = _DEEPEST) -> str | None:
        """None where it is not known."""
        if text in self.exact:
            return self.exact[text]
        for template in self.templates if depth and len(text) <= _LONGEST else ():
            found = template.pattern.fullmatch(text)
            if found is not None:
                return _HOLE.sub(
                    lambda hole, found=found: self._filled(found[f"v{hole[1]}"], depth),  # type: ignore[misc]
                    template.said,
                )
        return None

    def _filled(self, value: str, depth: int) -> str:
        return self.said(value, depth - 1) or value


def said(text: str) -> str:
    """In the language of the present caller, whichever the code says it in."""
    return in_french(text) if spoken() == "fr" else in_english(text)


def in_french(text: str) -> str:
    """As it is where nobody said it in French."""
    return _table()[0].said(text) or text


def in_english(text: str) -> str:
    """Likewise, of what was said in French first."""
    return _table()[1].said(text) or text


def is_known(text: str) -> bool:
    """Whether it can be said in the other language, whichever it is in."""
    return any(words.said(text) is not None for words in _table())


Said = Annotated[str, AfterValidator(said)]
"""A text of an answer, in the language of its reader."""


@cache
def _table() -> tuple[_Words, _Words]:
    read = tomllib.loads((files(__package__) / "wording.toml").read_text(encoding="utf-8"))
    pairs = [(_numbered(en), _numbered(fr)) for part in read.values() for en, fr in part.items()]
    # Where French says in one way what English says in several, what is filled in may be lost.
    back = [(fr, en) for en, fr in pairs if len(_HOLE.findall(en)) == len(_HOLE.findall(fr))]
    return _words(pairs), _words(back)


def _words(pairs: list[tuple[str, str]]) -> _Words:
    """The first of those that read the same counts; the most telling template comes first."""
    exact: dict[str, str] = {}
    templates: list[tuple[int, _Template]] = []
    for heard, said in pairs:
        if _HOLE.search(heard):
            own = len(re.sub(r"\s", "", _HOLE.sub("", heard)))
            templates.append((own, _Template(_pattern(heard), said)))
        else:
            exact.setdefault(heard, said)
    templates.sort(key=lambda one: -one[0])
    return _Words(exact, [one for own, one in templates if own >= _LEAST])


def _numbered(text: str) -> str:
    numbers = count()
    return _HOLE.sub(lambda hole: f"{{{hole[1] or next(numbers)}}}", text)


def _pattern(text: str) -> re.Pattern[str]:
    seen: set[str] = set()
    pattern, end = "", 0
    for hole in _HOLE.finditer(text):
        name = f"v{hole[1]}"
        pattern += re.escape(text[end : hole.start()])
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
        seen.add(name)
        end = hole.end()
    return re.compile(pattern + re.escape(text[end:]), re.DOTALL)
