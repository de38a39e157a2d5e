"""Store the keys that sign tokens: encrypted in the database, opened once in each process. All are
published. A new one signs once every verifier could have fetched it; older ones are deleted an hour
after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec
import structlog
from joserfc.jwk import OKPKey

from boucle.platform.clock import Clock
from boucle.platform.db import Session, WriteSession
from boucle.platform.identity import new_signing_key
from boucle.platform.process.exits import StartError
from boucle.platform.sealing import Keyring, Unreadable
from boucle.platform.settings import key_bytes
from boucle.registry.identity import store
from boucle.registry.settings import RegistrySettings
from boucle.registry.tables import SigningKeyRow

_log = structlog.get_logger(__name__)
_Jwk = dict[str, str | list[str]]
_PURPOSE: Final = b"registry\0signing keys at rest"

SIGNS_AFTER: Final = timedelta(seconds=30)
"""An unknown key is fetched at most every 5 s, and an answer waited for as long (``JwksKeys``)."""

LOOKED_FOR_EVERY: Final = timedelta(seconds=10)
KEPT_FOR: Final = timedelta(hours=1)
"""After another took over: tokens last a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    key: OKPKey
    created_at: datetime

    @property
    def kid(self) -> str:
        return str(self.key.kid)


def which_signs(keys: Sequence[SigningKey], now: datetime) -> SigningKey | None:
    """Return the newest of the keys, newest first, that is old enough; else the oldest."""
    ready = (one for one in keys if now - one.created_at >= SIGNS_AFTER)
    return next(ready, keys[-1] if keys else None)


def outlived(keys: Sequence[SigningKey], now: datetime) -> Sequence[SigningKey]:
    """Return the keys, of those newest first, whose tokens have all expired."""
    rank = next((at for at, one in enumerate(keys) if now - one.created_at >= KEPT_FOR), None)
    return () if rank is None else keys[rank + 1 :]


def keyring_of(settings: RegistrySettings) -> Keyring:
    return Keyring(_PURPOSE, *key_bytes(settings.encryption_key))


class SigningKeys:
    """The keys of the database, read again every 10 s by signers."""

    def __init__(self, keyring: Keyring, clock: Clock) -> None:
        self._keyring = keyring
        self._clock = clock
        self._opened: dict[str, OKPKey] = {}
        self._unreadable: set[str] = set()
        self._known: list[SigningKey] = []
        self._looked_at: datetime | None = None

    async def all(self, session: Session) -> list[SigningKey]:
        """Return the keys, newest first. One that cannot be opened is left out and logged once; an
        opened one serves as long as its row exists, whatever encrypts it by now."""
        rows = await store.signing_keys(session)
        found = [one for row in rows if (one := self._find(row)) is not None]
        self._opened = {one.kid: one.key for one in found}
        return found

    async def signing(self, session: Session) -> OKPKey | None:
        """Return the key that signs now; None if there is none."""
        now = self._clock()
        if self._looked_at is None or abs(now - self._looked_at) >= LOOKED_FOR_EVERY:
            self._known = await self.all(session)
            self._looked_at = now if self._known else None
        chosen = which_signs(self._known, now)
        return None if chosen is None else chosen.key

    def _find(self, row: SigningKeyRow) -> SigningKey | None:
        known = self._opened.get(row.kid)
        if known is not None:
            return SigningKey(known, row.created_at)
        try:
            return SigningKey(opened(self._keyring, row), row.created_at)
        except Unreadable:
            if row.kid not in self._unreadable:
                self._unreadable.add(row.kid)
                _log.error("signing_key_unreadable", kid=row.kid, expected=what_to_do(row.kid))
            return None


def opened(keyring: Keyring, row: SigningKeyRow) -> OKPKey:
    """Decrypt a key. Raises Unreadable, also on a plain key or one in another's place: write access
    to the database must not suffice to add a key."""
    if row.sealed is None:
        raise Unreadable("not encrypted")
    key = OKPKey.import_key(msgspec.json.decode(keyring.opened(row.sealed), type=_Jwk))
    if key.kid != row.kid:
        raise Unreadable("the key of another row")
    return key


async def seal_at_start(session: WriteSession, keyring: Keyring) -> None:
    """Encrypt old and plain keys under the newest encryption key. Raises StartError if one cannot
    be opened."""
    rows = await store.lock_signing_keys(session)
    first_start = all(row.sealed is None for row in rows)
    for row in rows:
        if row.jwk is not None and first_start:
            await _seal(session, keyring, OKPKey.import_key(row.jwk))
            continue
        key = _opened_or_named(keyring, row)
        if row.sealed is not None and not keyring.is_newest(row.sealed):
            await _seal(session, keyring, key)


async def add(
    session: WriteSession, keyring: Keyring, now: datetime, *, at_once: bool = False
) -> str:
    """Add a key and return its id; ``at_once``: it replaces all others, readable or not. Raises
    StartError if a remaining key cannot be opened."""
    rows = await store.lock_signing_keys(session)
    if at_once:
        await store.forget_signing_keys(session, [row.kid for row in rows])
    else:
        for row in rows:
            _opened_or_named(keyring, row)
    key = new_signing_key()
    await store.add_signing_key(session, str(key.kid), _sealed(keyring, key), now)
    return str(key.kid)


async def _seal(session: WriteSession, keyring: Keyring, key: OKPKey) -> None:
    await store.seal_signing_key(session, str(key.kid), _sealed(keyring, key))


def _sealed(keyring: Keyring, key: OKPKey) -> bytes:
    return keyring.sealed(msgspec.json.encode(key.as_dict(private=True)).decode())


def _opened_or_named(keyring: Keyring, row: SigningKeyRow) -> OKPKey:
    try:
        return opened(keyring, row)
    except Unreadable as error:
        raise StartError(what_to_do(row.kid)) from error


def what_to_do(kid: str) -> str:
    """Return advice in one line."""
    return (
        f"BOUCLE_ENCRYPTION_KEY: the signing key {kid} cannot be decrypted with it; expected: the "
        "key that it was encrypted with, as the last line; if that is lost: python -m "
        "boucle.registry new-signing-key --at-once"
    )
