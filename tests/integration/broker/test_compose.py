"""The compose file for a broker of one's own gives each service its own user there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]


class _Compose(yaml.SafeLoader):
    """Compose's own tag `!reset` leaves out what the first file says."""


_Compose.add_constructor("!reset", lambda _loader, _node: None)


def services(file: str) -> dict[str, Any]:
    loaded = yaml.load((ROOT / file).read_text(), Loader=_Compose)  # noqa: S506 - a SafeLoader
    found: dict[str, Any] = loaded["services"]
    return found


def test_whoever_reads_kafka_s_settings_has_its_service_s_user_and_password() -> None:
    ours = {
        name: name.partition("-")[0]
        for name, service in services("docker-compose.yml").items()
        if "BOUCLE_KAFKA_PASSWORD_FILE" in service.get("environment", {})
    }
    given = services("deploy/docker/compose.broker.yml")
    assert given.pop("kafka") is None
    assert given.keys() == ours.keys()
    for name, user in ours.items():
        secret = f"{user}_kafka_password"
        assert given[name]["secrets"] == [secret]
        assert given[name]["environment"] == {
            "BOUCLE_KAFKA_USERNAME": user,
            "BOUCLE_KAFKA_CA_FILE": "/run/secrets/kafka_ca",
            "BOUCLE_KAFKA_PASSWORD_FILE": f"/run/secrets/{secret}",
        }


def test_whoever_speaks_to_the_broker_has_a_way_out() -> None:
    for name, service in services("deploy/docker/compose.broker.yml").items():
        if name.endswith(("-topics", "-api", "-worker")):
            assert "outside" in service["networks"]
