"""Define the `boucle` command."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from boucle.local import start, stop
from boucle.local.commands import logs as log_files
from boucle.local.commands.dead_letters import dlq
from boucle.local.commands.derived import disclosures, indicators, matching, rebuild
from boucle.local.commands.halting import halts
from boucle.local.commands.imports import import_files_of_the_demo, imports
from boucle.local.commands.keys import keys
from boucle.local.commands.operators import operator
from boucle.local.commands.persons import person
from boucle.local.commands.principals import token as bearer_token
from boucle.local.commands.saving import backup, mail, restore
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.log_lines import readable
from boucle.local.services import DEMO_ANIMATOR, OPERATOR
from boucle.local.show import ShownProgress, last_words, status_table
from boucle.local.system import System

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Boucle on this machine: real Postgres, Kafka, services, entry and mail, on loopback.",
)
app.add_typer(dlq, name="dlq")
app.add_typer(halts, name="halts")
app.add_typer(imports, name="import")
app.add_typer(mail, name="mail")
app.add_typer(keys, name="keys")
app.add_typer(matching, name="matching")
app.add_typer(indicators, name="indicators")
app.add_typer(disclosures, name="disclosures")
app.add_typer(person, name="person")
app.command()(backup)
app.command()(restore)
app.command()(rebuild)
app.command()(operator)
out = Console()
err = Console(stderr=True)

_COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_red")


def main() -> None:
    """Run the command: an expected failure is one clear message, never a trace."""
    try:
        app()
    except LocalError as error:
        err.print(Text.assemble(("error: ", "bold red"), str(error)), soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        err.print("\ninterrupted")
        sys.exit(130)


@app.command()
def up() -> None:
    """Start what is missing; say where it is."""
    system = System(state_home())
    began = time.monotonic()
    with ShownProgress(err, "starting") as progress:
        start.up(system, progress)
    at = system.addresses()
    err.print(f"\nBoucle is up ({time.monotonic() - began:.1f} s).", highlight=False)
    out.print(f"  entry  {at.entry_url}\n  mail   {at.mail_url}", highlight=False)
    err.print(f"  stop it with: {_stopping()}", highlight=False)


@app.command()
def down() -> None:
    """Stop everything gracefully; data is kept."""
    home = state_home()
    ran = 0
    if home.exists():
        with ShownProgress(err, "stopping") as progress:
            ran = stop.down(System(home), progress)
    err.print("Boucle is down; its data is kept." if ran else "Nothing was running.")


@app.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Show each part's state and address; exit 1 unless all run."""
    system = _existing()
    parts, at = system.status(), system.addresses()
    if as_json:
        state = {"entry": at.entry_url, "mail": at.mail_url, "parts": [asdict(p) for p in parts]}
        print(json.dumps(state, indent=2))
    else:
        out.print(status_table(parts))
        for part in parts:
            if part.state == "dead":
                out.print(last_words(part), soft_wrap=True)
    if any(part.state != "running" for part in parts):
        raise typer.Exit(1)


@app.command()
def demo() -> None:
    """Start Boucle and play a real territory: synergies found, invitations, answers, figures.
    Its webhooks may reach this machine, as nobody else's."""
    system = System(state_home())
    system.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    system.demo_mark.touch()
    up()
    import_files_of_the_demo(system)
    at = system.addresses()
    operator = (system.secrets / f"{OPERATOR}.client").read_text().strip()
    env = start.environment(
        {
            "BOUCLE_ENTRY": at.entry_url,
            "BOUCLE_OPERATOR_ID": OPERATOR,
            "BOUCLE_OPERATOR_SECRET": operator,
            "BOUCLE_CREDENTIALS": str(system.credentials_file),
        }
    )
    done = subprocess.run([sys.executable, "-m", "boucle.demo"], env=env, check=False)
    out.print("\n[bold]It runs, and stays running.[/bold] Explore:")
    for what, where in (
        ("the portal, as an animator", f"{at.entry_url}/connexion, address {DEMO_ANIMATOR}"),
        ("the link by which it signs in", at.mail_url),
        ("every mail, kept and not sent", f"{at.entry_url}/v1/sandboxes, then each one's /mails"),
        ("the API, one entry for all services", f"{at.entry_url}/v1/synergies"),
        ("a token for it", f"{_boucle()} token operator   (or animator, tool, company)"),
        ("what runs where", f"{_boucle()} status"),
        ("stop everything, data kept", _stopping()),
    ):
        out.print(f"  {what:<38} {where}", highlight=False, soft_wrap=True)
    raise typer.Exit(done.returncode)


def _boucle() -> str:
    """Return the command to type: under make, `boucle` need not be on the PATH."""
    return ".venv/bin/boucle" if "MAKELEVEL" in os.environ else "boucle"


def _stopping() -> str:
    return "make down" if "MAKELEVEL" in os.environ else "boucle down"


@app.command()
def token(
    principal: Annotated[str, typer.Argument(help="operator, animator, tool or company.")],
) -> None:
    """Print a bearer token for a principal of this system."""
    print(bearer_token(_existing(), principal))


@app.command()
def logs(
    part: Annotated[str | None, typer.Argument(help="One part; all when left out.")] = None,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="Go on as lines come.")] = False,
    lines: Annotated[int, typer.Option("-n", "--lines", min=0, help="How many per part.")] = 20,
    raw: Annotated[bool, typer.Option("--raw", help="As written: JSON lines.")] = False,
) -> None:
    """Show the last log lines of one part or all."""
    system = _existing()
    names = [one.name for one in system.parts()]
    if part is not None and part not in names:
        raise LocalError(f"no part {part!r}; the parts are: {', '.join(names)}")
    chosen = {name: system.log(name) for name in ([part] if part else names)}
    width = max(map(len, chosen))
    colours = {name: _COLOURS[at % len(_COLOURS)] for at, name in enumerate(chosen)}

    def show(name: str, line: str) -> None:
        prefix = "" if part else f"{name:<{width}} │ "
        for each in (line if raw else readable(line)).splitlines():
            text = Text.assemble((prefix, colours[name]), each)
            out.print(text, soft_wrap=True, highlight=False)

    for name, log in chosen.items():
        for line in log_files.last(log, lines):
            show(name, line)
    if follow:
        for name, line in log_files.follow(chosen):
            show(name, line)


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Stop everything and delete its data, mails, logs and secrets."""
    system = _existing()
    if not yes:
        typer.confirm(f"Delete everything in {system.home}?", abort=True, err=True)
    with ShownProgress(err, "stopping") as progress:
        stop.down(system, progress)
    shutil.rmtree(system.home)
    err.print(f"{system.home} is deleted.", highlight=False, soft_wrap=True)


def _existing() -> System:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    return System(home)
