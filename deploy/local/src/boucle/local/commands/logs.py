"""Read the logs of all parts together: the last lines, then new ones."""

import time
from collections.abc import Iterator
from pathlib import Path

_POLL_S = 0.2


def last(log: Path, count: int) -> list[str]:
    return log.read_text(errors="replace").splitlines()[-count:] if log.exists() else []


def follow(logs: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield (part, line) as lines are written to any of the logs, for ever."""
    positions = {part: _size(log) for part, log in logs.items()}
    while True:
        for part, log in logs.items():
            if _size(log) < positions[part]:
                positions[part] = 0  # emptied by a reset
            lines, positions[part] = _read_lines(log, positions[part])
            yield from ((part, line) for line in lines)
        time.sleep(_POLL_S)


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def _read_lines(log: Path, start: int) -> tuple[list[str], int]:
    """Return whole lines from a position on, and the position after them."""
    if not log.exists():
        return [], 0
    with log.open("rb") as handle:
        handle.seek(start)
        whole = handle.read().rpartition(b"\n")
    end = start + len(whole[0]) + len(whole[1])
    return whole[0].decode(errors="replace").splitlines(), end
