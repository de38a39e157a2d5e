"""Where the engine's machine code is kept, and who loads what compiles it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boucle.matching.engine import cache, precompile


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
    here = cache.folder()
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    assert here.parent == tmp_path / "boucle-engine" == cache.folder().parent
    assert cache.folder() != here
    assert not cache.is_compiled()


def test_code_depends_on_every_source_of_engine_and_scoring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Also on those in their sub-packages."""
    here = Path(cache.__file__).parents[1]
    copied = [shutil.copytree(here / room, tmp_path / room) for room in ("engine", "scoring")]
    monkeypatch.setattr(cache, "__file__", str(copied[0] / "cache.py"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    states = {cache.folder().name}
    sources = [source for room in copied for source in room.rglob("*.py")]
    for source in sources:
        source.write_text(source.read_text(encoding="utf-8") + "# changed", encoding="utf-8")
        states.add(cache.folder().name)
    assert len(states) == 1 + len(sources)


def test_making_code_removes_old_folders_of_ours_and_nobody_elses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(precompile, "compile_ahead", lambda: None)
    made = cache.folder()
    for age in range(12):
        for folder in (tmp_path / f"foreign {age:02}", made.parent / f"old {age:02}"):
            folder.mkdir()
            (folder / "code").write_text("precious")
            os.utime(folder, (age, age))
    precompile.main()
    assert cache.is_compiled()
    assert len(list(tmp_path.glob("foreign */code"))) == 12
    kept = sorted(folder.name for folder in made.parent.glob("old *"))
    assert kept == [f"old {age:02}" for age in range(5, 12)]


def test_code_that_came_along_is_copied_where_it_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    kept = cache.folder()
    (kept / "code").write_text("made")
    monkeypatch.setattr("os.access", lambda *_: False)
    copy = cache.folder()
    assert copy != kept
    assert (copy / "code").read_text() == "made"
