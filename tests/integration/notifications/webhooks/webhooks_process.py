"""A feeder and a deliverer in a process of their own, to be killed.

Arguments: ``URL REGISTRY CLAIM_SECONDS``.
"""

import asyncio
import random
import sys
from datetime import timedelta
from ipaddress import ip_network

import httpx

from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.seams import DirectoryPrincipals
from boucle.notifications.subscriptions.outbound import CallPolicy, OutboundClient
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks.deliverer import Deliverer
from boucle.notifications.subscriptions.webhooks.feeder import Feeder
from boucle.notifications.subscriptions.webhooks.metrics import webhook_metrics
from boucle.platform.clock import system_clock
from boucle.platform.db import Database
from boucle.platform.telemetry.metrics import new_metrics

# As in the support of these tests, which takes seconds to import.
KEY = b"k" * 32
HERE = CallPolicy(allowed=[ip_network("127.0.0.0/8")])


async def main(url: str, registry: str, claim: str) -> None:
    wake, stop = asyncio.Event(), asyncio.Event()
    metrics = webhook_metrics(new_metrics("notifications"))
    async with (
        Database(url, pool_size=4, by_key=True) as database,
        httpx.AsyncClient() as http,
        OutboundClient(HERE) as client,
    ):
        directory = DirectoryClient(http, registry, "notifications", "secret", system_clock)
        deliverer = Deliverer(
            database=database,
            client=client,
            sealer=Sealer(KEY),
            clock=system_clock,
            chance=random.random,
            metrics=metrics,
            wake=wake,
            claimed_for=timedelta(seconds=float(claim)),
        )
        feeder = Feeder(database, DirectoryPrincipals(directory), system_clock, metrics, wake)
        await asyncio.gather(feeder.run(stop), deliverer.run(stop))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
