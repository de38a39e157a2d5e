"""Results of pure functions, kept by what they were computed from. Pure: it changes no result."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class KeptResults(Generic[Value]):
    """The ``most`` last used."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, Value] = {}

    def get(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        if key in self._kept:
            value = self._kept.pop(key)
        else:
            value = compute()
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
        self._kept[key] = value
        return value

    def put(self, key: Hashable, value: Value) -> Value:
        self._kept[key] = value
        return value
