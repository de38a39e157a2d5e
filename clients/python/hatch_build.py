"""Refuse to build without the generated calls."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Generated(BuildHookInterface[Any]):
    """A check before an sdist or a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise FileNotFoundError; an editable install reads the files when it is used."""
        generated = Path(self.root, "src/boucle_client/generated")
        if version != "editable" and not generated.is_dir():
            raise FileNotFoundError(f"{generated} is not there: run `make client` first")
