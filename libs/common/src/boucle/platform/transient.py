"""Tell which failures pass, and which are of a value. Each way outside (the database) adds its own
tests when it is imported; a process that does not go there knows nothing of it."""

from collections.abc import Callable, Iterator
from typing import Final

Test = Callable[[BaseException], bool]
_TRANSIENT: Final[list[Test]] = []
_UNSTORABLE: Final[list[Test]] = [lambda error: isinstance(error, UnicodeEncodeError)]


def transient(test: Test) -> Test:
    """Add a test: could the same work succeed later?"""
    _TRANSIENT.append(test)
    return test


def unstorable(test: Test) -> Test:
    """Add a test: is it of a value that cannot be stored?"""
    _UNSTORABLE.append(test)
    return test


def is_transient(error: BaseException) -> bool:
    """Tell whether the same work could succeed later (database away, deadlock, timeout)."""
    return _any(_TRANSIENT, error)


def is_unstorable(error: BaseException) -> bool:
    return _any(_UNSTORABLE, error)


def _any(tests: list[Test], error: BaseException) -> bool:
    return any(test(link) for link in _causes(error) for test in tests)


def _causes(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__
