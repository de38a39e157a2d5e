"""A sender killed between the mail server's yes and its own mark."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session

from boucle.common.testing import eventually
from boucle.local.mailsink.mailbox import Mailbox
from tests.integration.notifications.support import Office, a_life, told

CLAIM_SECONDS = "2"


class Assassin:
    """Keeps each mail, and kills the sender before saying so to it, once, at the nth mail."""

    def __init__(self, mailbox: Mailbox, nth: int) -> None:
        self.mailbox, self.left, self.victim = mailbox, nth, 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        self.mailbox.add(content, envelope.mail_from or "", envelope.rcpt_tos, datetime.now(UTC))
        self.left -= 1
        if self.left == 0:
            os.kill(self.victim, signal.SIGKILL)
        return "250 kept"


@asynccontextmanager
async def sending(office: Office, port: int) -> AsyncIterator[int]:
    """A sender process, killed at the end if it still lives."""
    process = subprocess.Popen(  # noqa: ASYNC220 - started, not waited for
        [
            sys.executable,
            "-m",
            "tests.integration.notifications.sender_process",
            office.database.url,
            office.registry.url,
            str(port),
            CLAIM_SECONDS,
        ],
        cwd=Path(__file__).parents[3],
    )
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


async def test_a_kill_after_the_server_s_yes_sends_at_most_one_copy_more(
    office: Office, tmp_path: Path
) -> None:
    office.clock.set(datetime.now(UTC))
    for _ in range(10):
        pair = uuid4(), uuid4()
        office.registry.add(*pair)
        await office.hear(told(a_life(*pair)))
    mailbox = Mailbox(tmp_path / "killed")
    assassin = Assassin(mailbox, nth=7)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(assassin, hostname="sink"), "127.0.0.1", 0
    )
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with sending(office, port) as pid:
            assassin.victim = pid
            await eventually(lambda: assassin.left <= 0, within=60)
        due = await office.rows("select state from mail where state in ('due', 'sending')")
        assert len(due) == 14, "work was in flight when it died"

        async with sending(office, port):

            async def all_sent() -> bool:
                states = await office.rows("select state from mail where state <> 'sent'")
                return not states

            await eventually(all_sent, within=60)
    copies = Counter(one.message_id for one in mailbox.find())
    assert len(copies) == 20
    assert sum(copies.values()) == 21
    assert [one.type for one in await office.outbox()] == ["introduction.sent.v1"] * 10
