"""Settings of the services' processes."""

from pathlib import Path

import pytest

from boucle.local.services import (
    PROCESSES,
    SERVICES,
    WEBHOOK_NETWORKS,
    Addresses,
    service_settings,
)
from boucle.local.start import environment
from boucle.local.system import System

HTTP = {
    f"{service.name}-{kind}": 20_000 + 10 * at + offset
    for at, service in enumerate(SERVICES)
    for offset, kind in enumerate(service.processes)
}
ADDRESSES = Addresses(entry=21_000, smtp=21_025, mail=21_080, kafka="127.0.0.1:21092", http=HTTP)


def settings(service: str) -> dict[str, str]:
    return service_settings(service, ADDRESSES, "postgresql://x@127.0.0.1/x", Path("/s"))


def test_every_process_has_a_port_of_its_own() -> None:
    ports = [
        settings(service.name)[name]
        for service in SERVICES
        for name in settings(service.name)
        if name.endswith("HTTP_PORT")
    ]

    assert len(set(ports)) == len(ports) == len(HTTP)


def test_the_processes_started_are_those_that_each_service_has() -> None:
    for service in SERVICES:
        assert service.processes == (*PROCESSES, *service.load().processes)


def test_all_verify_tokens_with_registrys_keys_and_show_the_entry() -> None:
    for service in SERVICES:
        found = settings(service.name)
        assert found["BOUCLE_JWKS_URL"].endswith(f":{HTTP['registry-api']}/.well-known/jwks.json")
        assert found["BOUCLE_PUBLIC_URL"] == "http://127.0.0.1:21000"


def test_only_the_mailer_knows_smtp_and_no_secret_is_a_value() -> None:
    mailer = settings("notifications")

    assert mailer["BOUCLE_SMTP_PORT"] == "21025"
    assert mailer["BOUCLE_CLIENT_SECRET_FILE"] == "/s/notifications.client"
    assert mailer["BOUCLE_LINK_KEY_FILE"] == "/s/link.key"
    assert mailer["BOUCLE_PERSON_KEY_FILE"] == "/s/person.key"
    assert settings("registry")["BOUCLE_ENCRYPTION_KEY_FILE"] == "/s/encryption.key"
    assert not [name for name in settings("registry") if "SMTP" in name or "SECRET" in name]


def test_only_the_demo_lets_webhooks_reach_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Others pass on what they are told; what the demo began, `up` goes on with."""
    monkeypatch.delenv(WEBHOOK_NETWORKS, raising=False)
    system = System(tmp_path)
    assert WEBHOOK_NETWORKS not in environment(system.settings("notifications"))
    system.demo_mark.touch()
    assert environment(system.settings("notifications"))[WEBHOOK_NETWORKS] == "127.0.0.0/8"
    assert WEBHOOK_NETWORKS not in environment(system.settings("registry"))
    monkeypatch.setenv(WEBHOOK_NETWORKS, "10.0.0.0/8")
    assert environment(system.settings("notifications"))[WEBHOOK_NETWORKS] == "10.0.0.0/8"
