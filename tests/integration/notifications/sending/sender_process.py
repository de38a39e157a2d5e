"""A sender and its recorder in a process of its own, to be killed.

Arguments: ``URL REGISTRY SMTP_PORT CLAIM_SECONDS``.
"""

import asyncio
import sys
from datetime import timedelta

import aiosmtplib
import httpx

from boucle.catalogue import load_catalogue
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.letters.links import Links
from boucle.notifications.mails.metrics import mail_metrics
from boucle.notifications.sending.recorder import Recorder
from boucle.notifications.sending.sender import Sender
from boucle.notifications.sending.smtp import MailPost
from boucle.notifications.sending.writer import Writer
from boucle.platform.clock import system_clock
from boucle.platform.db import Database
from boucle.platform.telemetry.metrics import new_metrics


async def main(url: str, registry: str, smtp_port: str, claim: str) -> None:
    async with Database(url, pool_size=3) as database, httpx.AsyncClient() as http:
        sender = Sender(
            database=database,
            directory=DirectoryClient(http, registry, "notifications", "secret", system_clock),
            post=MailPost(
                lambda: aiosmtplib.SMTP(hostname="127.0.0.1", port=int(smtp_port), timeout=5),
                "boucle@boucle.example",
            ),
            writer=Writer(
                Links(b"k" * 32, "https://boucle.example"),
                load_catalogue(),
                "boucle@boucle.example",
            ),
            clock=system_clock,
            metrics=mail_metrics(new_metrics("notifications")),
            wake=asyncio.Event(),
            claimed_for=timedelta(seconds=float(claim)),
        )
        recorder = Recorder(database, system_clock, sender.accepted)
        stop = asyncio.Event()
        await asyncio.gather(sender.run(stop), recorder.run(stop))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:5]))
