"""A sender killed between the mail server's yes and its own mark."""

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

from boucle.local.mailsink.mailbox import SinkMailbox
from tests.integration.notifications.support import Office, a_life, listening, published
from tests.kit import eventually

CLAIM_SECONDS = "2"


class Assassin(SinkMailbox):
    """Keeps each mail, and kills the sender before it hears so, once, at the nth mail."""

    def __init__(self, directory: Path, nth: int) -> None:
        super().__init__(directory)
        self.left, self.victim = nth, 0

    def add(self, content: bytes, sender: str, recipients: list[str], at: datetime) -> int:
        number = super().add(content, sender, recipients, at)
        self.left -= 1
        if self.left == 0:
            os.kill(self.victim, signal.SIGKILL)
        return number


@asynccontextmanager
async def sending(office: Office, port: int) -> AsyncIterator[int]:
    """A sender process, killed at the end if it still lives."""
    process = subprocess.Popen(  # noqa: ASYNC220 - started, not waited for
        [
            sys.executable,
            "-m",
            "tests.integration.notifications.sending.sender_process",
            office.database.url,
            office.registry.url,
            str(port),
            CLAIM_SECONDS,
        ],
        cwd=Path(__file__).parents[4],
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
        await office.hear(published(a_life(*pair)))
    assassin = Assassin(tmp_path / "killed", nth=7)
    server, sink = await listening(assassin)
    async with server:
        async with sending(office, sink.port) as pid:
            assassin.victim = pid
            await eventually(lambda: assassin.left <= 0, within=60)
        due = await office.rows("select state from mail where state in ('due', 'sending')")
        assert len(due) == 14, "work was in flight when it died"

        async with sending(office, sink.port):

            async def all_sent() -> bool:
                states = await office.rows("select state from mail where state <> 'sent'")
                return not states

            await eventually(all_sent, within=60)
    copies = Counter(one.message_id for one in assassin.find())
    assert len(copies) == 20
    assert sum(copies.values()) == 21
    events = await office.outbox()
    assert {one.type for one in events} == {"introduction.sent.v1"}
    last = {one.subject: one.data for one in events}
    assert len(last) == 10
    assert all(party.sent_at for data in last.values() for party in data.parties)
