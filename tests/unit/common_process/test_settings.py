"""The environment: read, from files too, and every fault named at once."""

from pathlib import Path

import pytest
from pydantic import Field, SecretStr

from boucle.platform.settings import (
    KEYS_WANTED,
    Keys,
    ServiceSettings,
    SettingsError,
    example_settings,
    key_bytes,
    load_settings,
)


class ToySettings(ServiceSettings):
    link_key: SecretStr = Field(min_length=8, description="at least 8 characters")


class SealingSettings(ServiceSettings):
    seal_key: Keys = Field(description=KEYS_WANTED, examples=["0" * 32])


@pytest.fixture(autouse=True)
def good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOUCLE_DATABASE_URL", "postgresql://u:p@h:5432/d")
    monkeypatch.setenv("BOUCLE_KAFKA_BOOTSTRAP", "a:9092,b:9092")
    monkeypatch.setenv("BOUCLE_LINK_KEY", "long enough")


def faults() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(ToySettings)
    return caught.value.lines


def test_the_environment_is_read() -> None:
    settings = load_settings(ToySettings)
    assert settings.database_url == "postgresql://u:p@h:5432/d"
    assert settings.link_key.get_secret_value() == "long enough"
    assert "p@h" not in repr(settings)


def test_a_file_may_hold_the_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "link"
    secret.write_text("from a file\n")
    monkeypatch.delenv("BOUCLE_LINK_KEY")
    monkeypatch.setenv("BOUCLE_LINK_KEY_FILE", str(secret))
    assert load_settings(ToySettings).link_key.get_secret_value() == "from a file"


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("BOUCLE_HTTP_PROT", "BOUCLE_HTTP_PORT"),
        ("BOUCLE_LOGLEVEL", "BOUCLE_LOG_LEVEL"),
        ("BOUCLE_LINK_KEYS_FILE", "BOUCLE_LINK_KEY"),
    ],
)
def test_a_misspelt_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, meant: str
) -> None:
    monkeypatch.setenv(variable, "secret")
    monkeypatch.setenv("BOUCLE_LOG_FORMAT", "xml")
    named, other = faults()
    assert named == f"{variable}: no such setting; is {meant} meant?"
    assert other.startswith("BOUCLE_LOG_FORMAT: ")
    monkeypatch.delenv("BOUCLE_LOG_FORMAT")
    assert faults() == [named]


@pytest.mark.parametrize(
    "variable", ["BOUCLE_REGISTRY_SERVICE_HOST", "BOUCLE_SMTP_PORT", "BOUCLE_LOG_LEVEL_FILE"]
)
def test_another_processs_variable_is_let_be(
    monkeypatch: pytest.MonkeyPatch, variable: str, tmp_path: Path
) -> None:
    level = tmp_path / "level"
    level.write_text("INFO")
    monkeypatch.setenv(variable, str(level))
    load_settings(ToySettings)


def test_a_secret_of_several_versions_is_a_line_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "key"
    secret.write_text(f"{'n' * 32}\n\n{'o' * 40}\n")
    monkeypatch.setenv("BOUCLE_SEAL_KEY_FILE", str(secret))
    settings = load_settings(SealingSettings)
    assert key_bytes(settings.seal_key) == (b"n" * 32, b"o" * 40)
    assert "nnn" not in repr(settings)
    assert key_bytes(example_settings(SealingSettings).seal_key) == (b"0" * 32,)


@pytest.mark.parametrize("text", ["", "\n", "hunter2", f"{'n' * 32}\nhunter2"])
def test_keys_that_somebody_may_guess_are_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("BOUCLE_SEAL_KEY", text)
    with pytest.raises(SettingsError) as caught:
        load_settings(SealingSettings)
    assert caught.value.lines == [
        f"BOUCLE_SEAL_KEY: (hidden) is not valid; expected: {KEYS_WANTED}"
    ]


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOUCLE_LINK_KEY")
    monkeypatch.setenv("BOUCLE_LINK_KEY_FILE", "/nowhere/link")
    [line] = faults()
    assert line.startswith("BOUCLE_LINK_KEY_FILE: cannot read '/nowhere/link'")


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("HTTP_PORT", "abc", "'abc'"),
        ("HTTP_PORT", "70000", "'70000'"),
        ("KAFKA_BOOTSTRAP", "kafka", "'kafka'"),
        ("JWKS_URL", "ftp://x", "'ftp://x'"),
        ("TOPIC_PREFIX", "Été", "'Été'"),
        ("LOG_LEVEL", "LOUD", "'LOUD'"),
        ("DRAIN_SECONDS", "-1", "'-1'"),
        ("DATABASE_URL", "mysql://u:hunter2@h/d", "(hidden)"),
        ("LINK_KEY", "hunter2", "(hidden)"),
    ],
)
def test_a_wrong_value_has_its_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, shown: str
) -> None:
    monkeypatch.setenv(f"BOUCLE_{name}", value)
    [line] = faults()
    assert line.startswith(f"BOUCLE_{name}: {shown} is not valid; expected: ")
    assert "hunter2" not in line


def test_missing_ones_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOUCLE_DATABASE_URL")
    monkeypatch.delenv("BOUCLE_LINK_KEY")
    assert [line.split(";")[0] for line in faults()] == [
        "BOUCLE_DATABASE_URL: missing",
        "BOUCLE_LINK_KEY: missing",
    ]


def test_examples_stand_in_where_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOUCLE_DATABASE_URL")
    settings = example_settings(ServiceSettings, topic_prefix="given")
    assert settings.topic_prefix == "given"
