"""Make the links in a mail: short tokens for one mail and one purpose, sealed by HMAC-SHA256.

``base64url(mail id, 16 bytes ‖ expiry in epoch seconds, 4 bytes ‖ seal, 16 bytes)``. The purpose is
sealed, not carried: an answer link cannot stop mails, nor the reverse. Expiry 0 means never.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from boucle.notifications.settings import NotificationsSettings

Purpose = Literal["answer", "meeting", "stop", "preferences", "morning"]

PATHS: Final[dict[Purpose, str]] = {
    "answer": "/r/",
    "meeting": "/m/",
    "stop": "/stop/",
    "preferences": "/p/",
    "morning": "/stop/matin/",
}
ANSWERABLE_FOR: Final = timedelta(days=180)
_SEAL: Final = 16
_TOKEN_LENGTH: Final = 48  # base64 of 36 bytes: no padding


class BadLink(ValueError):
    """The token is not ours, or has expired."""


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the links of one deployment. ``key`` has at least 32 bytes; links made with
    ``former_keys`` stay valid until their expiry."""

    key: bytes
    public_url: str
    former_keys: tuple[bytes, ...] = ()

    def url(self, purpose: Purpose, mail: UUID, expires: datetime | None = None) -> str:
        return self.page(f"{PATHS[purpose]}{self.token(purpose, mail, expires)}")

    def page(self, path: str) -> str:
        return f"{self.public_url.rstrip('/')}{path}"

    def token(self, purpose: Purpose, mail: UUID, expires: datetime | None = None) -> str:
        until = int(expires.timestamp()) if expires else 0
        body = mail.bytes + until.to_bytes(4, "big")
        return base64.urlsafe_b64encode(body + _seal(self.key, purpose, body)).decode("ascii")

    def inert(self) -> "Links":
        """Return links of the same form that open nothing: for who looks at a mail beforehand."""
        return _Inert(b"", self.public_url)

    def read(self, purpose: Purpose, token: str, now: datetime) -> UUID:
        """Return the mail that a token names; raise BadLink without saying which check failed."""
        body, seal = _split(token)
        seals = (_seal(key, purpose, body) for key in (self.key, *self.former_keys))
        if not any(hmac.compare_digest(seal, ours) for ours in seals):
            raise BadLink("not a link of ours")
        until = int.from_bytes(body[16:], "big")
        if until and now > datetime.fromtimestamp(until, UTC):
            raise BadLink("no longer open")
        return UUID(bytes=body[:16])


class _Inert(Links):
    def token(self, purpose: Purpose, mail: UUID, expires: datetime | None = None) -> str:
        return "-"


def links_of(settings: NotificationsSettings) -> Links:
    newest, *former = settings.link_keys
    return Links(newest, settings.public_url, tuple(former))


def _seal(key: bytes, purpose: Purpose, body: bytes) -> bytes:
    return hmac.digest(key, purpose.encode("ascii") + b"\0" + body, "sha256")[:_SEAL]


def _split(token: str) -> tuple[bytes, bytes]:
    if len(token) != _TOKEN_LENGTH:
        raise BadLink("not a link of ours")
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise BadLink("not a link of ours") from error
    return raw[:-_SEAL], raw[-_SEAL:]
