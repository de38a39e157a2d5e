"""Send mails one at a time over an SMTP connection that stays open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final, NoReturn

import aiosmtplib

from boucle.notifications.sending.pipelining import PipelinedSmtp

IDLE: Final = 10.0  # seconds after which a connection is not trusted any more
_TAKEN, _GO_ON, _REFUSED = 250, 354, 400


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
    _pipelined: PipelinedSmtp | None = None
    _used_at: float = 0.0

    async def send(
        self, address: str, content: bytes, first: Callable[[], Awaitable[None]]
    ) -> None:
        """Return once the server took the mail. ``address`` and ``content`` come from
        ``envelope.compose``. ``first`` is awaited between envelope and content: what must be stored
        before the mail may exist, while the server is already busy. Raise Refused or PostAway."""
        pipelined = await self._connected()
        try:
            await self._envelope(pipelined, address)
            await first()
            [code] = await pipelined.ask([_quoted(content)])
            if code != _TAKEN:
                await self._refused(pipelined, code)
        except OSError as error:
            await self.close()
            raise PostAway(type(error).__name__) from None
        except (Refused, PostAway):
            raise
        except BaseException:
            await self.close()  # half an envelope must not precede the next mail
            raise
        self._used_at = monotonic()

    async def _envelope(self, pipelined: PipelinedSmtp, address: str) -> None:
        """Return when the server waits for the content. Raise Refused or PostAway."""
        codes = await pipelined.ask(
            (
                f"MAIL FROM:<{self.sender}>\r\n".encode("ascii"),
                f"RCPT TO:<{address}>\r\n".encode("ascii"),
                b"DATA\r\n",
            )
        )
        if codes[0] != _TAKEN:  # it is about us, not about the mail
            await self.close()
            raise PostAway(f"SMTP {codes[0]}")
        if codes[1] >= _REFUSED:
            if codes[-1] == _GO_ON:  # RFC 2920: it may wait for the content of a mail to nobody
                await pipelined.ask([b".\r\n"])
            await self._refused(pipelined, codes[1])
        if codes[-1] != _GO_ON:
            await self._refused(pipelined, codes[-1])

    async def _refused(self, pipelined: PipelinedSmtp, code: int) -> NoReturn:
        try:
            await pipelined.ask([b"RSET\r\n"])
        except OSError:
            await self.close()
        raise Refused(code)

    async def close(self) -> None:
        smtp, self._smtp, self._pipelined = self._smtp, None, None
        if smtp is not None:
            smtp.close()

    async def _connected(self) -> PipelinedSmtp:
        if self._pipelined is not None:
            if self._pipelined.is_open and monotonic() - self._used_at < IDLE:
                return self._pipelined
            await self.close()
        smtp = self.connection()
        try:
            await smtp.connect()
            if smtp.is_ehlo_or_helo_needed:
                await smtp.ehlo()
        except aiosmtplib.SMTPResponseException as error:
            smtp.close()
            raise PostAway(f"SMTP {error.code}") from None
        except (TimeoutError, aiosmtplib.SMTPException, OSError) as error:
            smtp.close()
            raise PostAway(type(error).__name__) from None
        self._smtp, self._pipelined, self._used_at = smtp, PipelinedSmtp(smtp), monotonic()
        return self._pipelined


def _quoted(content: bytes) -> bytes:
    """Escape for DATA: ``content`` has whole lines, and none may be a full stop alone."""
    return content.replace(b"\r\n.", b"\r\n..") + b".\r\n"
