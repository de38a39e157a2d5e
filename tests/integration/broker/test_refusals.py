"""What keeps a service from its broker is said in one line: what is wrong, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from boucle.registry.app import SERVICE
from tests.integration.broker.authority import Authority
from tests.integration.broker.process import finish
from tests.integration.broker.secure import Secure
from tests.kit import ApiClient, ServiceDatabase


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """The certificate of an authority that signed nothing here."""
    return Authority(tmp_path / "stranger.pem").file


async def cause(api_client: ApiClient, settings: dict[str, object]) -> str:
    """What ``/readyz`` of an API says of its broker; the API goes on without it."""
    async with api_client(SERVICE, **settings) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200
    broker: dict[str, Any] = answer.json()["checks"]["broker"]
    assert not broker["ok"]
    return str(broker["cause"])


@pytest.mark.parametrize(
    ("wrong", "said", "variable"),
    [
        (
            {"kafka_password": "another"},
            "refuses user 'registry' or its password",
            "BOUCLE_KAFKA_PASSWORD",
        ),
        (
            {"kafka_username": "unknown"},
            "refuses user 'unknown' or its password",
            "BOUCLE_KAFKA_USERNAME",
        ),
        (
            {"kafka_sasl_mechanism": "SCRAM-SHA-256"},
            "does not offer SCRAM-SHA-256",
            "BOUCLE_KAFKA_SASL_MECHANISM",
        ),
        (
            {"kafka_security_protocol": "PLAINTEXT"},
            "hangs up: it starts or stops, or does not speak PLAINTEXT",
            "BOUCLE_KAFKA_SECURITY_PROTOCOL",
        ),
    ],
)
async def test_readiness_names_what_is_wrong_and_the_variable(
    secure: Secure, api_client: ApiClient, wrong: dict[str, object], said: str, variable: str
) -> None:
    line = await cause(api_client, {**secure.settings("registry"), **wrong})
    assert said in line
    assert variable in line
    assert secure.kafka.bootstrap in line
    assert "\n" not in line


async def test_another_authority_is_named(
    secure: Secure, api_client: ApiClient, stranger: Path
) -> None:
    line = await cause(api_client, {**secure.settings("registry"), "kafka_ca_file": str(stranger)})
    assert "is not signed by an authority we know" in line
    assert "BOUCLE_KAFKA_CA_FILE" in line


async def test_another_name_is_named(secure: Secure, api_client: ApiClient) -> None:
    bootstrap = f"localhost:{secure.kafka.port}"  # the certificate is for 127.0.0.1
    line = await cause(api_client, {**secure.settings("registry"), "kafka_bootstrap": bootstrap})
    assert "its certificate is for another name" in line
    assert "BOUCLE_KAFKA_BOOTSTRAP" in line


async def test_every_right_that_lacks_is_named(
    secure: Secure, api_client: ApiClient, topic_prefix: str
) -> None:
    line = await cause(api_client, secure.settings("nobody"))
    assert line == (
        "Kafka does not let user 'nobody' do what registry does ("
        + ", ".join(
            f"{right} on topic {topic_prefix}.{topic}"
            for right, more in (("Write", ("sign_in",)), ("Read", ()))
            for topic in (
                *("territory", "site", "flow", "establishments", "sharing"),
                *("person", "principal", *more),
            )
        )
        + f", Read on topic {topic_prefix}.life, Read on group {topic_prefix}.registry, "
        + f"Read on group {topic_prefix}.registry.disclosed"
        + "): python -m boucle.registry acls prints the commands that do"
    )


@pytest.mark.parametrize("command", ["worker", "topics"])
@pytest.mark.parametrize(
    ("user", "changed", "said"),
    [
        ("registry", {"BOUCLE_KAFKA_PASSWORD": "another"}, "or its password: check"),
        ("registry", {"BOUCLE_KAFKA_CA_FILE": "stranger"}, "an authority we know"),
        ("nobody", {}, "acls"),
    ],
)
async def test_a_start_ends_at_once_with_that_line(
    secure: Secure,
    service_database: ServiceDatabase,
    stranger: Path,
    command: str,
    user: str,
    changed: dict[str, str],
    said: str,
) -> None:
    """Nothing is waited for: BOUCLE_START_SECONDS is its default, a minute."""
    given = {
        **secure.environment(user),
        "BOUCLE_DATABASE_URL": (await service_database(SERVICE)).url,
        "BOUCLE_PERSON_KEY": "0" * 32,
        "BOUCLE_WORKER_HTTP_PORT": "0",
        **changed,
    }
    if "BOUCLE_KAFKA_CA_FILE" in changed:
        given["BOUCLE_KAFKA_CA_FILE"] = str(stranger)
    status, _, lines = await finish(SERVICE.name, command, **given)
    assert status == 1
    (line,) = lines
    assert said in line


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"BOUCLE_KAFKA_USERNAME": ""}, "BOUCLE_KAFKA_USERNAME: missing; expected: the SASL user"),
        (
            {"BOUCLE_KAFKA_CA_FILE": __file__},
            f"BOUCLE_KAFKA_CA_FILE: {__file__!r} is not valid; "
            "expected: a readable file of CA certificates, PEM",
        ),
    ],
)
async def test_settings_that_cannot_work_are_refused_before_anything_is_tried(
    secure: Secure, changed: dict[str, str], line: str
) -> None:
    given = {
        **secure.environment("registry"),
        "BOUCLE_PERSON_KEY": "0" * 32,
        "BOUCLE_DATABASE_URL": "postgresql://nowhere/none",
    }
    status, _, lines = await finish(SERVICE.name, "topics", **{**given, **changed})
    assert (status, lines) == (2, [line])
