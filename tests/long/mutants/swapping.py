"""Put a mutant's code into functions that are already imported: a mutant takes no import."""

import functools
import gc
from collections.abc import Iterator, Sequence
from inspect import CO_OPTIMIZED
from types import CodeType, FunctionType
from typing import Final, NamedTuple

_HOLE: Final = "a nested code"


class Change(NamedTuple):
    """The code of a function, before and after."""

    was: CodeType
    now: CodeType


def changes(before: str, after: str, file: str) -> list[Change] | None:
    """Return the functions that differ; None where what runs at import does, or one is gone."""
    codes = [[*_codes(compile(text, file, "exec", dont_inherit=True))] for text in (before, after)]
    if len(codes[0]) != len(codes[1]):
        return None
    found = []
    for was, now in zip(*codes, strict=True):
        if was == now:
            continue
        if was.co_flags & CO_OPTIMIZED:
            found.append(Change(was, now))
        elif _alone(was) != _alone(now):
            return None
    return found


class Functions:
    """Those of one file that are there now."""

    def __init__(self, file: str) -> None:
        objects = gc.get_objects()
        self._found = [one for one in objects if _is_of(one, file)]
        self._caches = [
            one
            for one in objects
            if isinstance(one, functools._lru_cache_wrapper) and _is_of(one.__wrapped__, file)
        ]

    def have(self, changed: Sequence[Change]) -> bool:
        return any(function.__code__ == was for function in self._found for was, _ in changed)

    def change(self, changed: Sequence[Change]) -> None:
        for cache in self._caches:
            cache.cache_clear()
        for function in self._found:
            for was, now in changed:
                if function.__code__ == was:
                    function.__code__ = now
                    break


def _is_of(one: object, file: str) -> bool:
    return isinstance(one, FunctionType) and one.__code__.co_filename == file


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code and all that are in it."""
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _codes(const)


def _alone(code: CodeType) -> CodeType:
    bare = tuple(_HOLE if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=bare)
