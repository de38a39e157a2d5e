"""What subscriptions ask of the service that they are part of. Its ``app`` brings both."""

from collections.abc import Collection
from typing import Protocol

from boucle.platform.identity import Principal


class PrincipalsAway(Exception):
    """Nobody can say now what a principal may see."""


class Principals(Protocol):
    """Says what a principal may see now."""

    async def principals(self, clients: Collection[str]) -> dict[str, Principal]:
        """Those that are not revoked, by client id. Raises PrincipalsAway."""


class MailAway(Exception):
    """The mail server cannot be reached: nothing is known against the mail."""


class MailRefused(Exception):
    """The mail server does not take this mail, now or ever."""

    def __init__(self, code: int, *, permanent: bool) -> None:
        super().__init__(f"SMTP {code}")
        self.code, self.permanent = code, permanent


class Mailer(Protocol):
    """Sends one mail from ``sender``."""

    @property
    def sender(self) -> str: ...

    async def send(self, address: str, content: bytes) -> None:
        """Returns once the server took it. Raises MailAway, MailRefused."""
