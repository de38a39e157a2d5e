"""Locate the engine's machine code on disk; ``engine.precompile`` makes it. In
``NUMBA_CACHE_DIR``/boucle-engine, else ~/.cache/boucle/engine: one folder per state of everything
that decides the code, since numba itself only looks at a function's file, not at what it calls."""

import atexit
import os
import platform
import shutil
import sys
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

_COMPILED: Final = "made"
_KEPT: Final = 8
"""Folders that stay when a newer one is made: the states of a few checkouts."""


def folder() -> Path:
    """Return a folder to read and write. Read-only code (in an image) is copied first."""
    path = _path()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return _copied(path)
    return path if os.access(path, os.W_OK) else _copied(path)


def is_compiled() -> bool:
    """Tell whether nothing is left to compile."""
    return (_path() / _COMPILED).exists()


def mark_compiled() -> None:
    """Note that all is compiled, and delete old folders."""
    path = _path()
    (path / _COMPILED).touch()
    others = sorted(path.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in others[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _path() -> Path:
    named = os.environ.get("NUMBA_CACHE_DIR")
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    ours = Path(named) / "boucle-engine" if named else Path(cache) / "boucle" / "engine"
    return ours / _state()


def _state() -> str:
    here = Path(__file__).parents[1]
    versions = (version("numba"), sys.version, platform.machine(), os.environ.get("NUMBA_CPU_NAME"))
    state = sha256(repr((versions, str(here))).encode())
    for source in sorted((*here.glob("engine/**/*.py"), *here.glob("scoring/**/*.py"))):
        state.update(source.read_bytes())
    return state.hexdigest()[:16]


def _copied(path: Path) -> Path:
    """Copy for this process alone: nobody else may put code there."""
    copy = Path(tempfile.mkdtemp(prefix="boucle-engine-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    if path.is_dir():
        shutil.copytree(path, copy, dirs_exist_ok=True)
    return copy
