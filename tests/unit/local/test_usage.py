"""Names that a command does not know: usage, not a verdict."""

import pytest
from typer.testing import CliRunner

from boucle.local.cli import app


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        (("rebuild", "foo"), "matching, indicators"),
        (("dlq", "list", "foo"), "registry"),
        (("dlq", "show", "foo", "3"), "registry"),
        (("halts", "list", "foo"), "registry"),
        (("halts", "show", "foo", "flow/3/17"), "registry"),
        (("keys", "rotate", "foo"), "encryption, link"),
    ],
)
def test_an_unknown_name_is_a_usage_error(arguments: tuple[str, ...], known: str) -> None:
    """1 would say that something differed."""
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    assert done.exit_code == 2
    assert known in done.output
