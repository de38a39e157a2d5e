"""The containers' Caddyfile with a certificate of the operator's, served by the real Caddy."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from cryptography import x509
from prometheus_client import CollectorRegistry

from boucle.local.parts.caddy import caddy_command
from boucle.local.ports import HOST, free_port
from boucle.local.processes import Command, DetachedProcess
from boucle.platform.process.certificates import Certificates
from tests.integration.broker.authority import Authority

DOCKER = Path(__file__).parents[3] / "deploy" / "docker"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "ca.pem")


@pytest.fixture
def certificate(authority: Authority, tmp_path: Path) -> Path:
    return authority.issue(tmp_path / "entry.pem", "boucle.example.org")


@pytest.fixture
def entry(certificate: Path, tmp_path: Path) -> Iterator[str]:
    """The entry's address. Its site only: the other addresses have ports that may be taken."""
    site, _ = (DOCKER / "Caddyfile").read_text().split("# For the health check")
    port, config = free_port(), tmp_path / "Caddyfile"
    # Caddy also sends http to https, on a port of which there is but one.
    site = site.replace("admin off", f"admin off\n\thttp_port {free_port()}")
    config.write_text(site.replace(":8098", f":{free_port()}"))  # the inner server's
    compose = yaml.safe_load((DOCKER / "compose.certificate.yml").read_text())
    line = compose["services"]["entry"]["environment"]["BOUCLE_ENTRY_TLS"]
    for secret in ("entry_certificate", "entry_key"):
        line = line.replace(f"/run/secrets/{secret}", str(certificate))
    command = caddy_command(config, tmp_path)
    address = f"https://{HOST}:{port}"
    variables = {"BOUCLE_SITE": address, "BOUCLE_ENTRY_TLS": line}
    process = DetachedProcess("entry", tmp_path, tmp_path / "entry.log")
    process.spawn(Command(command.argv, {**command.env, **variables}, cwd=tmp_path))
    try:
        process.wait_until(lambda: answers(address), 20)
        yield address
    finally:
        process.stop()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", verify=False).status_code == 200  # noqa: S501
    except httpx.TransportError:
        return False


def end_of(certificate: Path) -> float:
    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc.timestamp()


async def test_who_trusts_its_authority_is_served_and_its_end_is_seen(
    entry: str, authority: Authority, certificate: Path
) -> None:
    trust = ssl.create_default_context(cafile=authority.file)
    async with httpx.AsyncClient(verify=trust) as client:
        assert (await client.get(f"{entry}/healthz")).json() == {"status": "ok"}
    async with httpx.AsyncClient() as stranger:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await stranger.get(f"{entry}/healthz")

    metrics = CollectorRegistry()
    await Certificates(entry, None, metrics).read()
    ends = "boucle_certificate_not_after_timestamp_seconds"
    assert metrics.get_sample_value(ends, {"certificate": "entry"}) == end_of(certificate)
