"""Locate files: the state of one system, and downloads shared by all of them."""

import os
from pathlib import Path


def state_home() -> Path:
    """Return $BOUCLE_HOME, else `.boucle/` at the root of the project the command is run in."""
    named = os.environ.get("BOUCLE_HOME")
    return Path(named).resolve() if named else project_root() / ".boucle"


def project_root() -> Path:
    """Return the nearest directory above the working one that holds Boucle's uv.lock, else
    itself."""
    here = Path.cwd()
    for directory in (here, *here.parents):
        if (directory / "uv.lock").exists() and (directory / "deploy" / "local").is_dir():
            return directory
    return here


def cache_dir() -> Path:
    """Return where downloads go, $XDG_CACHE_HOME/boucle or ~/.cache/boucle; it never holds
    state."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "boucle"
