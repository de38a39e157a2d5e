"""What turns the engine's inner loops into machine code.

Strict IEEE arithmetic: no fast-math, so that no operation is fused or put in another order; floats
divide as numpy's do. Arrays belong to the caller: none is made or counted in these loops.
"""

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
    """Compile at the first call with these types of arguments, or take what the disk keeps."""
    return cast("Callable[P, R]", njit(cache=True, **_STRICT)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """For compiled functions only: its code is repeated in them, as handing all arrays over costs
    more than most of these do."""
    return cast("Callable[P, R]", njit(forceinline=True, **_STRICT)(function))
