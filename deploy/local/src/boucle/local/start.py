"""Start what is missing, in the order in which parts need one another: `boucle up`."""

import asyncio
import importlib
import os
import sys
import time
from collections.abc import Mapping
from functools import partial
from types import ModuleType

from boucle.local.errors import LocalError, PartDied
from boucle.local.parts.caddy import caddy_command, caddyfile
from boucle.local.parts.databases import ensure_databases
from boucle.local.processes import Command, exclusive
from boucle.local.secret_files import secret_in
from boucle.local.services import (
    CALENDAR_ADDRESS,
    ENCRYPTION_KEY,
    LINK_KEY,
    MAILER,
    PERSON_KEY,
    WEBHOOK_NETWORKS,
    Addresses,
    ServiceSpec,
)
from boucle.local.setup_mark import is_set_up, remember_set_up
from boucle.local.steps import Reporter, SetupStep, run_steps
from boucle.local.system import System, SystemPart, answers_http

_START_S = 180.0  # a busy machine is slow, not broken; a part that dies is named at once
_SETTLE_S = 10.0
_PREFIX = "BOUCLE_"
_PASSED_ON = (
    "BOUCLE_LOG_LEVEL",
    "BOUCLE_CORS_ORIGINS",
    WEBHOOK_NETWORKS,
    *(f"BOUCLE_QUOTA_{one}" for one in ("COMPANY", "ANIMATOR", "TOOL", "OPERATOR", "ADDRESS")),
)


def up(system: System, reporter: Reporter) -> None:
    """Start what does not run; restart a part that runs with other settings. Raise LocalError
    (PartDied names the part and shows its last lines)."""
    system.home.mkdir(parents=True, exist_ok=True, mode=0o700)  # mails, secrets, data
    if system.restore_mark.exists():
        raise LocalError("a restore was begun and did not end: run `boucle restore` again")
    with exclusive(system.home):
        _Start(system, reporter).run()


