"""What nobody may read in the database or a backup of it: secrets, and the address of a contact.

AES-GCM (JWE of joserfc, as the feed's cursors) under a key derived from ``BOUCLE_LINK_KEY``.
"""

import hmac
from functools import lru_cache

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEADER = {"alg": "dir", "enc": "A256GCM"}
_PURPOSE = b"webhooks\0sealed at rest"


class Unreadable(Exception):
    """Sealed under another key."""


class Sealer:
    """``key``: ``BOUCLE_LINK_KEY``."""

    def __init__(self, key: bytes) -> None:
        self._key = OctKey.import_key(hmac.digest(key, _PURPOSE, "sha256"))
        self.opened = lru_cache(maxsize=1000)(self._opened)
        """The text. Raises Unreadable."""

    def sealed(self, text: str) -> bytes:
        return jwe.encrypt_compact(_HEADER, text.encode(), self._key).encode()

    def _opened(self, sealed: bytes) -> str:
        try:
            return (jwe.decrypt_compact(sealed, self._key).plaintext or b"").decode()
        except (JoseError, ValueError) as error:
            raise Unreadable("sealed under another BOUCLE_LINK_KEY") from error
