"""What mail programs do not show, of what our mails use: facts of caniemail.com in our own form.

Outlook on Windows (2007 to 2019) lays mails out with Word: of all programs it does the least, so
its facts are the rules. What it leaves out without harm (round corners, a phone's width) is named;
Gmail cuts a mail off after 102 kB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

GMAIL_CUTS_AT: Final = 102_000  # bytes
ELEMENTS: Final = frozenset(
    [
        *("html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td"),
        *("h1", "h2", "p", "strong", "a", "ul", "ol", "li"),
    ]
)
EVERYWHERE: Final = frozenset(
    ["background-color", "color", "font-family", "font-size", "font-weight", "text-decoration"]
)
"""In every program, on every element (background-color: as #rrggbb)."""
HARMLESS: Final = frozenset({"border-radius", "word-break"})
"""Left out by some: corners are square, a long word makes its line long."""
HIDING: Final = frozenset({"display", "mso-hide", "max-height", "overflow"})
"""Together they hide a preheader: Word knows mso-hide alone, others do not know it."""
_ONLY_ON: Final = {
    "padding": {"td"},  # "only supported on table cells"; 0 is what the others have anyhow
    "border": {"td"},  # "unreliable on <p> or <div>", at most 8 px
    "border-top": {"td"},
    "border-left": {"td"},
    "max-width": {"table"},  # and a table for Word beside it
    "margin": {"h1", "h2", "p", "ul", "ol", "li", "body"},  # neither auto nor negative
    "line-height": {"table", "td", "h1", "h2", "p", "div"},  # in px, with mso-line-height-rule
    "mso-line-height-rule": {"table"},
}
_MSO: Final = re.compile(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", re.DOTALL)
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        style = _declared(given.get("style") or "")
        self.found += [f"<{tag}> {what}" for what in _of_element(tag, given, style, self.open)]
        self.found += [f"<{tag}> {name}:{value}" for name, value in _unshown(tag, style)]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes nothing")


def problems(html: str) -> list[str]:
    """What a program would not show as meant."""
    page = _Page()
    page.feed(html)
    found = page.found + [f"<{tag}> stays open" for tag in page.open]
    if len(html.encode()) > GMAIL_CUTS_AT:
        found.append("Gmail cuts it off")
    ghosts = "".join(_MSO.findall(html))
    if "max-width" in html and 'width="600"' not in ghosts:
        found.append("max-width without a table of that width for Outlook")
    if ghosts.count("<table") != ghosts.count("</table"):
        found.append("the table for Outlook stays open")
    return found


def _of_element(
    tag: str, given: dict[str, str | None], style: dict[str, str], within: list[str]
) -> Iterator[str]:
    if tag not in ELEMENTS:
        yield "is not shown by all"
    if tag == "style" and within[-1:] != ["head"]:
        yield "is read in the head alone"
    if tag == "table" and given.get("role") != "presentation":
        yield "is read out as a table of data"
    ground = style.get("background-color") if tag in ("td", "table") else None
    if ground and given.get("bgcolor") != ground:
        yield "has no bgcolor"
    if "display" in style and not set(style) >= HIDING:
        yield "is hidden from some only"


def _unshown(tag: str, style: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in style.items():
        if name in _ONLY_ON:
            shown = (tag in _ONLY_ON[name] or value == "0") and "auto" not in value
            shown = shown and "-" not in value.split("px")[0]
        elif name in HIDING:
            shown = tag == "div"
        else:
            shown = name in EVERYWHERE | HARMLESS
        if name.endswith("color") and not _COLOUR.fullmatch(value):
            shown = False
        if not shown:
            yield name, value


def _declared(style: str) -> dict[str, str]:
    pairs = (one.partition(":") for one in style.split(";") if one.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}
