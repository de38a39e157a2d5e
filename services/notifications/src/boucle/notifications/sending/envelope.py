"""Turn a letter into a message: headers, text, HTML, a calendar part. Pure."""

import re
from binascii import b2a_base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import Final, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from boucle.notifications.letters.foot import foot, foot_links
from boucle.notifications.letters.letter import Letter
from boucle.notifications.previews.rendered import Rendered
from boucle.notifications.translating import translator
from boucle.pages.typography import set_in, typeset

_TEMPLATES: Final = PackageLoader("boucle.notifications.letters")
_HTML: Final = Environment(
    loader=_TEMPLATES,
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    finalize=set_in,
)
_TEXT: Final = Environment(  # noqa: S701 - plain text: nothing to escape
    loader=_TEMPLATES, undefined=StrictUndefined, auto_reload=False, finalize=set_in
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}")
# It follows the preheader, so that a list of mails does not show the mail's beginning after it.
_FILLER: Final = "\u00a0\u200c" * 60
_BOUNDARY: Final = b"=_boucle_="  # every part is base64: it cannot contain one
_LINE: Final = 76  # characters of base64, at most (RFC 2045)
_UTF8: Final = Charset("utf-8")
_UTF8.header_encoding = BASE64

Method = Literal["REQUEST", "CANCEL"]
"""The method of a calendar part (RFC 5546)."""


class BadAddress(ValueError):
    """An address that cannot be written to."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What surrounds a letter. ``sender`` is the address mails leave from; ``thread`` the
    Message-IDs of the mails that this one follows, oldest first."""

    sender: str
    message_id: str
    date: datetime
    thread: tuple[str, ...] = ()


def rendered(letter: Letter) -> Rendered:
    values = _values(letter)
    return Rendered(
        subject=typeset(one_line(letter.subject), letter.language),
        preheader=typeset(letter.preheader, letter.language),
        text=_TEXT.get_template("letter.txt").render(values),
        html=_HTML.get_template("letter.html").render(values),
    )


def compose(
    letter: Letter,
    envelope: Envelope,
    calendar: bytes | None = None,
    method: Method = "REQUEST",
) -> bytes:
    """Return the message as sent. ``calendar`` is an iTIP object of this method, added to text and
    HTML as a third alternative: mail clients then show an invitation. Raise BadAddress."""
    shown = rendered(letter)
    parts = [_part(shown.text, b"plain"), _part(shown.html, b"html")]
    if calendar is not None:
        parts.append(_part(calendar.decode("utf-8"), b'calendar; method="%s"' % method.encode()))
    pairs = _headers(letter, shown.subject, envelope)
    headers = [f"{name}: {value}".encode("ascii") for name, value in pairs]
    return b"\r\n".join(
        (
            *headers,
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/alternative; boundary="%s"' % _BOUNDARY,
            *(b"\r\n--%s\r\n%s" % (_BOUNDARY, part) for part in parts),
            b"\r\n--%s--\r\n" % _BOUNDARY,
        )
    )


def _values(letter: Letter) -> dict[str, object]:
    about, _ = letter.about, translator(letter.language)
    return {
        "letter": letter,
        "language": letter.language,
        "trade": " · " + _("écologie industrielle"),
        "filler": _FILLER,
        "foot": foot(about),
        "foot_links": foot_links(about),
    }


def _headers(letter: Letter, subject: str, envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Yield the headers encoded, on one line or folded by ``Header``."""
    about = letter.about
    headers: dict[str, str | Header] = {
        "From": _mailbox(about.sender, envelope.sender),
        "To": _mailbox(about.contact.name, about.contact.email),
        "Subject": Header(
            subject, "us-ascii" if subject.isascii() else _UTF8, header_name="Subject"
        ),
        "Date": format_datetime(envelope.date),
        "Message-ID": envelope.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if about.urls.stop is not None:
        headers["List-Unsubscribe"] = f"<{about.urls.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if about.animator is not None and _ADDRESS.fullmatch(about.animator.email):
        headers["Reply-To"] = _mailbox(about.animator.name, about.animator.email)
    if envelope.thread:
        headers["In-Reply-To"] = envelope.thread[-1]
        headers["References"] = Header(" ".join(envelope.thread), header_name="References")
    return ((name, _encoded(value)) for name, value in headers.items())


def _encoded(value: str | Header) -> str:
    return value.encode(linesep="\r\n") if isinstance(value, Header) else one_line(value)


def _mailbox(name: str, address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise BadAddress("the contact's address cannot be written to")
    return formataddr((one_line(name), address))


def _part(text: str, subtype: bytes) -> bytes:
    """Build one of several parts by hand; by the library, a mail costs over twice as much."""
    body = b2a_base64(_UNPRINTABLE.sub("", text).encode("utf-8"), newline=False)
    lines = (body[start : start + _LINE] for start in range(0, len(body), _LINE))
    content_type = b'Content-Type: text/%s; charset="utf-8"' % subtype
    return b"\r\n".join((content_type, b"Content-Transfer-Encoding: base64", b"", *lines))


def one_line(text: str) -> str:
    """Make people's text fit for a header: no line break, no control character."""
    return " ".join(_CONTROL.sub(" ", text).split(" ")).strip()
