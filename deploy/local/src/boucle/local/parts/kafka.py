"""Run a real Apache Kafka broker on this machine: KRaft, one node, loopback only, stored data."""

import base64
import os
import socket
import ssl
import struct
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from boucle.local.errors import LocalError
from boucle.local.home import cache_dir
from boucle.local.parts.jars import Progress, sync_jars
from boucle.local.parts.java import find_java
from boucle.local.ports import HOST, PortBook, is_free
from boucle.local.processes import Command, DetachedProcess, exclusive, run_once

_START_S = 180.0
_STOP_S = 10.0
_LOG4J = Path(__file__).with_name("log4j2.xml")

_SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "CLIENT",
    "auto.create.topics.enable": "false",
    # With one node there is one copy.
    "default.replication.factor": "1",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    # The whole log is stored: state is rebuilt from offset 0.
    "log.retention.ms": "-1",
    "log.retention.bytes": "-1",
    "offsets.retention.minutes": "5256000",
    # A killed broker comes back at once instead of waiting for its own old session to expire.
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    # Small: many short-lived topics in tests, a laptop in `boucle up`.
    "log.index.size.max.bytes": "1048576",
    "log.cleaner.dedupe.buffer.size": "16777216",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "background.threads": "2",
    "num.recovery.threads.per.data.dir": "2",
    "log.segment.delete.delay.ms": "1000",
    "message.max.bytes": "1048588",
}


class EmbeddedKafka:
    """One broker in `state_dir`. `port` None: a free one, chosen once and remembered.
    `progress(done, total)` is called while the jars are checked or downloaded (44 MB, first time
    only). `settings` are added to Kafka's own (with listeners of TLS, a client's is named CLIENT).
    `users` are passwords by name, made with the cluster, for SCRAM-SHA-512."""

    def __init__(
        self,
        state_dir: Path,
        port: int | None = None,
        *,
        heap_mb: int = 512,
        log: Path | None = None,
        progress: Progress = lambda done, total: None,
        settings: Mapping[str, str] = MappingProxyType({}),
        users: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.state_dir = state_dir.resolve()
        self._settings = settings
        self._users = users
        self.log = log or self.state_dir / "kafka.log"
        self._data = self.state_dir / "data"
        self._config = self.state_dir / "server.properties"
        self._book = PortBook(self.state_dir / "ports.json")
        self._fixed_port = port
        self._heap_mb = heap_mb
        self.progress = progress
        self.process = DetachedProcess("kafka", self.state_dir, self.log)

    @property
    def port(self) -> int:
        return self._fixed_port or self._book.port("kafka")

    @property
    def bootstrap(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def identity_file(self) -> Path:
        return self._data / "meta.properties"

    def claim_port(self) -> None:
        """Settle the port before a start: if not running, give up one that another process took."""
        if self._fixed_port is None and not self.is_running():
            self._book.port_to_listen("kafka")

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.find() is not None

    def start(self) -> None:
        with exclusive(self.state_dir):
            if not self.is_running():
                jars = sync_jars(cache_dir() / "maven", self.progress)
                self._configure()
                self._format(jars)
                self.process.spawn(self._java(jars, "kafka.Kafka", [str(self._config)]))
            protocols = self._settings.get("listener.security.protocol.map", "")
            tls = "CLIENT:SASL_SSL" in protocols or "CLIENT:SSL" in protocols
            self.process.wait_until(lambda: answers(self.port, tls=tls), _START_S)

    def stop(self) -> None:
        """Shut down in order; SIGKILL after 10 s."""
        with exclusive(self.state_dir):
            self.process.stop(_STOP_S)

    def signal(self, number: int) -> None:
        """Send a signal to the broker (kill -9, freeze)."""
        self.process.signal(number)

    def _configure(self) -> None:
        self.claim_port()
        if not is_free(self.port):
            raise LocalError(f"port {self.port}, wanted for Kafka, is taken")
        controller = self._book.port_to_listen("controller")
        settings = {
            **_SETTINGS,
            "listeners": f"CLIENT://{self.bootstrap},CONTROLLER://{HOST}:{controller}",
            "advertised.listeners": f"CLIENT://{self.bootstrap}",
            "controller.quorum.voters": f"1@{HOST}:{controller}",
            "log.dirs": str(self._data),
            **self._settings,
        }
        lines = (f"{name}={value}\n" for name, value in settings.items())
        self._config.write_text("".join(lines))

    def _format(self, jars: list[Path]) -> None:
        if (self._data / "meta.properties").exists():
            return
        argv = ["format", "-t", _cluster_id(), "-c", str(self._config), "--ignore-formatted"]
        for name, password in self._users.items():
            argv += ["--add-scram", f"SCRAM-SHA-512=[name={name},password={password}]"]
        done = run_once(self._java(jars, "kafka.tools.StorageTool", argv))
        if done.returncode != 0:
            raise LocalError(f"Kafka could not format {self._data}:\n{done.stdout.strip()}")

    def _classpath(self, jars: list[Path]) -> Path:
        """Write an argument file: 46 paths would drown the process list."""
        path = self.state_dir / "classpath.args"
        # Java reads the quoted value with backslash escapes.
        joined = os.pathsep.join(map(str, jars)).replace("\\", "\\\\").replace('"', '\\"')
        path.write_text(f'-cp "{joined}"\n')
        return path

    def _java(self, jars: list[Path], main: str, arguments: list[str]) -> Command:
        argv = [
            str(find_java()),
            *("-Xms128m", f"-Xmx{self._heap_mb}m", "-XX:+UseSerialGC"),
            # The quick compiler alone: half the CPU until it serves, beside eight other starts.
            *("-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
            *("-Djava.awt.headless=true", f"-Dlog4j2.configurationFile={_LOG4J}"),
            *(f"@{self._classpath(jars)}", main, *arguments),
        ]
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        return Command(argv, env, cwd=self.state_dir)


def answers(port: int, timeout_s: float = 2.0, *, tls: bool = False) -> bool:
    """Ask a broker an ApiVersions v0 request. Kafka opens its socket before it serves, so a
    connection alone proves nothing. Over TLS any certificate will do: nothing is secret."""
    request = struct.pack(">hhih", 18, 0, 1, -1)  # key, version, correlation id, no client id
    try:
        with (
            socket.create_connection((HOST, port), timeout=timeout_s) as plain,
            _unverified().wrap_socket(plain) if tls else plain as connection,
            connection.makefile("rb") as answer,
        ):
            connection.sendall(struct.pack(">i", len(request)) + request)
            header = answer.read(10)
    except OSError:
        return False
    # size, correlation id, error code
    return len(header) == 10 and struct.unpack(">iih", header)[1:] == (1, 0)


def _unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _cluster_id() -> str:
    """Make a random uuid in Kafka's spelling: 22 characters, not starting with a dash."""
    while (spelled := base64.urlsafe_b64encode(uuid.uuid4().bytes)[:22].decode())[0] == "-":
        pass
    return spelled
