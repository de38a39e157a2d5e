"""``python -m boucle.<service> api | worker | … | migrate | topics | acls | openapi | halts …``."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
import uvloop

from boucle.platform.bus import BusRefused, BusUnavailable, WrongTopic, acl_commands
from boucle.platform.consuming.dead_letters import UnknownDeadLetter
from boucle.platform.db import UnknownSchema, migrate
from boucle.platform.process import dlq, halts, runtime
from boucle.platform.process.exits import StartError, or_exit, settings_or_exit
from boucle.platform.process.service import Resources, S, Service, build_app, build_resources
from boucle.platform.process.start import (
    DATABASE_ERRORS,
    away_for_a_command,
    named_postgres,
    refused_by_database,
)
from boucle.platform.process.supervise import TaskDied, stopping_on_signals
from boucle.platform.settings import (
    ServiceSettings,
    example_settings,
)
from boucle.platform.telemetry.logs import configure_logging

_FORESEEN = (
    *(TaskDied, UnknownSchema, UnknownDeadLetter, halts.NotSkipped),
    *(BusUnavailable, BusRefused, WrongTopic),
)

Place = Annotated[str, typer.Argument(help="Where it stands: TOPIC/PARTITION/OFFSET.")]
OperatorToken = Annotated[
    str | None,
    typer.Option(
        envvar="BOUCLE_OPERATOR_TOKEN", help="A token of the operator, to ask registry with."
    ),
]


def main(service: Service[S]) -> None:
    """Run the command line. Exit status: 0 done, 1 failed (one line says why), 2 bad settings.
    ``BOUCLE_TYPED``: what was typed to come to one of the service's own commands, for its help."""
    if typed := os.environ.get("BOUCLE_TYPED"):
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command()(service.commands[sys.argv[1]])
        alone(sys.argv[2:], prog_name=typed)
    app = typer.Typer(
        name=f"boucle.{service.name}", no_args_is_help=True, add_completion=False,
        pretty_exceptions_enable=False,
    )  # fmt: skip
    app.command("api", help="Serve HTTP.")(lambda: _run_process(service, "api"))
    app.command("worker", help="Consume, publish and run loops.")(
        lambda: _run_process(service, "worker")
    )
    for kind in service.processes:
        app.command(kind, help=f"Run the {kind}.")(_starting(service, kind))
    app.command("migrate", help="Bring the database to this version's schema.")(
        lambda: _migrate(service)
    )
    app.command("topics", help="Create the topics that this service produces.")(
        lambda: run(service, lambda resources: resources.bus.ensure_topics(service.access.writes))
    )
    app.command("acls", help="Print the commands that give its rights on Kafka to its user.")(
        _print_acls(service)
    )
    app.command("openapi", help="Print the OpenAPI description (needs no settings).")(
        lambda: typer.echo(openapi_text(service), nl=False)
    )
    app.add_typer(_dead_letters(service), name="dlq")
    app.add_typer(_halts(service), name="halts")
    for name, command in service.commands.items():
        app.command(name)(command)
    app()


def run(service: Service[S], work: Callable[[Resources[S]], Awaitable[object]]) -> None:
    """Run ``work`` with the service's resources, then close them, for one-off commands."""

    async def with_resources() -> None:
        resources = build_resources(service, _settings(service), role="command")
        try:
            await work(resources)
        except _FORESEEN:
            raise
        except Exception as error:
            away = away_for_a_command(error, resources.settings.database_url)
            if away is None:
                raise
            raise away from error
        finally:
            await resources.close()

    _or_exit(lambda: uvloop.run(with_resources()))


