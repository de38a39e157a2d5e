"""What is said to a mail server, and when: a server that follows a script writes it down."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import aiosmtplib
import pytest

from boucle.local.mailsink.mailbox import SinkMailbox
from boucle.notifications.sending.smtp import MailPost, PostAway, Refused
from tests.integration.notifications.support import listening, post_to
from tests.kit import eventually

CONTENT = b"Subject: x\r\n\r\nbody\r\n"
TO = "a@company.example"
SAYS = {"EHLO": "250 script", "MAIL": "250", "RCPT": "250", "RSET": "250"}


class Script(asyncio.Protocol):
    """Answers each command by its verb; ``heard``: what each read of the network brought."""

    def __init__(self, says: Mapping[str, str], heard: list[bytes]) -> None:
        self.says, self.heard, self.in_content = says, heard, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._say("220 script")

    def data_received(self, data: bytes) -> None:
        self.heard.append(data)
        for line in data.decode().splitlines():
            if self.in_content:
                self._content(line)
            else:
                self._command(line.partition(" ")[0])

    def _content(self, line: str) -> None:
        if line == ".":
            self.in_content = False
            self._say(self.says.get(".", "250"))
            if "bye" in self.says:
                self._say(self.says["bye"])
                self.transport.close()

    def _command(self, verb: str) -> None:
        answer = self.says.get(verb, "354" if verb == "DATA" else "250")
        self.in_content = answer == "354"
        self._say(answer)

    def _say(self, line: str) -> None:
        self.transport.write(line.encode() + b"\r\n")


@asynccontextmanager
async def script(**more: str) -> AsyncIterator[tuple[MailPost, list[bytes], list[Script]]]:
    """A post to such a server, what it hears, and its conversations."""
    heard: list[bytes] = []
    talks: list[Script] = []

    def talk() -> Script:
        talks.append(Script({**SAYS, **more}, heard))
        return talks[-1]

    server = await asyncio.get_running_loop().create_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        post = MailPost(
            lambda: aiosmtplib.SMTP(hostname="127.0.0.1", port=port, timeout=5), "b@b.fr"
        )
        yield post, heard, talks
        await post.close()
        for one in talks:
            one.transport.close()


async def at_once() -> None:
    """Nothing is to be settled before."""


async def test_a_mail_is_one_command_after_the_other() -> None:
    async with script() as (post, heard, _):
        await post.send(TO, CONTENT, at_once)
        assert heard[1:] == [
            b"MAIL FROM:<b@b.fr>\r\n",
            b"RCPT TO:<a@company.example>\r\n",
            b"DATA\r\n",
            CONTENT + b".\r\n",
        ]


async def test_no_content_leaves_before_the_mail_before_is_settled() -> None:
    async with script() as (post, heard, _):

        async def first() -> None:
            heard.append(b"settled")

        await post.send(TO, CONTENT, first)
        assert heard[3:] == [b"settled", b"DATA\r\n", CONTENT + b".\r\n"]


async def test_what_cannot_be_settled_leaves_nothing_behind() -> None:
    async def first() -> None:
        raise LookupError

    async with script() as (post, heard, talks):
        with pytest.raises(LookupError):
            await post.send(TO, CONTENT, first)
        await post.send(TO, CONTENT, at_once)
        assert len(talks) == 2
        assert sum(CONTENT in one for one in heard) == 1


async def test_a_server_that_refuses_the_reader_is_sent_no_content() -> None:
    async with script(RCPT="550 unknown") as (post, heard, talks):
        for _ in range(2):
            with pytest.raises(Refused) as refused:
                await post.send(TO, CONTENT, at_once)
            assert refused.value.code == 550
        assert not any(CONTENT in one for one in heard)
        assert len(talks) == 1, "the conversation goes on"


async def test_a_server_that_refuses_us_is_away() -> None:
    async with script(MAIL="451 not now") as (post, heard, talks):
        for _ in range(2):
            with pytest.raises(PostAway, match="SMTP 451"):
                await post.send(TO, CONTENT, at_once)
        assert len(talks) == 2
        assert not any(CONTENT in one for one in heard)


async def test_a_farewell_between_two_mails_is_answered_by_calling_again() -> None:
    async with script(bye="421 closing") as (post, _, talks):
        await post.send(TO, CONTENT, at_once)
        await eventually(lambda: post._smtp is not None and not post._smtp.is_connected, within=5)
        await post.send(TO, CONTENT, at_once)
        assert len(talks) == 2


async def test_full_stops_arrive_as_written(tmp_path: Path) -> None:
    content = b"Subject: x\r\n\r\n.\r\n..two\r\n"
    server, sink = await listening(SinkMailbox(tmp_path))
    async with server:
        post = post_to(sink)
        await post.send(TO, content, at_once)
        await post.close()
    assert sink.mailbox.raw(1) == content
