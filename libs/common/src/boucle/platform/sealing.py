"""Encrypt what nobody may read in a database or its backup, under versioned keys. A sealed text is
a compact JWE (RFC 7516; ``dir``, AES-256-GCM by joserfc): it is authenticated, and its ``kid``
names its key."""

import hmac
from functools import lru_cache
from typing import NamedTuple

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_KEPT = 1_000  # texts opened and remembered


class Unreadable(Exception):
    """The text is sealed under none of the keys, or was changed."""


class Opened(NamedTuple):
    """``key_id`` is the key that it was sealed under."""

    text: str
    key_id: str


class Keyring:
    """``keys``: at least 32 bytes each, newest first: the first seals, all open. ``purpose``: a
    text sealed for another purpose cannot be opened, or put in its place."""

    def __init__(self, purpose: bytes, *keys: bytes) -> None:
        derived = [hmac.digest(key, purpose, "sha256") for key in keys]
        self._keys = {
            hmac.digest(key, b"id", "sha256")[:4].hex(): OctKey.import_key(key) for key in derived
        }
        self.newest = next(iter(self._keys))
        """The id of the key that seals."""
        self.looked_into = lru_cache(maxsize=_KEPT)(self._looked_into)

    def sealed(self, text: str) -> bytes:
        header = {"alg": "dir", "enc": "A256GCM", "kid": self.newest}
        return jwe.encrypt_compact(header, text.encode(), self._keys[self.newest]).encode()

    def opened(self, sealed: bytes) -> str:
        """Return the text. Raises Unreadable."""
        return self.looked_into(sealed).text

    def opens(self, sealed: bytes) -> bool:
        try:
            self.looked_into(sealed)
        except Unreadable:
            return False
        return True

    def is_newest(self, sealed: bytes) -> bool:
        """Tell whether the newest key sealed it. Raises Unreadable."""
        return self.looked_into(sealed).key_id == self.newest

    def _looked_into(self, sealed: bytes) -> Opened:
        for key_id, key in self._keys.items():  # texts of before have no ``kid``
            try:
                text = (jwe.decrypt_compact(sealed, key).plaintext or b"").decode()
            except (JoseError, ValueError):
                continue
            return Opened(text, key_id)
        raise Unreadable("sealed under another key")
