"""Who acts in the demo: its principals, made once and kept in a file."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from boucle.demo.client import Client, Credentials
from boucle.demo.declarations import Declarations

Json = dict[str, Any]
SOURCE = "demo-tool"
FEDERATION = "200053403"


@dataclass(slots=True)
class Cast:
    """Who acts: the operator, the tool that declares, the federation's animator."""

    operator: Client
    tool: Client
    animator: Client
    mail: str
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
    entry: str, mail: str, operator: Credentials, made: Path, declared: Declarations
) -> Cast:
    """Declare the territories and make the two principals, once; kept in ``made``."""
    client = Client(entry, operator)
    for territory in declared.territories:
        federated = territory["siren"] != FEDERATION
        client.put(
            f"/v1/territories/{territory['siren']}",
            {
                "name": territory["name"],
                "kind": "epci" if federated else "federation",
                "parent": FEDERATION if federated else None,
                "policy": territory["policy"],
                "animator": {
                    "name": f"Animation EIT, {territory['name']}",
                    "email": f"eit@{territory['siren']}.example",
                },
            },
        )
    known: dict[str, dict[str, str]] = json.loads(made.read_text()) if made.exists() else {}
    for name, principal in (
        (
            "tool",
            {"name": "Demo exchange tool", "role": "tool", "source": SOURCE, "verifies": True},
        ),
        ("animator", {"name": "Animator", "role": "animator", "territories": [FEDERATION]}),
    ):
        if name not in known:
            known[name] = _secret(client.post("/v1/principals", principal))
    _keep(made, known)
    return Cast(
        operator=client,
        tool=Client(entry, Credentials(**known["tool"])),
        animator=Client(entry, Credentials(**known["animator"])),
        mail=mail,
    )


def company_of(cast: Cast, made: Path, organisation: str) -> None:
    """A principal for one company, for ``boucle token company``."""
    known: dict[str, dict[str, str]] = json.loads(made.read_text())
    if "company" not in known:
        body = {
            "name": "A company of the demo",
            "role": "company",
            "organisations": [cast.organisations[organisation]],
        }
        known["company"] = _secret(cast.operator.post("/v1/principals", body))
        _keep(made, known)


def _secret(made: Json) -> dict[str, str]:
    return {name: made[name] for name in ("client_id", "client_secret")}


def _keep(made: Path, known: Json) -> None:
    made.touch(mode=0o600)
    made.write_text(json.dumps(known, indent=2))
