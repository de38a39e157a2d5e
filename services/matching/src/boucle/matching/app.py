"""Compose matching: what its processes run. Nothing is built on import."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.given import REGISTRY_VERSIONS
from boucle.matching.crowds.use_cases import partitioning
from boucle.matching.disclosures import metrics as disclosure_metrics
from boucle.matching.lists.partitions import GROUP
from boucle.matching.lives import consumers
from boucle.matching.markets import consumers as sharing_consumers
from boucle.matching.markets.metrics import MarketMetrics
from boucle.matching.markets.worker import MarketWorker
from boucle.matching.notes import erasing as notes
from boucle.matching.operations.audit.command import audit_command
from boucle.matching.operations.disclosures.command import verify_disclosures_command
from boucle.matching.scoring import Rules
from boucle.matching.settings import MatchingSettings
from boucle.platform.bus import Access
from boucle.platform.http import GuardedRouter
from boucle.platform.process.restore import after_restore_command
from boucle.platform.process.service import Resources, Service, consumer_task
from boucle.platform.process.tasks import Task
from boucle.platform.process.verdict import Say, rebuild_command
from boucle.platform.recovery.restored_log import Restored
from boucle.platform.revocation import TOPIC as PRINCIPAL
from boucle.platform.revocation import follow_revocations

PRINCIPALS = "matching.principals"


def tasks(resources: Resources[MatchingSettings]) -> list[Task]:
    """Return lists, consumers of introductions, sites, revoked principals and erased persons, the
    clock of contracts, the counting of crowds, and groups."""
    from boucle.matching.lists.worker import ListWorker  # noqa: PLC0415  with numba: not for the API

    disclosure_metrics.measured(resources.database, resources.metrics)
    worker = ListWorker(
        database=resources.database,
        bus=resources.bus,
        rules=Rules(load_catalogue()),
        clock=resources.clock,
        metrics=resources.metrics,
    )
    introductions = resources.consumer(
        consumers.INTRODUCTIONS,
        ("introduction",),
        consumers.follow_introductions(resources.clock),
        gather=0.2,
    )
    sites = resources.consumer(
        consumers.SITES,
        consumers.SITES_TOPICS,
        consumers.save_sites_and_settings(resources.clock),
        gather=0.5,
    )
    principals = resources.consumer(PRINCIPALS, (PRINCIPAL,), follow_revocations)
    erasures = resources.consumer(
        notes.NAME, notes.TOPICS, notes.follow_erasures(resources.settings.persons)
    )
    old_notes = notes.forgetting(resources.database, resources.clock, resources.settings.note_days)
    due = consumers.due_dates(
        resources.database, resources.clock, every=resources.settings.due_seconds
    )
    return [
        Task("lists", worker.run, (worker.check,)),
        consumer_task(introductions),
        consumer_task(sites),
        consumer_task(principals),
        consumer_task(erasures),
        Task("old notes", old_notes.run),
        Task("due dates", due.run),
        Task("crowds", partitioning(resources.database).run),
        *_group_tasks(resources),
    ]


def _group_tasks(resources: Resources[MatchingSettings]) -> list[Task]:
    """Return the consumers and workers of sharing and its groups."""
    database, wake = resources.database, asyncio.Event()
    metrics = MarketMetrics(resources.metrics)
    worker = MarketWorker(database, resources.clock, metrics, wake)
    declared = resources.consumer(
        sharing_consumers.SHARINGS,
        sharing_consumers.TOPICS,
        sharing_consumers.follow_sharings(resources.clock, wake),
    )
    return [
        consumer_task(declared),
        Task("groups", worker.run, (worker.check,)),
        Task("group count", metrics.counting(database, resources.clock).run),
    ]


def routers(resources: Resources[MatchingSettings]) -> Iterable[GuardedRouter]:
    from boucle.matching.api.routes import ROUTERS  # noqa: PLC0415  not for the worker
    from boucle.platform.process.operating import operating_router  # noqa: PLC0415

    disclosure_metrics.measured(resources.database, resources.metrics)
    return (*ROUTERS, operating_router("matching"))


async def _after_restore(resources: Resources[Any], discard: bool) -> Restored:
    from boucle.matching.operations.restore import after_restore  # noqa: PLC0415  late, as the worker

    return await after_restore(resources, discard)


async def _rebuild(resources: Resources[Any], wait: float, dry_run: bool, say: Say) -> int:
    from boucle.matching.operations.rebuild.command import rebuild  # noqa: PLC0415  late, as the worker

    return await rebuild(resources, wait, dry_run, say)


SERVICE: Service[MatchingSettings] = Service(
    name="matching",
    settings=MatchingSettings,
    migrations=Path(__file__).parent / "migrations",
    routers=routers,
    tasks=tasks,
    giver=REGISTRY_VERSIONS,
    access=Access(
        writes=("lists", "life", "group"),
        reads=(
            *("territory", "site", "establishments", "flow", "sharing"),
            *("lists", "life", "group", "introduction", *notes.TOPICS, PRINCIPAL),
        ),
        groups=(
            *(GROUP, consumers.INTRODUCTIONS, consumers.SITES, sharing_consumers.SHARINGS),
            *(notes.NAME, PRINCIPALS),
        ),
    ),
    commands={
        "after-restore": after_restore_command(lambda: SERVICE, _after_restore),
        "audit": audit_command(lambda: SERVICE),
        "rebuild": rebuild_command(lambda: SERVICE, _rebuild),
        "verify-disclosures": verify_disclosures_command(lambda: SERVICE),
    },
)
