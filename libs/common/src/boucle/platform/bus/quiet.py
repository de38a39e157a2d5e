"""Limit the client's repeated log lines: without a broker it writes twenty a second."""

import logging
import time

_EVERY_S = 10.0


class Sparse(logging.Filter):
    """Pass the same line (by its unformatted text) once every ten seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        text = str(record.msg)
        if now - self._last.get(text, -_EVERY_S) < _EVERY_S:
            return False
        self._last[text] = now
        return True


_sparse = Sparse()


def quieten(package: str) -> None:
    """Filter the package's existing loggers; a filter only works on the logger that is called.
    Without configured logging (a command), they are silent: Boucle reports failures itself."""
    logging.getLogger(package).addHandler(logging.NullHandler())
    for name in list(logging.root.manager.loggerDict):
        if name == package or name.startswith(f"{package}."):
            logging.getLogger(name).addFilter(_sparse)
