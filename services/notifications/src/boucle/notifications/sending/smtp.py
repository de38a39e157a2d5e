"""Send mails one at a time over an SMTP connection that stays open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

import aiosmtplib

from boucle.notifications.settings import NotificationsSettings

IDLE: Final = 10.0  # seconds after which a connection is not trusted any more


async def _nothing() -> None:
    """Do nothing before it leaves: nothing is to be stored."""


class PostAway(Exception):
    """The mail server cannot be reached, or refuses us: the mail is not to blame."""


@dataclass
class Refused(Exception):
    """The server rejects this mail: ``code`` 4xx, perhaps later; 5xx, for ever."""

    code: int

    def __str__(self) -> str:
        return f"SMTP {self.code}"

    @property
    def permanent(self) -> bool:
        return self.code >= 500


@dataclass
class MailPost:
    """Sends over SMTP. Errors carry the code of a reply only: its text may quote an address."""

    connection: Callable[[], aiosmtplib.SMTP]
    sender: str
    _smtp: aiosmtplib.SMTP | None = None
    _used_at: float = 0.0

    async def send(
        self, address: str, content: bytes, first: Callable[[], Awaitable[None]] = _nothing
    ) -> None:
        """Return once the server took the mail. ``address`` and ``content`` come from
        ``envelope.compose``. ``first`` is awaited between envelope and content: what must be stored
        before the mail may exist. Raise Refused or PostAway."""
        try:
            smtp = await self._connected()
            await smtp.mail(self.sender)
            await smtp.rcpt(address)
            await first()
            await smtp.data(content)
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as error:
            await self._reset()
            raise Refused(error.code) from None
        except aiosmtplib.SMTPResponseException as error:  # it is about us, not about the mail
            await self.close()
            raise PostAway(f"SMTP {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:
            await self.close()
            raise PostAway(type(error).__name__) from None
        except BaseException:
            await self.close()  # half an envelope must not precede the next mail
            raise
        self._used_at = monotonic()

    async def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    async def _reset(self) -> None:
        """Make the session ready for the next mail."""
        try:
            if self._smtp is not None:
                await self._smtp.rset()
        except (aiosmtplib.SMTPException, OSError):
            await self.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._smtp is not None:
            if self._smtp.is_connected and monotonic() - self._used_at < IDLE:
                return self._smtp
            await self.close()
        self._smtp = self.connection()
        await self._smtp.connect()
        self._used_at = monotonic()
        return self._smtp


def post_of(settings: NotificationsSettings) -> MailPost:
    password = settings.smtp_password

    def connection() -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username,
            password=password.get_secret_value() if password else None,
            start_tls=settings.smtp_starttls,
            timeout=settings.smtp_timeout,
            local_hostname=settings.mail_from.rpartition("@")[2],
        )

    return MailPost(connection, settings.mail_from)
