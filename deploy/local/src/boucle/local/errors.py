"""Define failures on one machine, with messages that a newcomer can act on."""

from pathlib import Path

from boucle.local.log_lines import readable

LAST_LINES = 15


class LocalError(Exception):
    """A failure of the local system; its text says what failed and what to do."""


def last_lines(log: Path, count: int = LAST_LINES) -> str:
    if not log.exists():
        return f"(no log at {log})"
    lines = log.read_text(errors="replace").splitlines()[-count:]
    return "\n".join(map(readable, lines)) if lines else f"(empty log: {log})"


class PartDied(LocalError):
    """A part that stopped by itself: its name, its log, the last lines of it."""

    def __init__(self, part: str, log: Path, why: str = "stopped by itself") -> None:
        super().__init__(f"{part} {why}; last lines of {log}:\n{last_lines(log)}")
        self.part = part
        self.log = log
