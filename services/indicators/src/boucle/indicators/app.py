"""Compose indicators: what it consumes, what it answers. Nothing is built on import."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from boucle.catalogue import load_catalogue
from boucle.contract.given import REGISTRY_VERSIONS
from boucle.indicators.facts.consumer import CONSUMED, CONSUMER, record_facts
from boucle.indicators.facts.wire import report_unit_of
from boucle.indicators.operations.audit import audit_command
from boucle.indicators.operations.rebuild import rebuild
from boucle.indicators.operations.restore import after_restore
from boucle.indicators.stored.computing import compute_figures
from boucle.indicators.stored.measures import late_figures
from boucle.platform.bus import Access
from boucle.platform.http import GuardedRouter
from boucle.platform.process.restore import after_restore_command
from boucle.platform.process.service import Resources, Service, consumer_task
from boucle.platform.process.tasks import Task
from boucle.platform.process.verdict import rebuild_command
from boucle.platform.revocation import TOPIC as PRINCIPAL
from boucle.platform.revocation import follow_revocations
from boucle.platform.settings import ServiceSettings

PRINCIPALS = "indicators.principals"


def _tasks(resources: Resources) -> list[Task]:
    consumer = resources.consumer(
        CONSUMER,
        CONSUMED,
        record_facts(report_unit_of(load_catalogue()), resources.clock),
        gather=0.5,
    )
    principals = resources.consumer(PRINCIPALS, (PRINCIPAL,), follow_revocations)
    database, clock = resources.database, resources.clock
    figures = partial(compute_figures, database, clock, lambda: consumer.lag)
    late = late_figures(database, clock, resources.metrics)
    return [
        Task("facts", consumer.run),
        consumer_task(principals),
        Task("figures", figures),
        Task("late figures", late.run),
    ]


def _routers(_resources: Resources) -> Iterable[GuardedRouter]:
    from boucle.indicators.api import router  # noqa: PLC0415  not for the worker
    from boucle.platform.process.operating import operating_router  # noqa: PLC0415

    return (router, operating_router("indicators"))


SERVICE: Service[ServiceSettings] = Service(
    name="indicators",
    settings=ServiceSettings,
    migrations=Path(__file__).parent / "migrations",
    routers=_routers,
    tasks=_tasks,
    giver=REGISTRY_VERSIONS,
    access=Access(reads=(*CONSUMED, PRINCIPAL), groups=(CONSUMER, PRINCIPALS)),
    commands={
        "audit": audit_command(lambda: SERVICE),
        "after-restore": after_restore_command(lambda: SERVICE, after_restore),
        "rebuild": rebuild_command(lambda: SERVICE, rebuild),
    },
)
