"""The pictures of mails and pages: all are on their page, none is left over, all are small."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "docs" / "screenshots"
LARGEST, MEAN = 65_000, 33_800  # bytes


def test_every_picture_is_on_the_page_and_small() -> None:
    shown = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (FOLDER / "README.md").read_text("utf-8"))
    sizes = {one.name: one.stat().st_size for one in FOLDER.glob("*.png")}
    assert len(shown) == len({*shown})
    assert {*shown} == sizes.keys()
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) < MEAN * len(sizes)
