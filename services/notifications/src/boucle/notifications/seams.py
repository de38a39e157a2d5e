"""Give subscriptions what it needs of notifications: visibility, and mail."""

from collections.abc import Collection
from dataclasses import dataclass

from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.sending.smtp import MailPost, PostAway, Refused
from boucle.notifications.subscriptions.ports import MailAway, MailRefused, PrincipalsAway
from boucle.platform.identity import Principal


@dataclass(frozen=True, slots=True)
class DirectoryPrincipals:
    """Principals as registry answers them."""

    directory: DirectoryClient

    async def principals(self, clients: Collection[str]) -> dict[str, Principal]:
        try:
            return await self.directory.principals(clients)
        except DirectoryAway as error:
            raise PrincipalsAway(str(error)) from error


@dataclass(frozen=True, slots=True)
class PostMailer:
    """Sends by a connection of its own, of the same kind as letters."""

    post: MailPost

    @property
    def sender(self) -> str:
        return self.post.sender

    async def send(self, address: str, content: bytes) -> None:
        try:
            await self.post.send(address, content)
        except PostAway as error:
            raise MailAway(str(error)) from error
        except Refused as error:
            raise MailRefused(error.code, permanent=error.permanent) from error
