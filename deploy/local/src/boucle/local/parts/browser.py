"""Find a browser for the tests of the answer page, or install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from boucle.local.errors import LocalError

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def find_browser() -> Path | None:
    found = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in found if path), None)


def ensure_browser() -> str:
    """Install one where none is found; print in one line which is used. Raise LocalError."""
    if browser := find_browser():
        return f"browser: {browser}"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("browser: none found, installing Debian's chromium by apt", flush=True)
        _install(["apt-get", "update", "-qq"])
        _install(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
        if browser := find_browser():
            return f"browser: {browser}"
    print("browser: none found, installing Playwright's chromium", flush=True)
    if not _install([sys.executable, "-m", "playwright", "install", "chromium"]):
        raise LocalError("no browser: install chromium (Debian: apt install chromium)")
    return "browser: Playwright's chromium"


def _install(argv: list[str]) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(ensure_browser())
    except LocalError as error:
        sys.exit(f"error: {error}")
