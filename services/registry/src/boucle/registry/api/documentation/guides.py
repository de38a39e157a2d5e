"""The guides as HTML, and a search in them. Rendered once, at the first request."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from boucle.pages.translating import Language
from boucle.registry.api.documentation import texts
from boucle.registry.reference.search import folded

_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_MOST: Final = 20
"""Passages that a search finds at most."""
_EXCERPT: Final = 220  # characters
_IN_TITLE, _IN_HEADING = 12, 6
"""A word there weighs as many in the text. Of a title, it is found below each heading too."""
_WHOLE: Final = 40
"""What several words weigh besides where they follow each other."""
_NEWS: Final = "/docs/changelog"


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands below one heading; ``place`` is the heading's anchor, empty above the first."""

    heading: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One page."""

    address: str
    language: Language
    title: str
    html: Markup
    passages: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a search found, with its beginning around the words."""

    address: str
    language: Language
    title: str
    heading: str
    excerpt: str


@cache
def guides() -> Mapping[str, Guide]:
    """Return all pages by their addresses."""
    made = (_made(name, address) for name, address in texts.addresses().items())
    return {guide.address: guide for guide in made}


def in_line(text: str) -> Markup:
    """Return one sentence of Markdown as HTML."""
    return Markup(_MARKDOWN.renderInline(text))  # noqa: S704 - ours


def search(query: str) -> list[FoundPassage]:
    """Return the passages that hold each word, or its beginning, best first. Accents and case are
    ignored."""
    wanted = folded(query).split()
    scored = [
        (score, guide, passage)
        for guide in guides().values()
        for passage, words in _words(guide.address)
        if wanted and (score := _score(wanted, guide, passage, words))
    ]
    scored.sort(key=lambda one: -one[0])
    return [
        FoundPassage(
            f"{guide.address}#{passage.place}" if passage.place else guide.address,
            guide.language,
            guide.title,
            passage.heading,
            _excerpt(passage.text, wanted),
        )
        for _, guide, passage in scored[:_MOST]
    ]


def _made(name: str, address: str) -> Guide:
    tokens = _MARKDOWN.parse(texts.read(name))
    passages = list(_passages(tokens))
    for token in tokens:
        if token.type == "inline":
            token.children = list(_linked(token.children or [], name))
    _label_cells(tokens)
    html = Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 - ours
    return Guide(address, texts.language(name), passages[0].heading, html, passages)


def _passages(tokens: Sequence[Token]) -> Iterator[Passage]:
    """Give each heading its anchor, and yield what stands below it."""
    heading, place, text = "", "", [""]
    taken: Counter[str] = Counter()
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            if heading or text[1:]:
                yield Passage(heading, place, " ".join(text).strip())
            heading, text = _plain(token), [""]
            anchor = re.sub(r"[^\w\- ]", "", token.content.lower()).replace(" ", "-")
            place = f"{anchor}-{taken[anchor]}" if taken[anchor] else anchor
            taken[anchor] += 1
            before.attrSet("id", place)
            place = "" if before.tag == "h1" else place
        elif token.type == "inline":
            text.append(_plain(token))
        elif token.type in ("fence", "code_block"):
            text.append(token.content)
    yield Passage(heading, place, " ".join(text).strip())


def _plain(token: Token) -> str:
    return "".join(
        " " if one.type in ("softbreak", "hardbreak") else one.content
        for one in token.children or []
    )


def _linked(children: Sequence[Token], name: str) -> Iterator[Token]:
    """Lead links between files to their pages. What is no page is named without a link."""
    dropped = False
    for token in children:
        if token.type == "link_open":
            address = texts.led_to(str(token.attrGet("href")), name)
            dropped = address is None
            if address is not None:
                token.attrSet("href", address)
        if not (dropped and token.type in ("link_open", "link_close")):
            yield token


def _label_cells(tokens: Sequence[Token]) -> None:
    """Give each cell its column's name: on a phone a row is a block, without its table's head."""
    names: list[str] = []
    column = 0
    for place, (before, token) in enumerate(pairwise(tokens)):
        if before.type == "thead_open":
            names = []
        elif before.type == "tr_open":
            column = 0
        elif before.type == "th_open":
            names.append(_plain(token))
            if not names[-1]:  # no head of anything
                before.tag = tokens[place + 2].tag = "td"
        elif before.type == "td_open":
            before.attrSet("data-name", names[column])
            column += 1


@cache
def _words(address: str) -> list[tuple[Passage, list[str]]]:
    return [(one, folded(one.text).split()) for one in guides()[address].passages]


def _score(wanted: Sequence[str], guide: Guide, passage: Passage, words: Sequence[str]) -> int:
    """Return how often the words are there; 0 if one is not. One after the other, as in the name of
    a field, they count most; guides come before the changelog."""
    title, heading = folded(guide.title).split(), folded(passage.heading).split()
    counts = [
        _count(words, one)
        + _count(title, one) * (1 if passage.place else _IN_TITLE)
        + _IN_HEADING * _count(heading, one)
        for one in wanted
    ]
    whole = len(wanted) > 1 and f" {' '.join(wanted)} " in f" {' '.join(words)} "
    score = sum(min(count, 30) for count in counts) + _WHOLE * whole if all(counts) else 0
    return score // 4 if guide.address == _NEWS else score


def _count(words: Sequence[str], beginning: str) -> int:
    return sum(word.startswith(beginning) for word in words)


def _excerpt(text: str, wanted: Sequence[str]) -> str:
    """Return some of the text from a little before the first word that was searched."""
    places = [one.start() for one in re.finditer(r"\w+", text) if _begins(one[0], wanted)]
    start = max(0, (places[0] if places else 0) - 60)
    start = text.find(" ", start) + 1 if start else 0
    piece = text[start : start + _EXCERPT]
    after = "…" if start + _EXCERPT < len(text) else ""
    return f"{'…' if start else ''}{piece.rpartition(' ')[0] if after else piece}{after}"


def _begins(word: str, wanted: Sequence[str]) -> bool:
    return folded(word).startswith(tuple(wanted))
