"""Run the processes of a service: ``api`` answers HTTP, ``worker`` consumes and publishes, and
others run what must not wait for either."""

import asyncio

from boucle.platform.http.app import create_app
from boucle.platform.outbox.relay import Relay
from boucle.platform.periodic import Periodic
from boucle.platform.process.certificates import Certificates
from boucle.platform.process.checks import backlog_check, broker_check, database_check
from boucle.platform.process.halts import forget_readable
from boucle.platform.process.measures import EVERY, dead_letter_count, halt_count
from boucle.platform.process.server import reserve, server_task
from boucle.platform.process.service import Resources, S, Service, build_app
from boucle.platform.process.start import wait_for_broker, wait_for_database
from boucle.platform.process.supervise import supervise
from boucle.platform.process.tasks import Task


async def run_api(service: Service[S], resources: Resources[S], stop: asyncio.Event) -> None:
    """Serve the service's routes until ``stop``. Only Postgres is required: writes wait in the
    outbox while the broker is away."""
    settings = resources.settings
    listener = reserve(settings.http_host, settings.http_port, "BOUCLE_HTTP_PORT")
    with listener:
        await wait_for_database(service, resources, stop)
        if stop.is_set():
            return
        add_checks(service, resources, broker_required=False)
        resources.stop = stop
        await service.prepare(resources)
        async with service.lifespan(resources):
            app = build_app(service, resources)
            server = server_task(app, listener, settings.drain_seconds, settings.entry_networks)
            tasks = [server, *api_tasks(resources)]
            await supervise(tasks, stop, settings.drain_seconds)


def api_tasks(resources: Resources[S]) -> list[Task]:
    """Return the tasks of every API beside its routes."""
    return [Task("halt count", halt_count(resources.database, resources.metrics).run)]


async def run_worker(service: Service[S], resources: Resources[S], stop: asyncio.Event) -> None:
    """Run the service's tasks and the relay until ``stop``, with a small HTTP side for health."""
    settings = resources.settings
    listener = reserve(settings.http_host, settings.worker_http_port, "BOUCLE_WORKER_HTTP_PORT")
    with listener:
        await wait_for_database(service, resources, stop)
        await wait_for_broker(service, resources, stop)
        if stop.is_set():
            return
        add_checks(service, resources, broker_required=True)
        await service.prepare(resources)
        async with service.lifespan(resources):
            tasks = worker_tasks(service, resources)
            app = create_app(f"{service.name} worker", resources, ())
            server = server_task(app, listener, settings.drain_seconds)
            await supervise([server, *tasks], stop, settings.drain_seconds)


async def run_other(
    service: Service[S], kind: str, resources: Resources[S], stop: asyncio.Event
) -> None:
    """Run one of ``service.processes`` until ``stop``, with a small HTTP side for health."""
    settings = resources.settings
    port: int = getattr(settings, f"{kind}_http_port")
    listener = reserve(settings.http_host, port, f"BOUCLE_{kind.upper()}_HTTP_PORT")
    with listener:
        await wait_for_database(service, resources, stop)
        if stop.is_set():
            return
        resources.checks.append(database_check(resources.database))
        await service.prepare(resources)
        async with service.lifespan(resources):
            tasks = other_tasks(service, kind, resources)
            app = create_app(f"{service.name} {kind}", resources, ())
            server = server_task(app, listener, settings.drain_seconds)
            await supervise([server, *tasks], stop, settings.drain_seconds)


def other_tasks(service: Service[S], kind: str, resources: Resources[S]) -> list[Task]:
    """Return the tasks of one of ``service.processes``, and add their checks."""
    tasks = list(service.processes[kind](resources))
    for task in tasks:
        resources.checks.extend(task.checks)
    return tasks


def worker_tasks(service: Service[S], resources: Resources[S]) -> list[Task]:
    """Return the service's tasks, common metrics, and the relay if it produces anything; add their
    checks."""
    tasks = [*service.tasks(resources), *_measuring_tasks(resources)]
    if service.access.writes:
        tasks.append(_relay_task(resources))
    for task in tasks:
        resources.checks.extend(task.checks)
    return tasks


def _measuring_tasks(resources: Resources[S]) -> list[Task]:
    settings, metrics = resources.settings, resources.metrics
    certificates = Certificates(settings.public_url, settings.kafka_ca_file, metrics)
    letters = dead_letter_count(resources.database, metrics)
    read = Periodic("forget_readable", EVERY, lambda: forget_readable(resources))
    return [
        Task("certificates", certificates.run),
        Task("dead letter count", letters.run),
        Task("halts", read.run),
    ]


def _relay_task(resources: Resources[S]) -> Task:
    relay = Relay(
        database=resources.database,
        bus=resources.bus,
        clock=resources.clock,
        metrics=resources.metrics,
    )
    return Task("relay", relay.run)


def add_checks(service: Service[S], resources: Resources[S], *, broker_required: bool) -> None:
    resources.checks.append(database_check(resources.database))
    bus, access = resources.bus, service.access
    resources.checks.append(broker_check(service.name, bus, access, required=broker_required))
    if service.access.writes:
        resources.checks.append(
            backlog_check(resources.database, resources.clock, required=broker_required)
        )
