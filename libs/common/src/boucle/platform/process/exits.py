"""End a process that cannot go on, with one line that says why."""

import sys
from collections.abc import Callable
from typing import TypeVar

from boucle.platform.settings import ProcessSettings, SettingsError, load_settings

P = TypeVar("P", bound=ProcessSettings)


class StartError(RuntimeError):
    """The process cannot start; the message says why in one line."""


def settings_or_exit(kind: type[P]) -> P:
    """Return the settings of the environment. Exit with status 2 where they are wrong."""
    try:
        return load_settings(kind)
    except SettingsError as error:
        _say(str(error))
        raise SystemExit(2) from None


def or_exit(work: Callable[[], None], *foreseen: type[Exception]) -> None:
    """Do ``work``; where it fails as foreseen, say so in a line and exit with status 1."""
    try:
        work()
    except Exception as error:
        if not isinstance(error, (StartError, *foreseen)):
            raise
        _say(str(error))
        raise SystemExit(1) from None


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
