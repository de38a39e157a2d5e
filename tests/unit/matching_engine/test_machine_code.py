"""Where the engine's machine code is kept, and who loads what compiles it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from boucle.matching import machine_code


def test_an_api_process_does_not_load_the_compiler() -> None:
    code = (
        "import sys, boucle.matching.app as app; app.SERVICE.routers; print('numba' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_code_for_another_processor_is_kept_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NUMBA_CPU_NAME", raising=False)
    here = machine_code.folder()
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    assert here.parent == tmp_path == machine_code.folder().parent
    assert machine_code.folder() != here
    assert not machine_code.is_made()


def test_code_that_came_along_is_copied_where_it_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    kept = machine_code.folder()
    (kept / "code").write_text("made")
    monkeypatch.setattr("os.access", lambda *_: False)
    copy = machine_code.folder()
    assert copy != kept
    assert (copy / "code").read_text() == "made"
