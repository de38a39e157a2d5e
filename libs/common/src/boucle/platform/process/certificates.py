"""Measure when certificates expire: the entry's, and the broker's authority."""

import asyncio
import ssl
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from cryptography import x509
from prometheus_client import CollectorRegistry, Gauge

from boucle.platform.periodic import Periodic

EVERY = 3600.0
_PATIENCE = 10.0
_log = structlog.get_logger(__name__)


class Certificates:
    """Reads the certificate served at ``public_url`` (if https) and those in ``ca_file``. A failed
    read is logged and leaves the last figures: an unreachable entry is not an expired one."""

    def __init__(
        self,
        public_url: str,
        ca_file: Path | None,
        metrics: CollectorRegistry,
        every: float = EVERY,
    ) -> None:
        self._entry, self._ca_file, self._every = urlsplit(public_url), ca_file, every
        self._ends = Gauge(
            "boucle_certificate_not_after_timestamp_seconds",
            "When a certificate ends, since 1970.",
            ["certificate"],
            registry=metrics,
        )
        self._begins = Gauge(
            "boucle_certificate_not_before_timestamp_seconds",
            "When it began, since 1970.",
            ["certificate"],
            registry=metrics,
        )

    async def run(self, stop: asyncio.Event) -> None:
        await Periodic("certificates", self._every, self.read).run(stop)

    async def read(self) -> None:
        if self._entry.scheme == "https":
            await self._show("entry", self._served)
        if self._ca_file is not None:
            await self._show("kafka_ca", self._ca_file.read_bytes)

    async def _show(self, name: str, read: Callable[[], bytes]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                pem = await asyncio.to_thread(read)
            first = _first_to_end(x509.load_pem_x509_certificates(pem))
        except (OSError, ValueError, TimeoutError) as error:
            _log.warning("certificate_not_seen", certificate=name, cause=str(error))
            return
        self._ends.labels(name).set(first.not_valid_after_utc.timestamp())
        self._begins.labels(name).set(first.not_valid_before_utc.timestamp())

    def _served(self) -> bytes:
        """Return the served certificate, valid or not: an expired one must be found."""
        host, port = self._entry.hostname or "", self._entry.port or 443
        return ssl.get_server_certificate((host, port), timeout=_PATIENCE).encode()


def _first_to_end(certificates: Iterable[x509.Certificate]) -> x509.Certificate:
    return min(certificates, key=lambda one: one.not_valid_after_utc)
