"""Rules of what surrounds a mail's matter: subject, preheader, headers, HTML, signature, foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tests.kit.mails.facts import Known
from tests.kit.mails.received import Received, plain

LONGEST_SUBJECT: Final = 70
_WORD = re.compile(r"\w+")
_LOADED = ("src", "srcset", "background", "poster", "data")
_FOREIGN = "script, iframe, object, embed, form, link, video, audio, img"
_IN_STYLE = re.compile(r"url\s*\(|@import", re.IGNORECASE)
_HEADERS: Final = {
    "From": r"<[^<>@ ]+@[^<>@ ]+>$",
    "To": r"^[^<>@ ]+@[^<>@ ]+$|<[^<>@ ]+@[^<>@ ]+>$",
    "Date": r"\d{4} \d\d:\d\d:\d\d",
    "Message-ID": r"^<[^<>@ ]+@[^<>@ ]+>$",
    "List-Unsubscribe": r"<https?://[^<> ]+/stop/[^<> ]+>",
    "List-Unsubscribe-Post": r"^List-Unsubscribe=One-Click$",
    "Auto-Submitted": r"^auto-generated$",
    "Content-Language": r"^(fr|en)$",
}
_REPLY_TO = r"<[^<>@ ]+@[^<>@ ]+>$"
_ONCE = ("Subject", *_HEADERS, "Reply-To", "In-Reply-To", "References")
FOOT: Final[Mapping[str, Mapping[str, str]]] = {
    "purpose": {
        "fr": r"finalité|objet|pour vous|afin de|servent",
        "en": r"purpose|used to|so that",
    },
    "source": {
        "fr": r"viennent|source|provien|déclar|transmis",
        "en": r"come from|source|declared",
    },
    "basis": {
        "fr": r"intérêt public|intérêt légitime|base légale|consentement|fondement|mission",
        "en": r"public interest|legitimate interest|legal basis|consent",
    },
    "retention": {"fr": r"\d+\s(mois|ans?)\b", "en": r"\d+\s(months?|years?)\b"},
    "rights": {
        "fr": r"accès|rectifi|effac|oppos|vos droits",
        "en": r"access|correct|erase|object|your rights",
    },
    "privacy": {"fr": r"/confidentialite\b", "en": r"/confidentialite\b"},
    "settings": {"fr": r"/p/[^\s\"<>]+", "en": r"/p/[^\s\"<>]+"},
    "stop": {"fr": r"/stop/[^\s\"<>]+", "en": r"/stop/[^\s\"<>]+"},
}
"""What the foot of each mail says (GDPR, article 14), and how its words may begin."""
_TO_STAFF: Final = frozenset({"handover"})
"""Kinds that an animator reads, who can't stop them."""
_CHOICES: Final = frozenset({"settings", "stop"})
_OF_CONTROLLER: Final = frozenset({"basis", "retention"})
"""What nobody knows where a territory has not said who answers for its data."""


def subject(mail: Received, _known: Known) -> Iterator[str]:
    if not mail.subject:
        yield "no subject"
    if len(mail.subject) > LONGEST_SUBJECT:
        yield f"{len(mail.subject)} characters: «{mail.subject}»"


def preheader(mail: Received, _known: Known) -> Iterator[str]:
    """It is there, and says what the subject does not."""
    if not mail.preheader:
        yield "none"
        return
    fresh = {*_words(mail.preheader)} - {*_words(mail.subject)}
    if len(fresh) < 2:
        yield f"«{mail.preheader}» says no more than the subject"


def headers(mail: Received, known: Known) -> Iterator[str]:
    """All of them, each once, as mail programs read them; answers go to the animator."""
    wanted = dict(_HEADERS)
    if known.animator:
        wanted["Reply-To"] = _REPLY_TO
    if known.kind in _TO_STAFF:
        del wanted["List-Unsubscribe"], wanted["List-Unsubscribe-Post"]
    for name, pattern in wanted.items():
        value = str(mail.headers.get(name, ""))
        if not re.search(pattern, value):
            yield f"{name}: {value or 'absent'}"
    for name in _ONCE:
        if len(mail.headers.get_all(name, [])) > 1:
            yield f"{name}: twice"
    if not mail.text.strip() or not mail.html.strip():
        yield "a part is missing: text and HTML are wanted"


def html(mail: Received, known: Known) -> Iterator[str]:
    """Well formed, in the mail's language, titled by its subject."""
    if not mail.html.lstrip().lower().startswith("<!doctype html"):
        yield "no doctype"
    for error in mail.page.errors:
        yield f"line {error.line}: {error.code}"
    languages = [one.attrs.get("lang") for one in mail.elements("html")]
    if languages != [known.language]:
        yield f"lang is {languages[0] if languages else None}, not {known.language}"
    titles = ["".join(one.to_text().split()) for one in mail.elements("title")]
    if titles != ["".join(mail.subject.split())]:
        yield "the title is not the subject"


def remote(mail: Received, _known: Known) -> Iterator[str]:
    """Nothing is loaded, nothing runs: what the mail shows is in it."""
    for one in mail.elements(_FOREIGN):
        yield f"<{one.name}>"
    for one in mail.elements("*"):
        for name in _LOADED:
            if one.attrs.get(name):
                yield f"<{one.name} {name}>"
        if _IN_STYLE.search(one.attrs.get("style") or ""):
            yield f"<{one.name} style> loads"
    for one in mail.elements("style"):
        if _IN_STYLE.search(one.to_text()):
            yield "<style> loads"


def links(mail: Received, _known: Known) -> Iterator[str]:
    """Text and HTML lead to the same pages."""
    hrefs = {one.attrs.get("href") or "" for one in mail.elements("a")}
    pages = {one for one in hrefs if one.startswith("http")}
    told = {one.rstrip(".,;)") for one in re.findall(r"https?://[^\s<>]+", mail.text)}
    yield from (f"only in the HTML: {_short(one)}" for one in sorted(pages - told))
    for one in sorted(hrefs - pages):
        if not one.startswith(("mailto:", "tel:")):
            yield f"leads nowhere: {one or 'an empty address'}"


def signed(mail: Received, known: Known) -> Iterator[str]:
    """Territory, animator and phone stand in what is read, in text and in HTML."""
    person = known.animator or {}
    wanted = {
        "territory": known.territory,
        "animator": person.get("name"),
        "phone": person.get("phone"),
    }
    if person and not person.get("phone"):
        wanted["e-mail of an animator without phone"] = person.get("email")
    for part, told in (("text", mail.text), ("HTML", "\n".join(mail.lines))):
        for what, value in wanted.items():
            if value and plain(value) not in plain(told):
                yield f"{what} «{value}» is not in the {part}"


def foot(mail: Received, known: Known) -> Iterator[str]:
    """Who answers for the data, why, whence, by which right, how long; the pages that change it."""
    hrefs = " ".join(one.attrs.get("href") or "" for one in mail.elements("a"))
    for part, told in (("text", mail.foot), ("HTML", "\n".join([*mail.lines, hrefs]))):
        for what, pattern in FOOT.items():
            if (what in _OF_CONTROLLER and not known.controller) or (
                what in _CHOICES and known.kind in _TO_STAFF
            ):
                continue
            if not re.search(pattern[known.language], told, re.IGNORECASE):
                yield f"{what} is not in the {part}"
        if known.controller and plain(known.controller) not in plain(told):
            yield f"controller «{known.controller}» is not in the {part}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _short(url: str) -> str:
    return re.sub(r"(/\w{1,4}/)[^\s]+", r"\1…", url)
