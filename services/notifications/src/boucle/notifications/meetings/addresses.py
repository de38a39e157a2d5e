"""Make the address of an invitation, to which its calendar answers come. Pure.

``local+token@domain``; the token is base32 of ``meeting id, 16 bytes ‖ seal, 9 bytes``, the seal an
HMAC-SHA256 of the meeting and the company. It does not reveal the company, and stays the same for
all revisions: calendars match the organiser of an update with the one that they know. Mail systems
may write it in either case.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

LONGEST_LOCAL: Final = 23  # RFC 5321: 64 characters before the @, 41 of them the token's
_SEAL: Final = 9
_BASE32: Final = "[a-z2-7]{40}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """An invitation as an address names it; the seal was made for one company."""

    meeting_id: UUID
    seal: bytes


@dataclass(frozen=True, slots=True)
class CalendarAddresses:
    """``key`` (at least 32 bytes) is the *oldest* one, so that an invitation's address stays the
    same when a key is added; the addresses of ``newer_keys`` are valid, too. ``address`` is the
    deployment's, without a token."""

    key: bytes
    address: str
    newer_keys: tuple[bytes, ...] = ()

    def of(self, meeting: UUID, company: UUID) -> str:
        local, _, domain = self.address.rpartition("@")
        token = base64.b32encode(meeting.bytes + _seal(self.key, meeting, company)).decode("ascii")
        return f"{local}+{token.lower()}@{domain}"

    def named(self, texts: Iterable[str]) -> list[Sealed]:
        """Return the invitations that these headers name, each once, whoever made the tokens."""
        local, _, domain = self.address.rpartition("@")
        own = rf"{re.escape(local)}\+({_BASE32})@{re.escape(domain)}"
        pattern = re.compile(rf"(?<![^\s<,:;\"']){own}(?![\w.-])", re.IGNORECASE)
        tokens = (token for text in texts for token in pattern.findall(text))
        return [_sealed(token) for token in dict.fromkeys(map(str.upper, tokens))]

    def company(self, sealed: Sealed, invited: Iterable[UUID]) -> UUID | None:
        """Return which of the companies invited to this meeting it is for; None: the token is not
        ours."""
        keys = (self.key, *self.newer_keys)
        for company in invited:
            seals = (_seal(key, sealed.meeting_id, company) for key in keys)
            if any(hmac.compare_digest(sealed.seal, ours) for ours in seals):
                return company
        return None


def _seal(key: bytes, meeting: UUID, company: UUID) -> bytes:
    body = b"calendar\0" + meeting.bytes + company.bytes
    return hmac.digest(key, body, "sha256")[:_SEAL]


def _sealed(token: str) -> Sealed:
    try:
        raw = base64.b32decode(token)
    except binascii.Error as error:  # the pattern excludes it
        raise ValueError("not a token") from error
    return Sealed(UUID(bytes=raw[:16]), raw[16:])
