"""The SMTP side: accept everything for everybody, or fail on demand.

A protocol of its own, as plain as the sink: it shares the machine with the system that it serves
(ADR 0005).
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from boucle.local.mailsink.mailbox import Mailbox

_PATH = re.compile(r"(?:FROM|TO):\s*<([^<>\s]*)>", re.IGNORECASE)
_LONGEST_LINE, _LARGEST = 4096, 32 * 2**20
_EXTENSIONS = ("boucle-mail", "PIPELINING", "8BITMIME", "SMTPUTF8", f"SIZE {_LARGEST}", "HELP")


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


class Receiver(asyncio.Protocol):
    """One SMTP conversation (RFC 5321, 2920): a message is on disk before it is acknowledged."""

    def __init__(self, mailbox: Mailbox, behaviour: Behaviour) -> None:
        self._mailbox = mailbox
        self._behaviour = behaviour
        self._unread = b""
        self._sender: str | None = None
        self._recipients: list[str] = []
        self._in_content = False
        self._answers: Mapping[str, Callable[[str], str]] = {
            "EHLO": self._extended, "HELO": self._hello, "MAIL": self._mail, "RCPT": self._rcpt,
            "DATA": self._data, "RSET": self._reset, "NOOP": lambda _: "250 OK",
            "HELP": lambda _: "214 it keeps what it is sent", "VRFY": lambda _: "252 send, and see",
        }  # fmt: skip

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._say("220 boucle-mail keeps what it is sent")

    def data_received(self, data: bytes) -> None:
        self._unread += data
        while not self._transport.is_closing():
            read = self._read_content if self._in_content else self._read_command
            if not read():
                break

    # --- reading -----------------------------------------------------------------------------

    def _read_command(self) -> bool:
        line, end, rest = self._unread.partition(b"\n")
        if not end:
            if len(line) > _LONGEST_LINE:
                self._hang_up("500 this line has no end")
            return False
        self._unread = rest
        verb, _, argument = line.decode("utf-8", "replace").strip().partition(" ")
        if verb.upper() == "QUIT":
            self._hang_up("221 bye")
        else:
            answer = self._answers.get(verb.upper())
            self._say(answer(argument) if answer else "502 not spoken here")
        return True

    def _read_content(self) -> bool:
        if self._unread.startswith(b".\r\n"):
            content, rest = b"", self._unread[3:]
        else:
            content, end, rest = self._unread.partition(b"\r\n.\r\n")
            if not end:
                if len(content) > _LARGEST:
                    self._hang_up("552 this message is too large")
                return False
            content += b"\r\n"
        self._unread, self._in_content = rest, False
        self._say(self._kept(content.replace(b"\r\n..", b"\r\n.")))
        return True

    def _kept(self, content: bytes) -> str:
        sender, recipients = self._sender or "", self._recipients
        self._reset("")
        number = self._mailbox.add(content, sender, recipients, datetime.now(UTC))
        return f"250 kept as message {number}"

    # --- answering ---------------------------------------------------------------------------

    def _say(self, line: str) -> None:
        self._transport.write(line.encode() + b"\r\n")

    def _hang_up(self, line: str) -> None:
        self._say(line)
        self._transport.close()

    def _extended(self, _: str) -> str:
        self._reset("")
        return "\r\n".join(f"250-{one}" for one in _EXTENSIONS[:-1]) + f"\r\n250 {_EXTENSIONS[-1]}"

    def _hello(self, _: str) -> str:
        self._reset("")
        return "250 boucle-mail"

    def _mail(self, argument: str) -> str:
        path = _PATH.match(argument)
        if path is None:
            return "501 expected: MAIL FROM:<address>"
        self._reset("")
        self._sender = path[1]
        return "250 OK"

    def _rcpt(self, argument: str) -> str:
        path = _PATH.match(argument)
        if path is None or self._sender is None:
            return "503 MAIL first" if path else "501 expected: RCPT TO:<address>"
        fault = self._behaviour.next_fault()
        if fault is None:
            self._recipients.append(path[1])
        return fault or "250 OK"

    def _data(self, _: str) -> str:
        if not self._recipients:
            return "503 RCPT first"
        self._in_content = True
        return "354 the message, then a full stop alone"

    def _reset(self, _: str) -> str:
        self._sender, self._recipients = None, []
        return "250 OK"


def protocol(mailbox: Mailbox, behaviour: Behaviour) -> Receiver:
    """One SMTP conversation."""
    return Receiver(mailbox, behaviour)
