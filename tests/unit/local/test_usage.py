"""Names that a command does not know: usage, not a verdict."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from boucle.local.cli import app
from boucle.local.commands import imports


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("rebuild", "foo"), "matching, indicators"),
        (("dlq", "list", "foo"), "registry"),
        (("dlq", "show", "foo", "3"), "registry"),
        (("keys", "rotate", "foo"), "encryption, link"),
        (("halts", "list", "foo"), "registry"),
        (("halts", "show", "foo", "flow/3/17"), "registry"),
    ],
)
def test_an_unknown_name_is_a_usage_error(arguments: tuple[str, ...], known: str) -> None:
    """1 would say that something differed."""
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert known in done.output


def test_the_help_of_an_import_names_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the service's own command, which one did not type."""
    real, said = subprocess.run, []

    def run(argv: list[str], *, env: dict[str, str], check: bool) -> Any:
        done = real(argv[:-1], env=env, check=check, capture_output=True, text=True)
        said.append(done.stderr)
        return done

    monkeypatch.setattr(imports, "state_home", lambda: tmp_path)
    monkeypatch.setattr("boucle.local.commands.imports.subprocess.run", run)
    done = CliRunner().invoke(app, ["import", "sirene", "file.csv"])
    assert done.exit_code == 2
    assert "Try 'boucle import sirene --help' for help" in said[0]
