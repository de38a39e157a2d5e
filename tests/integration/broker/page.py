"""docs/deploy.md, "Broker": its blocks as they are printed, to be run as they are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_PAGE = Path(__file__).parents[3] / "docs" / "deploy.md"


def blocks(language: str) -> list[str]:
    text = _PAGE.read_text()
    (section,) = re.findall(r"^## Broker: .+?(?=^## )", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(rf"^```{language}\n(.+?)^```", section, flags=re.MULTILINE | re.DOTALL)


def assignments(block: str) -> dict[str, str]:
    """``name=value`` lines."""
    return dict(line.split("=", 1) for line in block.splitlines())


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """Fails when one of them is not there: the page has changed."""
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in {text!r}"
        text = text.replace(old, new)
    return text
