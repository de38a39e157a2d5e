"""Define what subscriptions ask of the service around them; its ``app`` brings both."""

from collections.abc import Collection
from typing import Protocol

from boucle.platform.identity import Principal


class PrincipalsAway(Exception):
    """Nobody can say now what a principal may see."""


class Principals(Protocol):
    """Says what a principal may see now."""

    async def principals(self, clients: Collection[str]) -> dict[str, Principal]:
        """Return those that are not revoked, by client id. Raise PrincipalsAway."""


class MailAway(Exception):
    """The mail server cannot be reached: the mail is not to blame."""


class MailRefused(Exception):
    """The mail server rejects this mail, now or ever."""

    def __init__(self, code: int, *, permanent: bool) -> None:
        super().__init__(f"SMTP {code}")
        self.code, self.permanent = code, permanent


class Mailer(Protocol):
    """Sends one mail from ``sender``."""

    @property
    def sender(self) -> str: ...

    async def send(self, address: str, content: bytes) -> None:
        """Return once the server took it. Raise MailAway, MailRefused."""
