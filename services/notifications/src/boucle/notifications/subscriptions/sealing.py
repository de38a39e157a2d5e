"""Seal webhooks' secrets, and the addresses of their contacts."""

from boucle.platform.sealing import Keyring, Unreadable

_PURPOSE = b"webhooks\0sealed at rest"

__all__ = ["Sealer", "Unreadable"]


class Sealer(Keyring):
    """``keys`` are those of ``BOUCLE_LINK_KEY``, the newest first."""

    def __init__(self, *keys: bytes) -> None:
        super().__init__(_PURPOSE, *keys)
