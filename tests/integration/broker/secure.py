"""A broker set by docs/deploy.md: TLS, passwords, rights; and its administrator's commands."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from boucle.local.home import cache_dir
from boucle.local.parts.jars import LOCK, sync_jars
from boucle.local.parts.java import find_java
from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.ports import HOST, free_port
from boucle.local.services import SERVICES
from boucle.platform.bus import Bus
from boucle.platform.settings import ServiceSettings
from tests.integration.broker.authority import Authority
from tests.integration.broker.page import assignments, blocks, replaced

_TOOLS = Path(__file__).with_name("kafka-tools.lock.toml")
_MAIN = {
    "kafka-acls.sh": "org.apache.kafka.tools.AclCommand",
    "kafka-configs.sh": "kafka.admin.ConfigCommand",
}
_BROKER_PAGE, _ADMIN_PAGE = 0, 1  # the page's two blocks of properties
# Registry's user is made by the page's own command.
USERS = (
    *("admin", "operator", "nobody"),
    *(service.name for service in SERVICES if service.name != "registry"),
)


def password(user: str) -> str:
    return f"password of {user}"


@dataclass(frozen=True)
class Secure:
    folder: Path
    kafka: EmbeddedKafka

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def environment(self, user: str) -> dict[str, str]:
        """The settings of the page, for this user."""
        (page,) = blocks("ini")
        changes = {
            "broker-1.example.org:9093": self.kafka.bootstrap,
            "=registry": f"={user}",
            "REGISTRY-PASSWORD": password(user),
            "/etc/kafka/tls": str(self.folder),
        }
        return assignments(replaced(page, changes))

    def settings(self, user: str) -> dict[str, object]:
        """The same, as fields of the settings."""
        return {
            name.removeprefix("BOUCLE_").lower(): value
            for name, value in self.environment(user).items()
        }

    def bus(self, user: str, prefix: str = "boucle") -> Bus:
        settings = ServiceSettings.model_validate(
            {"database_url": "postgresql://nowhere/none", **self.settings(user)}
        )
        return Bus.from_settings(
            settings.model_copy(update={"topic_prefix": prefix}), client_id=user
        )

    def administer(self, command: str) -> None:
        """Run a line as the administrator would, by Kafka's own tools."""
        variables = {"$BROKER": self.kafka.bootstrap, "$ADMIN": str(self._admin_file())}
        script, *arguments = shlex.split(replaced(command, variables))
        classpath = [*sync_jars(cache_dir() / "maven", lock=LOCK)]
        classpath += sync_jars(cache_dir() / "maven", lock=_TOOLS)
        done = subprocess.run(
            [
                *(str(find_java()), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"),
                *("-cp", os.pathsep.join(map(str, classpath)), _MAIN[script], *arguments),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        # The tools say some errors on standard output and leave with 0.
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Error" not in done.stdout, f"{command}\n{done.stdout}"

    def _admin_file(self) -> Path:
        changes = {"ADMIN-PASSWORD": password("admin"), "/etc/kafka/tls": str(self.folder)}
        file = self.folder / "admin.properties"
        file.write_text(replaced(blocks("properties")[_ADMIN_PAGE], changes))
        return file


@contextmanager
def running(folder: Path) -> Iterator[Secure]:
    """The broker of the page, with every user but ``registry``, whom the page makes."""
    client, broker, controller = (free_port() for _ in range(3))
    authority = Authority(folder / "ca.pem")
    authority.issue(folder / "broker.pem", "kafka")
    changes = {
        "broker-1.example.org:9093": f"{HOST}:{client}",
        "broker-1.example.org:9094": f"{HOST}:{broker}",
        "broker-1.example.org:9095": f"{HOST}:{controller}",
        "/etc/kafka/tls": str(folder),
    }
    settings = assignments(replaced(blocks("properties")[_BROKER_PAGE], changes))
    users = {user: password(user) for user in USERS}
    kafka = EmbeddedKafka(folder / "kafka", client, settings=settings, users=users)
    kafka.start()
    try:
        secure = Secure(folder, kafka)
        registers, _acls = blocks("sh")[0].splitlines()
        secure.administer(replaced(registers, {"REGISTRY-PASSWORD": password("registry")}))
        yield secure
    finally:
        kafka.stop()
