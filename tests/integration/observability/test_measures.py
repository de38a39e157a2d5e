"""What is measured for alerts: certificates over real TLS, and what waits in real Postgres."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from prometheus_client import CollectorRegistry

from boucle.indicators.app import SERVICE as INDICATORS
from boucle.notifications.app import SERVICE as NOTIFICATIONS
from boucle.notifications.mails.metrics import mail_metrics
from boucle.notifications.sending.measures import measures
from boucle.platform.bus import Record
from boucle.platform.consuming import dead_letters, halts
from boucle.platform.consuming.metrics import consumer_metrics
from boucle.platform.events import NewerEvent
from boucle.platform.process.certificates import Certificates
from boucle.platform.process.measures import dead_letter_count, halt_count
from boucle.platform.telemetry.metrics import new_metrics
from tests.kit import FrozenClock, ServiceDatabase, eventually

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = "boucle_certificate_not_after_timestamp_seconds"


def certificate(folder: Path, ends: datetime) -> tuple[Path, Path]:
    """A self-signed certificate for ``localhost`` and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ends)
        .sign(key, SHA256())
    )
    files = folder / f"{uuid4()}.pem", folder / f"{uuid4()}.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


@asynccontextmanager
async def served(files: tuple[Path, Path]) -> AsyncIterator[int]:
    """The port of a TLS server with this certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)

    async def close(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_the_entry_s_certificate_is_seen_even_when_it_has_ended(tmp_path: Path) -> None:
    metrics, ended = CollectorRegistry(), BEGINS + timedelta(days=30)
    async with served(certificate(tmp_path, ended)) as port:
        await Certificates(f"https://localhost:{port}/", None, metrics).read()
    assert metrics.get_sample_value(ENDS, {"certificate": "entry"}) == ended.timestamp()


async def test_of_several_authorities_the_first_to_end_counts(tmp_path: Path) -> None:
    soon, late = BEGINS + timedelta(days=40), BEGINS + timedelta(days=4000)
    both = tmp_path / "ca.pem"
    both.write_bytes(b"".join(certificate(tmp_path, one)[0].read_bytes() for one in (late, soon)))
    metrics = CollectorRegistry()
    await Certificates("http://localhost", both, metrics).read()
    assert metrics.get_sample_value(ENDS, {"certificate": "kafka_ca"}) == soon.timestamp()
    assert metrics.get_sample_value(ENDS, {"certificate": "entry"}) is None


async def test_an_entry_out_of_reach_is_not_taken_for_expired(tmp_path: Path) -> None:
    metrics = CollectorRegistry()
    await Certificates("https://127.0.0.1:9", tmp_path / "absent.pem", metrics).read()
    assert metrics.get_sample_value(ENDS, {"certificate": "entry"}) is None
    assert metrics.get_sample_value(ENDS, {"certificate": "kafka_ca"}) is None


async def test_events_aside_are_counted_until_they_are_sent_again(
    service_database: ServiceDatabase, clock: FrozenClock
) -> None:
    database, metrics = await service_database(INDICATORS), CollectorRegistry()
    stop = asyncio.Event()
    counting = asyncio.create_task(dead_letter_count(database, metrics, every=0.05).run(stop))

    async def waiting(count: int) -> bool:
        return metrics.get_sample_value("boucle_dead_letters_waiting") == count

    async with database.write() as session:
        record = Record("flow", 0, 7, "key", {}, b"{", 0)
        await dead_letters.add(session, "indicators", record, ValueError("no"), clock())
    await eventually(lambda: waiting(1))
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute("UPDATE dead_letter SET replayed_at = $1", clock())
    await eventually(lambda: waiting(0))
    stop.set()
    await counting


async def test_events_that_halt_are_counted_until_they_are_skipped(
    service_database: ServiceDatabase, clock: FrozenClock
) -> None:
    database, metrics = await service_database(INDICATORS), CollectorRegistry()
    stop = asyncio.Event()
    counting = asyncio.create_task(halt_count(database, metrics, every=0.05).run(stop))

    async def waiting(count: int) -> bool:
        return metrics.get_sample_value("boucle_halts_waiting") == count

    await eventually(lambda: waiting(0))
    at = halts.HaltsAt(Record("flow", 0, 7, "key", {}, b"{", 0), NewerEvent("a.v2", "a.v1"))
    async with database.write() as session:
        await halts.keep(session, "indicators", at, clock())
        await halts.keep(session, "indicators", at, clock())
    await eventually(lambda: waiting(1))
    async with database.write() as session:
        row = halts.row_of(at.record, "no", clock())
        await halts.skip(session, row, "A. Martin", "a test wrote it", clock())
    await eventually(lambda: waiting(0))
    stop.set()
    await counting


def test_counters_are_there_before_the_first_event() -> None:
    metrics = CollectorRegistry()
    consumer_metrics(metrics).show("facts")
    mail_metrics(metrics)
    for name, labels in (
        ("boucle_consumer_fenced_total", {"consumer": "facts"}),
        ("boucle_mail_sent_total", {"step": "disclosure"}),
        ("boucle_mail_failed_total", {"reason": "no_contact"}),
    ):
        assert metrics.get_sample_value(name, labels) == 0


def test_the_disk_is_measured() -> None:
    metrics = new_metrics("toy")
    free = metrics.get_sample_value("boucle_disk_free_bytes")
    size = metrics.get_sample_value("boucle_disk_size_bytes")
    assert free is not None
    assert size is not None
    assert 0 < free <= size


ADD_INTRODUCTION = """
INSERT INTO introduction VALUES ($1, $1, $1, $1, 0, $2, 1, $3, $3)
"""
ADD_MAIL = """
INSERT INTO mail VALUES ($1, $1, 'introduction', $2, NULL, $1, NULL, $3, $4, 0, $5, $4, NULL)
"""


async def test_mails_that_wait_are_counted_by_what_they_wait_for(
    service_database: ServiceDatabase, clock: FrozenClock
) -> None:
    database, metrics = await service_database(NOTIFICATIONS), CollectorRegistry()
    now = clock()
    one, held = uuid4(), uuid4()
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(ADD_INTRODUCTION, one, "due", now)
        await driver.execute(ADD_INTRODUCTION, held, "held", now - timedelta(days=3))
        for state, age, reason in (
            ("due", 60, None),
            ("sending", 90, "mail_server_away"),
            ("due", 7200, "no_contact"),
            ("sent", 9000, None),
        ):
            since = now - timedelta(seconds=age)
            await driver.execute(ADD_MAIL, uuid4(), one, state, since, reason)
    await measures(database, clock, mail_metrics(metrics)).work()
    for name, value in {
        "boucle_mail_due": 2,
        "boucle_mail_oldest_due_seconds": 90,
        "boucle_mail_no_contact": 1,
        "boucle_introduction_held": 1,
        "boucle_introduction_oldest_held_seconds": 3 * 86400,
    }.items():
        assert metrics.get_sample_value(name) == value, name
