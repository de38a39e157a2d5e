"""Restore databases from a backup, then reconcile them with the log: `boucle restore`.

everything stops -> databases as in the backup -> schema of this release -> each service beside its
topics (after-restore) -> the mark goes

A crash anywhere leaves the mark: nothing starts before the restore was run again to its end.
"""

import asyncio
import subprocess
from collections.abc import Callable
from functools import partial

from boucle.local import setup, stop
from boucle.local.commands import backup as backups
from boucle.local.commands.backup import Backup
from boucle.local.errors import LocalError
from boucle.local.parts.databases import recreate_empty
from boucle.local.secret_files import secret_in
from boucle.local.setup_mark import forget_set_up
from boucle.local.start import make_keys, service_command
from boucle.local.steps import Reporter, SetupStep, run_steps
from boucle.local.system import System

# Publishers come before readers: a service publishes the newest of its topic again.
_FIRST = ("registry", "matching")


def restore(system: System, backup: Backup, reporter: Reporter, *, discard: bool) -> list[str]:
    missing = {service.name for service in system.services} - backup.dumps.keys()
    if missing:
        raise LocalError(f"{backup.folder} holds no database of {', '.join(sorted(missing))}")
    stop.down(system, reporter)
    system.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    system.restore_mark.write_text(f"{backup.folder}\n")
    reports: dict[str, list[str]] = {}

    def after(service: str) -> str:
        reports[service] = _after_restore(system, service, discard=discard)
        return f"{len(reports[service])} lines"

    order = [*_FIRST, *(one.name for one in system.services if one.name not in _FIRST)]
    run_steps({**_steps(system, backup), **_after_steps(after, order)}, reporter)
    forget_set_up(system)  # a principal may lack the secret of its file
    system.restore_mark.unlink()
    return [f"{service}: {line}" for service in order for line in reports[service]]


def _steps(system: System, backup: Backup) -> dict[str, SetupStep]:
    return {
        "postgres": SetupStep(partial(_started, system.postgres.start)),
        "kafka": SetupStep(partial(_started, system.kafka.start)),
        "databases": SetupStep(partial(_databases, system, backup), ("postgres",)),
        "secrets": SetupStep(partial(_secrets, system, backup)),
        "tables": SetupStep(partial(setup.make_tables, system), ("databases",)),
        "topics": SetupStep(partial(setup.make_topics, system), ("kafka", "postgres")),
        "principals": SetupStep(
            partial(setup.make_principals, system), ("tables", "secrets", "topics")
        ),
    }


def _after_steps(after: Callable[[str], str], order: list[str]) -> dict[str, SetupStep]:
    names = [f"{service} after" for service in order]
    return {
        name: SetupStep(partial(after, service), ("principals", *names[:rank]))
        for rank, (name, service) in enumerate(zip(names, order, strict=True))
    }


def _started(start: Callable[[], None]) -> str:
    start()
    return "started"


def _databases(system: System, backup: Backup) -> str:
    passwords = {name: secret_in(system.secrets / f"{name}.database") for name in backup.dumps}
    asyncio.run(recreate_empty(system.postgres, passwords))
    for name, dump in backup.dumps.items():
        system.postgres.tool(
            *("pg_restore", "--no-owner", "--no-acl", f"--role={name}", "--exit-on-error"),
            *("--single-transaction", f"--dbname={name}", str(dump)),
        )
        system.postgres.tool("vacuumdb", "--quiet", "--analyze-only", f"--dbname={name}")
    return ", ".join(backup.dumps)


def _secrets(system: System, backup: Backup) -> str:
    backups.put_back_secrets(backup, system.secrets)
    make_keys(system)
    return "as in the backup"


def _after_restore(system: System, service: str, *, discard: bool) -> list[str]:
    arguments = ["after-restore", *(["--discard"] if discard else [])]
    command = service_command(system, service, *arguments)
    done = subprocess.run(
        list(command.argv), env=dict(command.env), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise LocalError(f"{service} could not be brought together with the log:\n{done.stderr}")
    return done.stdout.splitlines()