def openapi_text(service: Service[S]) -> str:
    """Return the OpenAPI description as committed: JSON, sorted, with a final line feed."""
    resources = build_resources(service, example_settings(service.settings))
    description = build_app(service, resources).openapi()
    return json.dumps(description, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _run_process(service: Service[S], role: str) -> None:
    settings = _settings(service)
    configure_logging(f"{service.name}-{role}", level=settings.log_level, style=settings.log_format)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        resources = build_resources(service, settings, role=role)
        with stopping_on_signals(stop):
            try:
                if role == "api":
                    await runtime.run_api(service, resources, stop)
                elif role == "worker":
                    await runtime.run_worker(service, resources, stop)
                else:
                    await runtime.run_other(service, role, resources, stop)
            finally:
                await resources.close()

    _or_exit(lambda: uvloop.run(until_stopped()))


def _starting(service: Service[S], kind: str) -> Callable[[], None]:
    return lambda: _run_process(service, kind)


def _migrate(service: Service[S]) -> None:
    settings = _settings(service)

    async def bring_up() -> None:
        try:
            reached = await migrate(settings.database_url, service.migrations)
        except DATABASE_ERRORS as error:
            url = settings.database_url
            cause = away_for_a_command(error, url) or refused_by_database(error)
            raise cause or StartError(f"{named_postgres(url)}: {error}") from error
        typer.echo(f"{service.name}: schema {reached}")

    _or_exit(lambda: asyncio.run(bring_up()))


def _print_acls(service: Service[S]) -> Callable[..., None]:
    prefix_of_topics = ServiceSettings.model_fields["topic_prefix"].default

    def command(
        user: Annotated[
            str, typer.Option(envvar="BOUCLE_KAFKA_USERNAME", help="Its user on Kafka.")
        ] = service.name,
        prefix: Annotated[
            str, typer.Option(envvar="BOUCLE_TOPIC_PREFIX", help="Of topics and groups.")
        ] = prefix_of_topics,
    ) -> None:
        for line in acl_commands(service.access, prefix, user):
            typer.echo(line)

    return command


def _dead_letters(service: Service[S]) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, help="Events that could not be handled.")

    @app.command("list", help="The dead letters, the latest first.")
    def list_(
        replayed: Annotated[bool, typer.Option(help="Those sent again too.")] = False,
    ) -> None:
        run(service, lambda resources: dlq.list_letters(resources, replayed=replayed))

    @app.command(help="One dead letter whole, as JSON.")
    def show(letter: Annotated[int, typer.Argument(help="Its number in the list.")]) -> None:
        run(service, lambda resources: dlq.show_letter(resources, letter))

    @app.command(help="Send dead letters to their topics again.")
    def replay(letters: Annotated[list[int], typer.Argument(help="Their numbers.")]) -> None:
        run(service, lambda resources: dlq.replay_letters(resources, letters))

    return app


def _halts(service: Service[S]) -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, help="Events at which consumers halt.")

    @app.command("list", help="Events at which consumers halt, the latest first.")
    def list_(
        skipped: Annotated[bool, typer.Option(help="Those skipped too, by whom and why.")] = False,
    ) -> None:
        run(service, lambda resources: halts.list_halts(resources, skipped=skipped))

    @app.command(help="The event at a place of the log whole, as JSON.")
    def show(place: Place, token: OperatorToken = None) -> None:
        run(service, lambda resources: halts.show_halt(resources, place, token))

    @app.command(help="Pass over one event from now on; it is recorded.")
    def skip(
        place: Place,
        by: Annotated[str, typer.Option(help="Who decides.")],
        reason: Annotated[str, typer.Option(help="Why.")],
        token: OperatorToken = None,
    ) -> None:
        run(service, lambda resources: halts.skip_halt(resources, place, by, reason, token))

    return app


def _settings(service: Service[S]) -> S:
    return settings_or_exit(service.settings)


def _or_exit(work: Callable[[], None]) -> None:
    def unless_bus_is_away() -> None:
        try:
            work()
        except BusUnavailable as error:
            line = f"Kafka does not answer ({error}): start it, or correct BOUCLE_KAFKA_BOOTSTRAP"
            raise StartError(line) from None

    or_exit(unless_bus_is_away, *_FORESEEN)
