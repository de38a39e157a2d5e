"""Describe Boucle's services as the local system runs them: their paths, their settings.

A folder below `services/` with an `entry.caddy` is a service: it is listed nowhere else in Python.
One without migrations holds nothing: it has no database, topics or worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boucle.local.ports import HOST

if TYPE_CHECKING:
    from boucle.platform.process.service import Service

_FOLDER = Path(__file__).parents[5] / "services"
PROCESSES = ("api", "worker")
MORE_PROCESSES: Mapping[str, tuple[str, ...]] = {"notifications": ("webhooks",)}
"""Copies `Service.processes` of each service: reading it there would import them all."""
OPERATOR, MAILER, PORTAL = "operator", "notifications", "portal"  # client ids
# Files among the secrets.
LINK_KEY, ENCRYPTION_KEY, PERSON_KEY = "link.key", "encryption.key", "person.key"
WEBHOOK_NETWORKS = "BOUCLE_WEBHOOK_NETWORKS"
MAIL_FROM = "boucle@local.example"
CALENDAR_ADDRESS = "agenda@local.example"
DEMO_ANIMATOR = "eit@caux-seine.example"  # whom the demo gives an account
OPERATOR_MAIL = "operator@local.example"


@dataclass(frozen=True)
class ServiceSpec:
    """A service and the paths it answers at the entry (in Caddy's spelling)."""

    name: str
    paths: tuple[str, ...]
    stateless: bool = False

    @property
    def module(self) -> str:
        return f"boucle.{self.name}"

    @property
    def processes(self) -> tuple[str, ...]:
        return ("api",) if self.stateless else (*PROCESSES, *MORE_PROCESSES.get(self.name, ()))

    def load(self) -> "Service[Any]":
        """Import its composition root, late: importing every service takes seconds."""
        service: Service[Any] = import_module(f"{self.module}.app").SERVICE
        return service


def _read(file: Path) -> ServiceSpec:
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    _, _, name, *paths = " ".join(line.removesuffix("\\") for line in lines).split()
    stateless = not any(file.parent.glob("src/boucle/*/migrations"))
    return ServiceSpec(name, tuple(paths), stateless)


# By name: indicators' paths, which lie below some of registry's, come first.
_ALL = tuple(_read(file) for file in sorted(_FOLDER.glob("*/entry.caddy")))
SERVICES = tuple(one for one in _ALL if not one.stateless)
STATELESS = tuple(one for one in _ALL if one.stateless)


@dataclass(frozen=True)
class Addresses:
    """The addresses of everything; `http` is keyed by part (`registry-api`, `registry-worker`)."""

    entry: int
    smtp: int
    mail: int
    kafka: str
    http: Mapping[str, int]

    @property
    def entry_url(self) -> str:
        return f"http://{HOST}:{self.entry}"

    @property
    def mail_url(self) -> str:
        return f"http://{HOST}:{self.mail}"

    def url(self, part: str) -> str:
        return f"http://{HOST}:{self.http[part]}"


def stateless_settings(service: str, addresses: Addresses, secrets: Path) -> dict[str, str]:
    """Return the `BOUCLE_*` variables of a service that holds nothing."""
    return {
        "BOUCLE_HTTP_HOST": HOST,
        "BOUCLE_HTTP_PORT": str(addresses.http[f"{service}-api"]),
        "BOUCLE_PUBLIC_URL": addresses.entry_url,
        "BOUCLE_API_URL": addresses.entry_url,
        "BOUCLE_REGISTRY_URL": addresses.url("registry-api"),
        "BOUCLE_CLIENT_ID": PORTAL,
        "BOUCLE_CLIENT_SECRET_FILE": str(secrets / f"{PORTAL}.client"),
    }


def service_settings(
    service: str, addresses: Addresses, database_url: str, secrets: Path
) -> dict[str, str]:
    """Return the `BOUCLE_*` variables of a service's processes; secrets are named by file."""
    settings = {
        "BOUCLE_DATABASE_URL": database_url,
        "BOUCLE_KAFKA_BOOTSTRAP": addresses.kafka,
        "BOUCLE_HTTP_HOST": HOST,
        "BOUCLE_HTTP_PORT": str(addresses.http[f"{service}-api"]),
        "BOUCLE_WORKER_HTTP_PORT": str(addresses.http[f"{service}-worker"]),
        "BOUCLE_JWKS_URL": f"{addresses.url('registry-api')}/.well-known/jwks.json",
        "BOUCLE_PUBLIC_URL": addresses.entry_url,
    }
    if service in ("registry", "matching", "notifications"):
        settings["BOUCLE_PERSON_KEY_FILE"] = str(secrets / PERSON_KEY)
    if service == "registry":
        settings["BOUCLE_ENCRYPTION_KEY_FILE"] = str(secrets / ENCRYPTION_KEY)
    if service == "notifications":
        settings |= {
            "BOUCLE_SMTP_HOST": HOST,
            "BOUCLE_SMTP_PORT": str(addresses.smtp),
            "BOUCLE_SMTP_STARTTLS": "false",
            "BOUCLE_MAIL_FROM": MAIL_FROM,
            "BOUCLE_CALENDAR_ADDRESS": CALENDAR_ADDRESS,
            "BOUCLE_REGISTRY_URL": addresses.url("registry-api"),
            "BOUCLE_MATCHING_URL": addresses.url("matching-api"),
            "BOUCLE_CLIENT_ID": MAILER,
            "BOUCLE_CLIENT_SECRET_FILE": str(secrets / f"{MAILER}.client"),
            "BOUCLE_LINK_KEY_FILE": str(secrets / LINK_KEY),
            "BOUCLE_WEBHOOKS_HTTP_PORT": str(addresses.http["notifications-webhooks"]),
            "BOUCLE_OPERATOR_MAIL": OPERATOR_MAIL,
        }
    return settings
