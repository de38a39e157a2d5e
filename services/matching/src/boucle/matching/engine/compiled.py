"""Compile the engine's inner loops to machine code. Strict IEEE arithmetic: no fast-math, so that
no operation is fused or reordered; floats divide as numpy's do. Arrays belong to the caller: these
loops neither make nor count them."""

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar, cast

from numba import config, njit

from boucle.matching.engine.cache import folder

P = ParamSpec("P")
R = TypeVar("R")

config.CACHE_DIR = str(folder())  # type: ignore[attr-defined]  # numba sets it at run time
_STRICT: Final[dict[str, Any]] = {
    "fastmath": False,
    "error_model": "numpy",
    "nogil": True,
    "_nrt": False,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call with these types of arguments, or read the code from disk."""
    return cast("Callable[P, R]", njit(cache=True, **_STRICT)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Repeat the code in its compiled callers: passing all arrays costs more than most of these
    do."""
    return cast("Callable[P, R]", njit(forceinline=True, **_STRICT)(function))
