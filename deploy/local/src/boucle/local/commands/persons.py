"""Export and erase a person's data: `boucle person export`, `boucle person erase`."""

import json
from typing import Annotated, Any

import httpx
import typer

from boucle.local.commands.principals import token
from boucle.local.errors import LocalError
from boucle.local.home import state_home
from boucle.local.services import OPERATOR
from boucle.local.system import System

person = typer.Typer(
    no_args_is_help=True, help="A person: what is kept under a mail address, and its erasure."
)

Address = Annotated[str, typer.Argument(help="The person's mail address.")]


@person.command()
def export(address: Address) -> None:
    """Print all that is kept of somebody, as JSON: give it to nobody else."""
    system = _existing()
    answers = {
        "registry": _post(system, "/v1/persons/export", address),
        "notifications": _post(system, "/v1/persons/mails", address),
    }
    print(json.dumps(answers, indent=2, ensure_ascii=False))


@person.command()
def erase(
    address: Address,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Erase somebody everywhere, within a minute, also after a restore of an older backup."""
    system = _existing()
    if not yes:
        typer.confirm(f"Erase all that is kept of {address}?", abort=True, err=True)
    done = _post(system, "/v1/persons/erase", address)
    print(
        f"erased: {done['contacts']} contacts, {done['proposals']} proposals, "
        f"{done['texts']} texts; the other services follow within a minute"
    )
    for line in done["todo"]:
        print(f"to do: {line}")


def _post(system: System, path: str, address: str) -> dict[str, Any]:
    url = f"{system.addresses().entry_url}{path}"
    headers = {"Authorization": f"Bearer {token(system, OPERATOR)}"}
    try:
        answer = httpx.post(
            url, json={"address": address}, headers=headers, timeout=60, trust_env=False
        )
    except httpx.TransportError as error:
        raise LocalError(f"{url} does not answer ({error}): is Boucle up? `boucle up`") from error
    if not answer.is_success:
        raise LocalError(f"{path} answered {answer.status_code}: {answer.text}")
    found: dict[str, Any] = answer.json()
    return found


def _existing() -> System:
    home = state_home()
    if not home.exists():
        raise LocalError(f"Boucle was never started here (no {home}): run `boucle up`")
    return System(home)
