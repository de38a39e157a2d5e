"""Challenges that a passkey signs, or a provider returns as its state: the moment with an HMAC over
what the challenge is for, whose browser and account it is, so that none is stored before it was
spent. Pure."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

Purpose = Literal["sign-in", "add", "prove", "openid"]
Challenged = Literal["good", "ended", "foreign"]

LASTS: Final = timedelta(minutes=5)
OPENID_LASTS: Final = timedelta(minutes=15)
"""Longer: who has no account at the provider yet makes one."""

_MOMENT: Final = 8  # bytes
_MICROSECOND: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asker:
    """What a challenge is for, and who asked. ``account``: None before somebody signed in."""

    purpose: Purpose
    browser: str
    account: UUID | None = None


def challenge_of(keys: Sequence[bytes], asker: Asker, now: datetime) -> bytes:
    """``keys``: newest first; the newest signs."""
    moment = ((now - _EPOCH) // _MICROSECOND).to_bytes(_MOMENT, "big")
    return moment + _mac(keys[0], asker, moment)


def challenged(keys: Sequence[bytes], asker: Asker, challenge: bytes, now: datetime) -> Challenged:
    """Tell whether this is a challenge of this asker, now."""
    moment, mac = challenge[:_MOMENT], challenge[_MOMENT:]
    if not any(hmac.compare_digest(mac, _mac(key, asker, moment)) for key in keys):
        return "foreign"
    made = _EPOCH + int.from_bytes(moment, "big") * _MICROSECOND
    lasts = OPENID_LASTS if asker.purpose == "openid" else LASTS
    return "good" if now - made <= lasts else "ended"


def derived(keys: Sequence[bytes], asker: Asker, challenge: bytes, use: str) -> bytes:
    """Return a secret that goes with this challenge and is for one ``use``: nobody has it from the
    challenge."""
    moment, mac = challenge[:_MOMENT], challenge[_MOMENT:]
    key = next(one for one in keys if hmac.compare_digest(mac, _mac(one, asker, moment)))
    return hmac.digest(key, b"\0".join((b"derived", use.encode(), challenge)), "sha256")


def _mac(key: bytes, asker: Asker, moment: bytes) -> bytes:
    whose = "" if asker.account is None else asker.account.hex
    text = "\0".join(("passkey", asker.purpose, asker.browser, whose)).encode()
    return hmac.digest(key, text + b"\0" + moment, "sha256")