class _Start:
    """One run of `up`: each step is a method that returns the note to show."""

    def __init__(self, system: System, reporter: Reporter) -> None:
        self._system = system
        self._reporter = reporter

    def run(self) -> None:
        self._claim_ports()
        make_keys(self._system)
        foundations = {
            "postgres": SetupStep(self._postgres),
            "kafka": SetupStep(self._kafka),
            "mail": SetupStep(self._mail),
            "entry": SetupStep(self._entry),
        }
        every = (*self._system.services, *self._system.stateless)
        missing = [service for service in every if self._lacks(service)]
        setup = self._setup_steps(missing)
        # Every topic exists before anybody reads one.
        needs = (*foundations, *setup)
        processes = self._process_steps(needs)
        steps = {
            **foundations,
            **setup,
            **processes,
            "ready": SetupStep(self._ready, (*needs, *processes)),
        }
        run_steps(steps, self._reporter)

    def _claim_ports(self) -> None:
        self._system.postgres.claim_port()
        self._system.kafka.claim_port()
        names = ["entry", "mail", *self._system.service_parts()]
        for name in names:
            if self._system.process(name).find() is None:
                self._system.ports.port_to_listen(name)
        if self._system.process("mail").find() is None:
            self._system.ports.port_to_listen("smtp")

    def _setup_steps(self, missing: list[ServiceSpec]) -> dict[str, SetupStep]:
        system = self._system
        if not missing or is_set_up(system):
            return {}
        return {
            "databases": SetupStep(self._databases, ("postgres",)),
            "tables": SetupStep(lambda: _setup().make_tables(system), ("databases",)),
            "topics": SetupStep(lambda: _setup().make_topics(system), ("kafka",)),
            "principals": SetupStep(self._principals, ("tables", "topics")),
        }

    def _process_steps(self, needs: tuple[str, ...]) -> dict[str, SetupStep]:
        return {
            f"{service.name}-{kind}": SetupStep(partial(self._service, service.name, kind), needs)
            for service in (*self._system.services, *self._system.stateless)
            for kind in service.processes
        }

    def _lacks(self, service: ServiceSpec) -> bool:
        env = self._system.settings(service.name)
        parts = (self._system.process(f"{service.name}-{kind}") for kind in service.processes)
        return not all(part.runs_with(env, _PREFIX) for part in parts)

    def _postgres(self) -> str:
        ran = self._system.postgres.is_running()
        self._system.postgres.start()
        return self._note("postgres", ran)

    def _kafka(self) -> str:
        kafka = self._system.kafka
        ran = kafka.is_running()
        kafka.progress = lambda done, total: self._reporter.noted("kafka", f"jar {done}/{total}")
        kafka.start()
        return self._note("kafka", ran)

    def _mail(self) -> str:
        at = self._system.addresses()
        argv = [sys.executable, "-m", "boucle.local.mailsink"]
        argv += [f"--directory={self._system.home / 'mail'}"]
        argv += [f"--smtp-port={at.smtp}", f"--http-port={at.mail}"]
        if {"notifications-api", "registry-api"} <= at.http.keys():  # else nobody reads answers
            argv += self._calendar_hook(at)
        return self._start("mail", Command(argv, environment({})))

    def _calendar_hook(self, at: Addresses) -> list[str]:
        return [
            f"--hand-on={CALENDAR_ADDRESS}",
            f"--hook={at.url('notifications-api')}/internal/inbound-mail",
            f"--token-url={at.url('registry-api')}/oauth/token",
            f"--client-id={MAILER}",
            f"--secret-file={self._system.secrets / f'{MAILER}.client'}",
        ]

    def _entry(self) -> str:
        system, at = self._system, self._system.addresses()
        every = sorted((*system.services, *system.stateless), key=lambda one: one.name)
        ports = {service.name: at.http[f"{service.name}-api"] for service in every}
        text = caddyfile(at.entry, every, ports)
        config = system.home / "Caddyfile"
        if not config.exists() or config.read_text() != text:
            system.process("entry").stop()
            config.write_text(text)
        home = system.home / "caddy"
        home.mkdir(exist_ok=True)
        return self._start("entry", caddy_command(config, home))

    def _databases(self) -> str:
        system = self._system
        names = [service.name for service in system.services]
        passwords = {name: secret_in(system.secrets / f"{name}.database") for name in names}
        asyncio.run(ensure_databases(system.postgres, passwords))
        return ", ".join(names)

    def _principals(self) -> str:
        note: str = _setup().make_principals(self._system)
        remember_set_up(self._system)  # the last step of the setup
        return note

    def _service(self, service: str, kind: str) -> str:
        return self._start(f"{service}-{kind}", service_command(self._system, service, kind))

    def _ready(self) -> str:
        """Wait: a part may die just after it began to answer, and consumers take a moment to
        join."""
        deadline = time.monotonic() + _SETTLE_S
        while True:
            late = [part.name for part in self._system.parts() if not _is_ready(part)]
            if not late:
                return "every part"
            if time.monotonic() > deadline:
                return f"but still catching up: {', '.join(late)}"
            time.sleep(0.2)

    def _start(self, name: str, command: Command) -> str:
        process = self._system.process(name)
        ran = process.runs_with(command.env, _PREFIX)
        if not ran:
            process.stop()  # nothing when it does not run; drained when its settings changed
            process.spawn(command)
        process.wait_until(self._part(name).answers, _START_S)
        return self._note(name, ran)

    def _part(self, name: str) -> SystemPart:
        return next(part for part in self._system.parts() if part.name == name)

    def _note(self, name: str, ran: bool) -> str:
        address = self._part(name).address
        return f"{address} (ran already)" if ran else address


def make_keys(system: System) -> None:
    for name in (LINK_KEY, ENCRYPTION_KEY, PERSON_KEY):
        secret_in(system.secrets / name)


def _is_ready(part: SystemPart) -> bool:
    if part.process.find() is None:
        raise PartDied(part.name, part.process.log)
    return not part.ready_url or answers_http(part.ready_url)


def _setup() -> ModuleType:
    # Late: it imports every service, which takes longer than finding that all of them run.
    return importlib.import_module("boucle.local.setup")


def service_command(
    system: System, service: str, *arguments: str, more: Mapping[str, str] | None = None
) -> Command:
    """Return `python -m boucle.<service> <arguments>` with the service's settings, and ``more``."""
    argv = [sys.executable, "-m", f"boucle.{service}", *arguments]
    return Command(argv, environment({**system.settings(service), **(more or {})}))


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment, with Boucle's variables replaced by these and those of
    ``_PASSED_ON``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
    inherited |= {name: os.environ[name] for name in _PASSED_ON if os.environ.get(name)}
    return {**inherited, **settings}
