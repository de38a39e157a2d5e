"""While the broker is away the client says the same line twenty times a second: once is enough."""

import logging
import time

_EVERY_S = 10.0


class Sparse(logging.Filter):
    """Lets the same line (by its unformatted text) through once every ten seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        text = str(record.msg)
        if now - self._said.get(text, -_EVERY_S) < _EVERY_S:
            return False
        self._said[text] = now
        return True


_sparse = Sparse()


def quieten(package: str) -> None:
    """For the package's loggers that exist: a filter works on the very logger that is spoken to.

    Where nobody has set up logging (a command), it says nothing: what fails is said by us."""
    logging.getLogger(package).addHandler(logging.NullHandler())
    for name in list(logging.root.manager.loggerDict):
        if name == package or name.startswith(f"{package}."):
            logging.getLogger(name).addFilter(_sparse)
