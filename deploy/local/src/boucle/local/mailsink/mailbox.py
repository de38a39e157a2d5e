"""Store messages on disk, one `.eml` file each, numbered in order of arrival."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

# The envelope, stored in front of the message as received.
_FROM, _TO, _AT = "X-Sink-Mail-From", "X-Sink-Rcpt-To", "X-Sink-Received-At"
_HREF = re.compile(r"""href\s*=\s*["']([^"'>]+)["']""", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass(frozen=True)
class SinkMessage:
    """One message: the envelope's addresses, the headers, the decoded parts, its links."""

    id: int
    sender: str
    to: str
    subject: str
    message_id: str
    date: str | None
    received_at: str
    text: str | None
    html: str | None
    ics: str | None
    links: list[str]
    headers: dict[str, str]

    def as_json(self) -> dict[str, object]:
        fields = dict(vars(self))
        return {"id": fields.pop("id"), "from": fields.pop("sender"), **fields}


class SinkMailbox:
    """The messages of one directory; ids are numbers that only grow."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        # In memory, so that a full mailbox stays quick to search.
        self._ids = sorted(int(path.stem) for path in directory.glob("*.eml"))
        self._last = self._ids[-1] if self._ids else 0

    def add(self, content: bytes, sender: str, recipients: list[str], at: datetime) -> int:
        self._last += 1
        envelope = f"{_FROM}: {sender}\r\n{_TO}: {', '.join(recipients)}\r\n{_AT}: {at.isoformat()}"
        fresh = self._directory / f"{self._last:08d}.new"
        fresh.write_bytes(envelope.encode("utf-8", "replace") + b"\r\n" + content)
        fresh.rename(self._path(self._last))
        self._ids.append(self._last)
        return self._last

    def raw(self, number: int) -> bytes | None:
        path = self._path(number)
        if not path.exists():
            return None
        return path.read_bytes().split(b"\r\n", 3)[3]

    def get(self, number: int) -> SinkMessage | None:
        path = self._path(number)
        return _parse(number, path.read_bytes()) if path.exists() else None

    def find(self, to: str | None = None, since: int | datetime | None = None) -> list[SinkMessage]:
        """Return messages in order of arrival: after an id, or received at or after a time."""
        after = bisect_right(self._ids, since) if isinstance(since, int) else 0
        received = since if isinstance(since, datetime) else None
        numbers = (number for number in self._ids[after:] if self._matches(number, to, received))
        return [message for number in numbers if (message := self.get(number)) is not None]

    def count(self) -> int:
        return len(self._ids)

    def clear(self) -> int:
        """Delete every message; return how many. Numbers continue from where they were."""
        deleted, self._ids = self._ids, []
        for number in deleted:
            self._path(number).unlink(missing_ok=True)
        return len(deleted)

    def _path(self, number: int) -> Path:
        return self._directory / f"{number:08d}.eml"

    def _matches(self, number: int, to: str | None, since: datetime | None) -> bool:
        if to is None and since is None:
            return True
        # Read only the three lines of the envelope.
        with self._path(number).open("rb") as handle:
            lines = b"".join(handle.readline() for _ in range(3))
        envelope = BytesHeaderParser(policy=policy.default).parsebytes(lines)
        if to is not None and to.lower() not in _addresses(str(envelope[_TO])):
            return False
        return since is None or datetime.fromisoformat(str(envelope[_AT])) >= since


def _addresses(recipients: str) -> list[str]:
    return [address.strip().lower() for address in recipients.split(",")]


def _parse(number: int, content: bytes) -> SinkMessage:
    parsed = BytesParser(policy=policy.default).parsebytes(content)
    headers = {name: str(value) for name, value in parsed.items() if not name.startswith("X-Sink-")}
    html, text = _part(parsed, "text/html"), _part(parsed, "text/plain")
    return SinkMessage(
        id=number,
        sender=str(parsed[_FROM] or ""),
        to=str(parsed[_TO] or ""),
        subject=str(parsed["Subject"] or ""),
        message_id=str(parsed["Message-ID"] or ""),
        date=_iso(parsed["Date"]),
        received_at=str(parsed[_AT]),
        text=text,
        html=html,
        ics=_part(parsed, "text/calendar"),
        links=_links(html, text),
        headers=headers,
    )


def _part(message: EmailMessage, content_type: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() == content_type:
            return str(part.get_content())
    return None


def _links(html: str | None, text: str | None) -> list[str]:
    found = [link.replace("&amp;", "&") for link in _HREF.findall(html or "")]
    found += [link.rstrip(".,;:!?") for link in _URL.findall(text or "")]
    return list(dict.fromkeys(link for link in found if link.startswith("http")))


def _iso(date: object) -> str | None:
    try:
        return parsedate_to_datetime(str(date)).isoformat() if date else None
    except ValueError:
        return None
