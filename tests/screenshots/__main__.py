"""``python -m tests.screenshots [FOLDER]``: pictures of every mail and page state, on one page."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import structlog

from tests.screenshots.camera import camera
from tests.screenshots.gallery import readme
from tests.screenshots.scenes import scenes

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main(folder: Path) -> None:
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    folder.mkdir(parents=True, exist_ok=True)
    found = asyncio.run(scenes())
    for old in folder.glob("*.png"):
        old.unlink()
    total = largest = count = 0
    with camera() as taking:
        for scene in found:
            for size, light, file in scene.pictures():
                weight = taking.take(scene.html, size, light, folder / file)
                total, largest, count = total + weight, max(largest, weight), count + 1
    (folder / "README.md").write_text(readme(found), encoding="utf-8")
    sys.stdout.write(
        f"{count} pictures, {total / 1e6:.1f} MB, the largest {largest / 1e3:.0f} kB: {folder}\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
