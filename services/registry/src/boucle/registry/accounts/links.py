"""Links to sign in: the id of a sign-in with its HMAC, so that none is stored and a mail that is
sent again holds the same. Pure."""

import hmac
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from boucle.platform import base64url

_PURPOSE: Final = b"sign-in\0"
_ID, _MAC = 16, 20  # bytes


def link_of(keys: Sequence[bytes], sign_in: UUID) -> str:
    """Return what follows ``/connexion/``. ``keys``: newest first; the newest signs."""
    return base64url.written(sign_in.bytes + _mac(keys[0], sign_in))


def sign_in_of(keys: Sequence[bytes], link: str) -> UUID | None:
    """Return whose link this is; None of one that none of the keys made."""
    try:
        raw = base64url.read(link)
    except ValueError:
        return None
    if len(raw) != _ID + _MAC:
        return None
    found = UUID(bytes=raw[:_ID])
    right = any(hmac.compare_digest(raw[_ID:], _mac(key, found)) for key in keys)
    return found if right else None


def _mac(key: bytes, sign_in: UUID) -> bytes:
    return hmac.digest(key, _PURPOSE + sign_in.bytes, "sha256")[:_MAC]
