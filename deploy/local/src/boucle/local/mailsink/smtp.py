"""The SMTP side: accept everything for everybody, or fail on demand."""

from dataclasses import dataclass
from datetime import UTC, datetime

from aiosmtpd.smtp import SMTP, Envelope, Session

from boucle.local.mailsink.mailbox import Mailbox


@dataclass
class Behaviour:
    """A fault to play: answer the next `count` recipients with this code (4xx or 5xx)."""

    smtp_code: int = 250
    count: int = 0

    def next_fault(self) -> str | None:
        if self.count <= 0:
            return None
        self.count -= 1
        return f"{self.smtp_code} told to fail, {self.count} more to come"


class Receiver:
    """aiosmtpd's handler: a message is on disk before it is acknowledged."""

    def __init__(self, mailbox: Mailbox, behaviour: Behaviour) -> None:
        self._mailbox = mailbox
        self._behaviour = behaviour

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, says: list[str]
    ) -> list[str]:
        """aiosmtpd reads one command after the other from what came: RFC 2920 asks no more."""
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
        return f"250 kept as message {number}"


def protocol(mailbox: Mailbox, behaviour: Behaviour) -> SMTP:
    """One SMTP conversation."""
    return SMTP(Receiver(mailbox, behaviour), hostname="boucle-mail", enable_SMTPUTF8=True)
