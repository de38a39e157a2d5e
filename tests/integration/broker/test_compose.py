"""The compose file for a broker of one's own gives each service its own user there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from boucle.local.services import SERVICES, STATELESS

ROOT = Path(__file__).parents[3]


class _Compose(yaml.SafeLoader):
    """Compose's own tag `!reset` leaves out what the first file says."""


_Compose.add_constructor("!reset", lambda _loader, _node: None)


def loaded(file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((ROOT / file).read_text(), Loader=_Compose)  # noqa: S506 - a SafeLoader
    return found


def services(file: str) -> dict[str, Any]:
    found: dict[str, Any] = loaded(file)["services"]
    return found


def test_whoever_reads_kafka_s_settings_has_its_service_s_user_and_password() -> None:
    ours = {
        name: service
        for name, service in services("docker-compose.yml").items()
        if "BOUCLE_KAFKA_BOOTSTRAP" in service.get("environment", {})
    }
    assert {f"{one.name}-{kind}" for one in SERVICES for kind in one.processes} < ours.keys()
    for name, service in ours.items():
        user = name.partition("-")[0]
        secret = f"{user}_kafka_password"
        given = service["environment"]
        assert given["BOUCLE_KAFKA_USERNAME"] == f"${{BOUCLE_KAFKA_USERNAME:-{user}}}"
        assert given["BOUCLE_KAFKA_PASSWORD_FILE"] == f"/run/secrets/{secret}"
        assert [one for one in service["secrets"] if one.endswith("kafka_password")] == [secret]
        assert "kafka_ca" in service["secrets"]


def test_whoever_speaks_to_the_broker_has_a_way_out() -> None:
    ours = services("docker-compose.yml")
    speaking = {name for name in ours if name.endswith(("-topics", "-api", "-worker"))}
    speaking -= {f"{one.name}-api" for one in STATELESS}
    assert {name for name, one in ours.items() if "broker" in one.get("networks", ())} == speaking
    over = loaded("deploy/docker/compose.broker.yml")
    assert over["networks"] == {"broker": {"internal": False}}
    waiting = {name: {"depends_on": None} for name in ours if name.endswith("-topics")}
    assert over["services"] == {"kafka": None, **waiting}
