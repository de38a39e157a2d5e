"""Kafka's jars: exactly those locked, fetched again when damaged, a clear word without network."""

import shutil
from pathlib import Path

import pytest

from boucle.local.errors import LocalError
from boucle.local.home import cache_dir
from boucle.local.parts.jars import sync_jars


def test_a_damaged_jar_is_fetched_again(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sync_jars(cache_dir() / "maven")
    cache = tmp_path / "maven"
    shutil.copytree(cache_dir() / "maven", cache)
    damaged = min(cache.rglob("*.jar"), key=lambda jar: jar.stat().st_size)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])

    jars = sync_jars(cache, lambda done, total: told.append((done, total)))

    assert damaged.read_bytes() == whole
    assert damaged in jars
    assert told[-1] == (len(jars), len(jars))


def test_without_a_network_the_cure_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    with pytest.raises(LocalError, match="is there a network"):
        sync_jars(tmp_path / "maven")
