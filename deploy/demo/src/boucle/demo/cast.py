"""Create the demo's principals once, and store them in a file."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boucle.demo.client import Credentials, DemoClient
from boucle.demo.declarations import Declarations

Json = dict[str, Any]
SOURCE = "demo-tool"
NAME = "Démonstration"


@dataclass(slots=True)
class Cast:
    """The principals: the operator; in a sandbox, the tool that declares and the animator.
    ``codes`` maps an EPCI's SIREN to the code of its territory in the sandbox."""

    operator: DemoClient
    tool: DemoClient
    animator: DemoClient
    sandbox: str
    codes: dict[str, str]
    ids: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Timing:
    """Seconds that each step took, in order."""

    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.steps.append((name, time.monotonic() - begun))


def prepare(
    entry: str,
    operator: Credentials,
    file: Path,
    declared: Declarations,
    others: Sequence[Json] = (),
) -> Cast:
    """Create a tool, once, with its sandbox, a territory for each EPCI, and ``others``. The
    principals are stored in ``file``."""
    territories = [*declared.territories, *others]
    client = DemoClient(entry, operator)
    credentials: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.exists() else {}
    if "outside" not in credentials:
        asking = {"name": "Demo exchange tool", "role": "tool", "source": f"{SOURCE}-outside"}
        credentials["outside"] = _secret(client.post("/v1/principals", asking))
        _save(file, credentials)
    outside = DemoClient(entry, Credentials(**credentials["outside"]))
    names = [territory["name"] for territory in territories]
    sandbox_body = {"name": NAME, "territories": names, "source": SOURCE}
    sandbox = outside.post("/v1/sandboxes", sandbox_body)
    if not {"tool", "animator"} <= credentials.keys():
        if sandbox["tool"]["client_secret"] is None:  # made by an interrupted run
            sandbox = outside.post(f"/v1/sandboxes/{sandbox['sandbox_id']}/secrets", {})
        credentials |= {name: _secret(sandbox[name]) for name in ("tool", "animator")}
        _save(file, credentials)
    codes = {place["name"]: place["siren"] for place in sandbox["territories"]}
    cast = Cast(
        operator=client,
        tool=DemoClient(entry, Credentials(**credentials["tool"])),
        animator=DemoClient(entry, Credentials(**credentials["animator"])),
        sandbox=sandbox["sandbox_id"],
        codes={one["siren"]: codes[one["name"]] for one in territories},
    )
    _set(
        cast, cast.sandbox, {"name": NAME, "kind": "federation", "controller": declared.controller}
    )
    for territory in territories:
        settings = {name: territory[name] for name in ("name", "policy", "animator")}
        code = cast.codes[territory["siren"]]
        _set(cast, code, {**settings, "kind": "epci", "parent": cast.sandbox})
    _invite(cast, territories[0])
    return cast


def _invite(cast: Cast, territory: Json) -> None:
    """Give who animates a territory an account: the portal is tried with it."""
    person, code = territory["animator"], cast.codes[territory["siren"]]
    body = {"name": person["name"], "email": person["email"], "territories": [code]}
    cast.operator.post("/v1/animators", body)


def _set(cast: Cast, code: str, settings: Json) -> None:
    cast.animator.put(f"/v1/territories/{code}", settings)


def company_of(cast: Cast, file: Path, organisation: str) -> None:
    credentials: dict[str, dict[str, str]] = json.loads(file.read_text())
    if "company" not in credentials:
        body = {
            "name": "A company of the demo",
            "role": "company",
            "organisations": [cast.organisations[organisation]],
        }
        credentials["company"] = _secret(cast.operator.post("/v1/principals", body))
        _save(file, credentials)


def _secret(principal: Json) -> dict[str, str]:
    return {name: principal[name] for name in ("client_id", "client_secret")}


def _save(file: Path, credentials: Json) -> None:
    file.touch(mode=0o600)
    file.write_text(json.dumps(credentials, indent=2))
