"""What detectors keep between two calls: results of pure functions, by what they were computed
from. Pure: it changes no result.

What is read of a declaration is one object as long as the declaration says the same, so that tuples
of them are keys of what was computed from them.
"""

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar
from uuid import UUID

from boucle.contract.events.sharing import Sharing

_MOST: Final = 100_000
"""Declarations that are kept as they were read; beyond, they are read again."""

Value = TypeVar("Value")
Read = TypeVar("Read")
Given = TypeVar("Given")


class KeptResults(Generic[Value]):
    """The ``most`` last used."""

    def __init__(self, most: int = 10_000) -> None:
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


class Interned(Generic[Read, Given]):
    """What ``read`` makes of a declaration under its territory's rules: one object while neither
    says otherwise."""

    def __init__(self, read: Callable[[Sharing, Given], Read]) -> None:
        self._read = read
        self._kept: dict[UUID, tuple[Sharing, Given, Read]] = {}

    def of(self, sharing: Sharing, rules: Given) -> Read:
        kept = self._kept.get(sharing.sharing_id)
        if kept is not None and _same(kept[0], sharing) and _same(kept[1], rules):
            return kept[2]
        if len(self._kept) >= _MOST:
            self._kept.clear()
        read = self._read(sharing, rules)
        self._kept[sharing.sharing_id] = (sharing, rules, read)
        return read


def _same(one: object, other: object) -> bool:
    return one is other or one == other
