"""A backup is used whole or not at all; a restore that broke off keeps everything from starting."""

import hashlib
import json
from pathlib import Path

import pytest

from boucle.local import start
from boucle.local.commands import backup
from boucle.local.errors import LocalError
from boucle.local.system import System
from tests.unit.local.test_steps import Recorder


def a_backup(folder: Path, **changes: object) -> Path:
    folder.mkdir()
    (folder / "registry.dump").write_bytes(b"rows")
    digest = hashlib.sha256(b"rows").hexdigest()
    services = {"registry": {"file": "registry.dump", "sha256": digest}}
    told = {"format": 1, "made_at": "2026-11-24T22:00:00+00:00", "services": services, **changes}
    (folder / "manifest.json").write_text(json.dumps(told))
    return folder


def test_a_whole_backup_is_read(tmp_path: Path) -> None:
    found = backup.read(a_backup(tmp_path / "one"))
    assert found.dumps == {"registry": tmp_path / "one" / "registry.dump"}


def test_a_dump_that_changed_is_refused(tmp_path: Path) -> None:
    folder = a_backup(tmp_path / "one")
    (folder / "registry.dump").write_bytes(b"row")
    with pytest.raises(LocalError, match=r"registry\.dump is missing or not as it was written"):
        backup.read(folder)


@pytest.mark.parametrize("changes", [{"format": 2}, {"services": []}, {"services": {"x": {}}}])
def test_another_manifest_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(LocalError, match=r"manifest\.json"):
        backup.read(a_backup(tmp_path / "one", **changes))


def test_a_folder_without_a_manifest_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="is no backup"):
        backup.read(tmp_path)


def test_a_backup_never_replaces_another(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="name a folder that does not"):
        backup.make(System(tmp_path / "home"), tmp_path)


def test_nothing_starts_after_half_a_restore(tmp_path: Path) -> None:
    system = System(tmp_path / "home")
    system.home.mkdir()
    system.restore_mark.write_text("half")
    with pytest.raises(LocalError, match="run `boucle restore` again"):
        start.up(system, Recorder())


def test_a_key_of_links_that_is_there_already_comes_back_once(tmp_path: Path) -> None:
    folder = a_backup(tmp_path / "one")
    kept, here = folder / "secrets", tmp_path / "secrets"
    kept.mkdir()
    (kept / "link.key").write_text("older\noldest\n")
    backup.put_back_secrets(backup.read(folder), here)
    assert (here / "link.key").read_text() == "older\noldest\n"
    (here / "link.key").write_text("newest\nolder\n")
    backup.put_back_secrets(backup.read(folder), here)
    assert (here / "link.key").read_text() == "newest\nolder\noldest\n"


def test_secrets_come_back_closed_and_database_passwords_stay(tmp_path: Path) -> None:
    folder = a_backup(tmp_path / "one")
    kept, here = folder / "secrets", tmp_path / "secrets"
    kept.mkdir()
    here.mkdir()
    for name in ("link.key", "operator.client", "registry.database"):
        (kept / name).write_text("theirs")
        (here / name).write_text("ours")
    backup.put_back_secrets(backup.read(folder), here)
    found = {path.name: path.read_text() for path in here.iterdir()}
    assert found == {
        "link.key": "ours\ntheirs\n",
        "operator.client": "theirs",
        "registry.database": "ours",
    }
    assert (here / "link.key").stat().st_mode & 0o777 == 0o600
