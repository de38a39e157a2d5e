"""Boucle's services as the local system runs them: their paths, their settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from boucle.local.ports import HOST

PROCESSES = ("api", "worker")
OPERATOR, MAILER = "operator", "notifications"  # client ids
MAIL_FROM = "boucle@local.example"


@dataclass(frozen=True)
class ServiceSpec:
    """A service and the paths it answers at the entry (in Caddy's spelling)."""

    name: str
    paths: tuple[str, ...]

    @property
    def module(self) -> str:
        return f"boucle.{self.name}"


# Indicators come before registry: their paths lie below some of registry's.
SERVICES = (
    ServiceSpec("indicators", ("/v1/territories/*/indicators", "/v1/organisations/*/indicators")),
    ServiceSpec("matching", ("/v1/synergies", "/v1/synergies/*", "/v1/quality")),
    ServiceSpec(
        "notifications",
        (
            *("/v1/meetings", "/v1/meetings/*", "/v1/introductions", "/v1/introductions/*"),
            *("/r/*", "/m/*", "/stop/*"),
        ),
    ),
    ServiceSpec(
        "registry",
        (
            *("/oauth/token", "/.well-known/jwks.json"),
            *("/v1/territories", "/v1/territories/*", "/v1/organisations", "/v1/organisations/*"),
            *("/v1/sites", "/v1/sites/*", "/v1/flows", "/v1/flows/*"),
            *("/v1/outlets", "/v1/sources", "/v1/sources/*", "/v1/classify", "/v1/prospects"),
            *("/v1/imports", "/v1/imports/*", "/v1/duplicates", "/v1/duplicates/*"),
            *("/v1/principals", "/v1/principals/*"),
        ),
    ),
)


@dataclass(frozen=True)
class Addresses:
    """Where everything listens; `http` is keyed by part (`registry-api`, `registry-worker`)."""

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


def service_settings(
    service: str, addresses: Addresses, database_url: str, secrets: Path
) -> dict[str, str]:
    """The `BOUCLE_*` variables of a service's processes; secrets are named by file."""
    settings = {
        "BOUCLE_DATABASE_URL": database_url,
        "BOUCLE_KAFKA_BOOTSTRAP": addresses.kafka,
        "BOUCLE_HTTP_HOST": HOST,
        "BOUCLE_HTTP_PORT": str(addresses.http[f"{service}-api"]),
        "BOUCLE_WORKER_HTTP_PORT": str(addresses.http[f"{service}-worker"]),
        "BOUCLE_JWKS_URL": f"{addresses.url('registry-api')}/.well-known/jwks.json",
        "BOUCLE_PUBLIC_URL": addresses.entry_url,
    }
    if service == "notifications":
        settings |= {
            "BOUCLE_SMTP_HOST": HOST,
            "BOUCLE_SMTP_PORT": str(addresses.smtp),
            "BOUCLE_SMTP_STARTTLS": "false",
            "BOUCLE_MAIL_FROM": MAIL_FROM,
            "BOUCLE_REGISTRY_URL": addresses.url("registry-api"),
            "BOUCLE_CLIENT_ID": MAILER,
            "BOUCLE_CLIENT_SECRET_FILE": str(secrets / f"{MAILER}.client"),
            "BOUCLE_LINK_KEY_FILE": str(secrets / "link.key"),
        }
    return settings
