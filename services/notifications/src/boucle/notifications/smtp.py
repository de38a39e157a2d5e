"""The way out: one SMTP connection, kept open, one mail at a time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

import aiosmtplib

IDLE: Final = 10.0  # seconds after which a connection is not trusted any more


class PostAway(Exception):
    """The mail server cannot be reached, or refuses us: nothing is known against the mail."""


@dataclass
class Refused(Exception):
    """The server does not take this mail: ``code`` 4xx, perhaps later; 5xx, never."""

    code: int

    def __str__(self) -> str:
        return f"SMTP {self.code}"

    @property
    def permanent(self) -> bool:
        return self.code >= 500


@dataclass
class Post:
    """Sends over SMTP. Replies are told by their code only: their text may quote an address."""

    connection: Callable[[], aiosmtplib.SMTP]
    sender: str
    _smtp: aiosmtplib.SMTP | None = None
    _used_at: float = 0.0

    async def send(
        self, address: str, content: bytes, first: Callable[[], Awaitable[None]]
    ) -> None:
        """Returns once the server took the mail. Raises Refused or PostAway.

        ``first`` is awaited after the envelope and before the content: what must be settled
        before the mail may exist, while the server is already busy.
        """
        smtp = await self._connected()
        try:
            await smtp.mail(self.sender)
            await smtp.rcpt(address)
            await first()
            await smtp.data(content)
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as error:
            await self._reset(smtp)
            raise Refused(error.code) from None
        except aiosmtplib.SMTPResponseException as error:  # of the sender, of the session
            await self.close()
            raise PostAway(f"SMTP {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:
            await self.close()
            raise PostAway(type(error).__name__) from None
        except BaseException:
            await self.close()  # an envelope half told must not meet the next mail
            raise
        self._used_at = monotonic()

    async def _reset(self, smtp: aiosmtplib.SMTP) -> None:
        try:
            await smtp.rset()
        except (aiosmtplib.SMTPException, OSError):
            await self.close()

    async def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._smtp is not None and self._smtp.is_connected:
            if monotonic() - self._used_at < IDLE:
                return self._smtp
            await self.close()
        smtp = self.connection()
        try:
            await smtp.connect()
        except aiosmtplib.SMTPResponseException as error:
            smtp.close()
            raise PostAway(f"SMTP {error.code}") from None
        except (TimeoutError, aiosmtplib.SMTPException, OSError) as error:
            smtp.close()
            raise PostAway(type(error).__name__) from None
        self._smtp, self._used_at = smtp, monotonic()
        return smtp
