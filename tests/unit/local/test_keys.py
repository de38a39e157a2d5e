"""A new key comes before the older ones, which stay."""

import subprocess
from pathlib import Path

import pytest

from boucle.local.commands.keys import rotate
from boucle.local.errors import LocalError
from boucle.local.secret_files import add_version, secret_in
from boucle.local.system import System

ROTATE = Path(__file__).parents[3] / "deploy" / "docker" / "rotate.sh"


def test_a_new_version_is_the_first_line(tmp_path: Path) -> None:
    file = tmp_path / "link.key"
    first = secret_in(file)
    add_version(file)
    add_version(file)
    newest, newer, last = file.read_text().splitlines()
    assert last == first
    assert len({newest, newer, last}) == 3
    assert min(map(len, (newest, newer))) >= 32
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_rotated_where_nothing_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads it must be started again, and what it sealed sealed again."""
    monkeypatch.setenv("BOUCLE_HOME", str(tmp_path))
    file = System(tmp_path).secrets / "link.key"
    key = secret_in(file)
    with pytest.raises(LocalError, match="notifications does not run"):
        rotate("link")
    assert file.read_text().split() == [key]


def test_in_containers_too(tmp_path: Path) -> None:
    file = tmp_path / "encryption_key"
    file.write_text("o" * 64)  # without a line feed, as secrets.sh writes it
    for lines in (2, 3):
        done = subprocess.run([ROTATE, file.name, tmp_path], check=True, capture_output=True)
        assert b"has a new key" in done.stdout
        newest, *older = file.read_text().splitlines()
        assert (len(newest), older[-1], len(older) + 1) == (64, "o" * 64, lines)
    assert file.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    ("named", "status", "said"),
    [
        ("smtp_password", 2, "usage: "),
        ("link_key", 1, "link_key is not there: make it with deploy/docker/secrets.sh"),
    ],
)
def test_what_is_no_key_is_named(tmp_path: Path, named: str, status: int, said: str) -> None:
    done = subprocess.run([ROTATE, named, tmp_path], check=False, capture_output=True, text=True)
    assert done.returncode == status
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
