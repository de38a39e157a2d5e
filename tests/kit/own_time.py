"""A clock that stands still while others have the processors."""

import time
from pathlib import Path

_SCHEDULED = Path("/proc/thread-self/schedstat")


def own_time() -> float:
    """Seconds, less those that this thread was ready to run and could not (Linux tells: others had
    the processors). What blocks or sleeps counts."""
    late = 0
    if _SCHEDULED.exists():
        late = int(_SCHEDULED.read_text().split()[1])
    return time.monotonic() - late / 1e9
