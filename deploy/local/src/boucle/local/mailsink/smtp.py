"""Serve SMTP: accept everything for everybody, or fail on demand."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session

from boucle.local.mailsink.forwarding import Forwarding
from boucle.local.mailsink.mailbox import SinkMailbox

_HANDED: Final[set["asyncio.Task[None]"]] = set()
_END: Final = b".\r\n"
"""A line that is a full stop alone ends the content."""


@dataclass
class Behaviour:
    """A fault to play: answer the next `count` recipients with this code (4xx or 5xx)."""

    smtp_code: int = 250
    count: int = 0

    def next_fault(self) -> str | None:
        if self.count <= 0:
            return None
        self.count -= 1
        return f"{self.smtp_code} made to fail, {self.count} more to come"


class Receiver:
    """Handles aiosmtpd's events: a message is on disk before it is acknowledged."""

    def __init__(
        self, mailbox: SinkMailbox, behaviour: Behaviour, forwarding: Forwarding | None = None
    ) -> None:
        self._mailbox = mailbox
        self._behaviour = behaviour
        self._forwarding = forwarding

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, says: list[str]
    ) -> list[str]:
        """Offer pipelining: aiosmtpd reads one command after the other, and RFC 2920 asks no
        more."""
        session.host_name = hostname
        return [*says[:-1], "250-PIPELINING", says[-1]]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._behaviour.next_fault()
        if fault is not None:
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        number = self._mailbox.add(
            content, envelope.mail_from or "", envelope.rcpt_tos, datetime.now(UTC)
        )
        if self._forwarding is not None and self._forwarding.concerns(envelope.rcpt_tos):
            task = asyncio.create_task(self._forwarding.forward(content))
            _HANDED.add(task)  # a task without a reference may vanish
            task.add_done_callback(_HANDED.discard)
        return f"250 kept as message {number}"


class Server(SMTP):
    """Reads content faster than aiosmtpd, whose reading by line is half the cost of a mail."""

    line_length_limit = 32 * 2**20  # aiosmtpd's name for its reader's buffer

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        envelope, transport = self.envelope, self.transport
        if arg or envelope is None or transport is None or not envelope.rcpt_tos:
            await super().smtp_DATA(arg)  # it refuses
            return
        await self.push("354 the message, then a full stop alone")
        try:
            envelope.original_content = await self._content()
        except asyncio.LimitOverrunError:
            await self.push("552 this message is too large")
            transport.close()
            return
        status = await self._call_handler_hook("DATA")
        self.envelope = Envelope()
        await self.push(status)

    async def _content(self) -> bytes:
        """Read the lines before the last one, each as it was before SMTP. Raise
        LimitOverrunError."""
        read = b"\r\n"
        while not read.endswith(b"\r\n" + _END):
            read += await self._reader.readuntil(_END)
        return read.removesuffix(_END).replace(b"\r\n..", b"\r\n.").removeprefix(b"\r\n")


def protocol(
    mailbox: SinkMailbox, behaviour: Behaviour, forwarding: Forwarding | None = None
) -> SMTP:
    return Server(
        Receiver(mailbox, behaviour, forwarding), hostname="boucle-mail", enable_SMTPUTF8=True
    )
