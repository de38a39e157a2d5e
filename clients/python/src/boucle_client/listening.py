"""Send changes to an address on this machine, as a webhook would: for who has no public one."""

import argparse
import json
import os
import sys
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import httpx
from attrs import asdict, define
from standardwebhooks import Webhook

from boucle_client.client import Boucle
from boucle_client.following import Change
from boucle_client.problems import Problem

_GIVEN: Final = ("BOUCLE_URL", "BOUCLE_CLIENT_ID", "BOUCLE_CLIENT_SECRET")
_TIMEOUT_S: Final = 10.0


@define
class Place:
    """A cursor in memory."""

    at: str | None = None

    def cursor(self) -> str | None:
        return self.at

    def save(self, cursor: str) -> None:
        self.at = cursor


def message_of(change: Change) -> tuple[str, str]:
    """Return a message's id and body, as ``docs/reference/webhooks.md`` has them."""
    data = asdict(change)
    del data["cursor"]
    name = f"{change.type}.{change.change}"
    body = json.dumps({"type": name, "timestamp": change.at, "data": data})
    return f"msg_{uuid5(NAMESPACE_URL, body).hex}", body


def deliver(change: Change, to: str, secret: str, now: datetime) -> str:
    """Post one change, signed, and return what became of it. A failure is told, not tried again."""
    id_, body = message_of(change)
    headers = {
        "content-type": "application/json",
        "webhook-id": id_,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, now, body),
    }
    try:
        answer = httpx.post(to, content=body, headers=headers, timeout=_TIMEOUT_S)
    except httpx.HTTPError as error:
        return f"no answer: {error}"
    return str(answer.status_code)


def listen(
    boucle: Boucle,
    to: str,
    secret: str,
    types: Sequence[str],
    *,
    cursor: str | None = None,
    wait: int = 30,
) -> None:
    """Deliver what changes from now on, or after ``cursor``, a line each; with ``wait`` 0 until
    there is no more."""
    for change in boucle.follow(Place(cursor), types, wait=wait):
        told = deliver(change, to, secret, datetime.now(UTC))
        print(f"{change.at} {change.type}.{change.change} {change.href} -> {told}", flush=True)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="boucle-client", epilog=f"Environment: {', '.join(_GIVEN)} (a sandbox's, for trials)."
    )
    command = parser.add_subparsers(required=True, metavar="listen").add_parser(
        "listen", help="send changes to an address on this machine, as a webhook would"
    )
    command.add_argument("to", help="such as http://localhost:8000/boucle")
    command.add_argument("--types", nargs="+", default=(), help="such as synergy.* meeting.moved")
    command.add_argument("--secret", help="whsec_…; without it, one is made and shown")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    given = _arguments(argv)
    missing = [name for name in _GIVEN if not os.environ.get(name)]
    if missing:
        print(f"{', '.join(missing)}: not set in the environment", file=sys.stderr)
        return 2
    secret = given.secret or f"whsec_{b64encode(os.urandom(24)).decode()}"
    url, client_id, client_secret = (os.environ[name] for name in _GIVEN)
    try:
        with Boucle(url, client_id, client_secret) as boucle:
            print(f"secret: {secret}", flush=True)
            listen(boucle, given.to, secret, given.types)
    except (Problem, httpx.TransportError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0
