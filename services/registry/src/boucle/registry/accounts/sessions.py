"""Decide what a session's secret is worth. Pure: reads no clock, no table.

A secret is replaced once an hour. The one before is good until the new one was used, and a minute
longer for pages that load side by side. Later, somebody else has it: the session ends."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from boucle.platform import base64url

ROTATED_EVERY: Final = timedelta(hours=1)
GRACE: Final = timedelta(minutes=1)
IDLE: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=90)
PROVEN: Final = timedelta(hours=11)
"""For so long does a passkey prove who it is; a token given last is good an hour more."""

_ID, _SECRET = 16, 32  # bytes

Presented = Literal["current", "previous", "stolen", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSession:
    """``seen_at``: when its last token was asked for. ``proven_at``: when a passkey was used in
    it, or a provider said as much."""

    id: UUID
    account_id: UUID
    secret_hash: bytes
    previous_hash: bytes | None = None
    rotated_at: datetime
    confirmed_at: datetime | None = None
    created_at: datetime
    seen_at: datetime
    agent: str
    client_id: str | None = None
    proven_at: datetime | None = None
    id_token: str | None = field(default=None, repr=False)


def is_over(session: PersonSession, now: datetime) -> bool:
    return now - session.seen_at > IDLE or now - session.created_at > LONGEST


def presented(session: PersonSession, secret: bytes, now: datetime) -> Presented:
    """Return which secret this is."""
    digest = hash_of(secret)
    if hmac.compare_digest(digest, session.secret_hash):
        return "current"
    if session.previous_hash is None or not hmac.compare_digest(digest, session.previous_hash):
        return "wrong"
    confirmed = session.confirmed_at
    return "previous" if confirmed is None or now - confirmed <= GRACE else "stolen"


def used(
    session: PersonSession, which: Literal["current", "previous"], fresh: bytes, now: datetime
) -> tuple[PersonSession, bool]:
    """Return the session after a use, and whether ``fresh`` is its secret from now on."""
    if which == "previous" and session.confirmed_at is not None:
        return replace(session, seen_at=now), False
    if which == "previous":  # the answer that had the new one was lost
        after = replace(session, secret_hash=hash_of(fresh), rotated_at=now, seen_at=now)
        return after, True
    if now - session.rotated_at < ROTATED_EVERY:
        confirmed = session.confirmed_at or now
        return replace(session, confirmed_at=confirmed, seen_at=now), False
    after = replace(
        session,
        secret_hash=hash_of(fresh),
        previous_hash=session.secret_hash,
        rotated_at=now,
        confirmed_at=None,
        seen_at=now,
    )
    return after, True


def is_proven(session: PersonSession, now: datetime) -> bool:
    """Tell whether a passkey was used in it lately."""
    return session.proven_at is not None and now - session.proven_at <= PROVEN


def proven(session: PersonSession, client_id: str | None, now: datetime) -> PersonSession:
    """Return the session after a passkey was used in it; ``client_id``: as whom it acts then."""
    return replace(session, proven_at=now, client_id=client_id or session.client_id)


def acting_as(session: PersonSession, client_id: str) -> PersonSession:
    return replace(session, client_id=client_id)


def is_good(session: PersonSession, secret: bytes, now: datetime) -> bool:
    """Tell whether the secret opens the session now."""
    right = presented(session, secret, now) in ("current", "previous")
    return right and not is_over(session, now)


def hash_of(secret: bytes) -> bytes:
    """Return SHA-256: the secret is 256 random bits, which nobody guesses."""
    return hashlib.sha256(secret).digest()


def written(session: UUID, secret: bytes) -> str:
    """Return what a browser keeps."""
    return base64url.written(session.bytes + secret)


def read(text: str) -> tuple[UUID, bytes] | None:
    """Return the session and its secret; None of what is no such text."""
    try:
        raw = base64url.read(text)
    except ValueError:
        return None
    if len(raw) != _ID + _SECRET:
        return None
    return UUID(bytes=raw[:_ID]), raw[_ID:]
