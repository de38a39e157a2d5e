"""What is wrong is said in one line, and nothing is half done."""

from __future__ import annotations

import subprocess

from tests.containers.stack import PROJECT, Stack


def _run(stack: Stack, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A service's command in the inner network, with these settings and no others."""
    given = [f"--env=BOUCLE_{name}={value}" for name, value in settings.items()]
    network = f"--network={PROJECT}_inside"
    secret = "registry_database_url"
    secrets = f"--volume={stack.secrets / secret}:/run/secrets/{secret}:ro"
    image = stack.settings["BOUCLE_IMAGE"]
    return stack.tried(
        "run", "--rm", "--read-only", "--tmpfs=/tmp", network, secrets, *given, image, *arguments
    )


def _lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said for people: not the log's JSON."""
    return [one for one in done.stderr.splitlines() if one and not one.startswith("{")]


def _registry(**changed: str) -> dict[str, str]:
    right = {"DATABASE_URL_FILE": "/run/secrets/registry_database_url"}
    return {**right, "KAFKA_BOOTSTRAP": "kafka:9092", "ENCRYPTION_KEY": "0" * 32, **changed}


def test_a_missing_and_a_malformed_variable(stack: Stack) -> None:
    done = _run(stack, "boucle.registry", "api", DATABASE_URL="here", HTTP_PORT="no")

    assert done.returncode == 2
    said = sorted(_lines(done))
    assert [line.partition(":")[0] for line in said] == [
        "BOUCLE_DATABASE_URL",
        "BOUCLE_ENCRYPTION_KEY",
        "BOUCLE_HTTP_PORT",
        "BOUCLE_KAFKA_BOOTSTRAP",
    ]
    assert "missing" in said[1]
    assert "missing" in said[3]


def test_a_secret_file_that_is_not_there(stack: Stack) -> None:
    wrong = _registry(DATABASE_URL_FILE="/run/secrets/nothing")
    done = _run(stack, "boucle.registry", "migrate", **wrong)

    assert done.returncode == 2
    (said,) = _lines(done)
    assert said.startswith("BOUCLE_DATABASE_URL_FILE: cannot read '/run/secrets/nothing'")


def test_a_wrong_password(stack: Stack) -> None:
    url = "postgresql://registry:wrong@postgres:5432/registry"
    wrong = _registry(DATABASE_URL=url)
    del wrong["DATABASE_URL_FILE"]
    done = _run(stack, "boucle.registry", "api", **wrong)

    assert done.returncode == 1
    (said,) = _lines(done)
    assert said.startswith("BOUCLE_DATABASE_URL: Postgres refuses it")
    assert "wrong" not in said


def test_a_link_key_that_is_too_short(stack: Stack) -> None:
    right = {"SMTP_HOST": "mail", "MAIL_FROM": "boucle@local.example", "CLIENT_ID": "notifications"}
    asked = {"REGISTRY_URL": "http://registry-api:8000", "CLIENT_SECRET": "secret"}
    settings = {**_registry(), **right, **asked, "LINK_KEY": "guessable"}
    done = _run(stack, "boucle.notifications", "worker", **settings)

    assert done.returncode == 2
    (said,) = _lines(done)
    assert said.startswith("BOUCLE_LINK_KEY: (hidden) is not valid; expected: at least 32")


def test_another_services_database_is_closed(stack: Stack) -> None:
    url = (stack.secrets / "registry_database_url").read_text()
    theirs = _registry(DATABASE_URL=f"{url.rpartition('/')[0]}/matching")
    del theirs["DATABASE_URL_FILE"]
    done = _run(stack, "boucle.registry", "migrate", **theirs)

    assert done.returncode == 1
    assert "permission denied" in done.stderr


def test_a_broker_that_does_not_answer_is_waited_for_then_named(stack: Stack) -> None:
    away = _registry(KAFKA_BOOTSTRAP="postgres:9", START_SECONDS="1")
    done = _run(stack, "boucle.registry", "worker", **away)

    assert done.returncode == 1
    (said,) = _lines(done)
    assert said.startswith("gave up after 1 s: Kafka")


def test_a_newer_schema_is_left_alone(stack: Stack) -> None:
    _sql(stack, "CREATE TABLE kept AS SELECT version_num FROM alembic_version")
    _sql(stack, "UPDATE alembic_version SET version_num = '9999'")
    try:
        done = _run(stack, "boucle.registry", "migrate", **_registry())
        assert done.returncode == 1
        (said,) = _lines(done)
        assert "is at schema 9999, newer than this version knows" in said
    finally:
        _sql(stack, "UPDATE alembic_version SET version_num = kept.version_num FROM kept")
        _sql(stack, "DROP TABLE kept")


def _sql(stack: Stack, statement: str) -> None:
    command = ("psql", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "registry")
    stack.compose("exec", "-T", "postgres", *command, "-c", statement)
