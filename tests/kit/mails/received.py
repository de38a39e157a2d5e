"""A mail as received: its headers, its text, its HTML as a browser reads it, its calendar. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property

from justhtml import Document, Element, JustHTML, Text

FOOT = "\n-- \n"
"""What begins a foot in plain text, as mail programs know a signature."""
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "caption",
        "blockquote",
        "body",
        "center",
        "table",
        "tr",
        "tbody",
        "ul",
        "ol",
        "br",
    ]
)
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FILLER = re.compile(r"[\s\u034f\u00ad\u200b-\u200f\u2060\ufeff]{3,}$")
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Received:
    """``calendar``: its text; ``method``: as its part's type says it."""

    headers: EmailMessage
    text: str
    html: str
    calendar: str | None
    method: str | None

    @classmethod
    def of(cls, content: bytes) -> Received:
        message = message_from_bytes(content, policy=policy.default)
        calendar = _part(message, "text/calendar")
        return cls(
            headers=message,
            text=_content(_part(message, "text/plain")),
            html=_content(_part(message, "text/html")),
            calendar=_content(calendar) if calendar else None,
            method=str(calendar["Content-Type"].params.get("method")) if calendar else None,
        )

    @classmethod
    def shown(cls, headers: Mapping[str, str], text: str, html: str) -> Received:
        """Of its parts, where the message itself is not at hand."""
        message = EmailMessage()
        for name, value in headers.items():
            message[name] = value
        return cls(message, text, html, None, None)

    @property
    def subject(self) -> str:
        return str(self.headers["Subject"] or "")

    @property
    def to(self) -> str:
        """The address alone."""
        field = self.headers["To"]
        addresses = getattr(field, "addresses", ())
        return addresses[0].addr_spec.lower() if addresses else ""

    @property
    def message_id(self) -> str:
        return str(self.headers["Message-ID"] or "")

    @property
    def body(self) -> str:
        """The text without its foot."""
        return self.text.partition(FOOT)[0]

    @property
    def foot(self) -> str:
        return self.text.partition(FOOT)[2]

    @cached_property
    def page(self) -> JustHTML:
        return JustHTML(self.html, sanitize=False, collect_errors=True)

    @cached_property
    def preheader(self) -> str:
        """What the list of mails shows after the subject: hidden in the mail itself."""
        hidden = [one for one in self.elements("*") if _is_hidden(one)]
        return _FILLER.sub("", _text(hidden[0])).strip() if hidden else ""

    @cached_property
    def lines(self) -> list[str]:
        """What a person reads in the HTML, block after block."""
        return [line for body in self.elements("body") for line in _lines(body) if line]

    @cached_property
    def _all(self) -> list[Element]:
        return [one for one in self.page.query("*") if isinstance(one, Element)]

    def elements(self, selector: str) -> list[Element]:
        """Those that a name, names with commas between, or ``*`` select."""
        names = {one.strip() for one in selector.split(",")}
        return [one for one in self._all if "*" in names or one.name in names]

    @cached_property
    def tables(self) -> list[str]:
        """The words of each table that holds no other."""
        found = self.elements("table")
        outer = {id(above) for one in found for above in _above(one) if above.name == "table"}
        return [_text(one) for one in found if id(one) not in outer]

    @property
    def readings(self) -> tuple[str, ...]:
        """All that is read, each apart: subject, preheader, text, HTML."""
        return self.subject, self.preheader, self.text, "\n".join(self.lines)


def plain(text: str) -> str:
    """With plain spaces, one at a time."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    return next((one for one in message.walk() if one.get_content_type() == kind), None)


def _content(part: EmailMessage | None) -> str:
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def _above(element: Element) -> Iterator[Element]:
    above = element.parent
    while isinstance(above, Element):
        yield above
        above = above.parent


def _is_hidden(element: Element) -> bool:
    return bool(_HIDDEN.search(element.attrs.get("style") or ""))


def _text(node: Element) -> str:
    return _SPACES.sub(" ", "".join(_pieces(node))).strip(" \n")


def _pieces(node: Element | Document) -> Iterator[str]:
    for child in node.children or ():
        if isinstance(child, Text):
            yield child.data or ""
        elif isinstance(child, Element):
            if child.name in _BLOCKS or child.name in _CELLS:
                yield " "
            yield from _pieces(child)


def _lines(node: Element) -> Iterator[str]:
    """Runs of words between the edges of blocks; cells of a row are one; no-break spaces stay."""
    run: list[str] = []

    def ended() -> Iterator[str]:
        words = _SPACES.sub(" ", "".join(run)).strip(" ")
        run.clear()
        yield words

    def walk(one: Element) -> Iterator[str]:
        for child in one.children or ():
            if isinstance(child, Text):
                run.append(child.data or "")
            elif isinstance(child, Element) and child.name not in ("style", "script"):
                if _is_hidden(child):
                    continue
                block = child.name in _BLOCKS
                if child.name in _CELLS:
                    run.append(" ")
                if block:
                    yield from ended()
                yield from walk(child)
                if block:
                    yield from ended()

    yield from walk(node)
    yield from ended()
