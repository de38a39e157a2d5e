"""A pytest plugin that plants the fault named by ``BOUCLE_FAULT`` as its module is imported.

Nothing on the disk changes: the module's source is read, one text in it replaced, and compiled.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from tests.faults.planted import FAULTS, Fault, place_of

NAME = "BOUCLE_FAULT"


class _Planting(SourceFileLoader):
    """Compiles the module with the fault in it, past every cache of bytecode."""

    def __init__(self, fault: Fault, fullname: str, path: str) -> None:
        super().__init__(fullname, path)
        self.fault = fault

    def get_code(self, fullname: str) -> CodeType | None:
        source = Path(self.path).read_text()
        return compile(source.replace(self.fault.text, self.fault.instead), self.path, "exec")


class _Finder(MetaPathFinder):
    def __init__(self, fault: Fault, place: Path) -> None:
        self.fault, self.place = fault, place

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith("boucle."):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None and Path(spec.origin) == self.place:
            spec.loader = _Planting(self.fault, fullname, spec.origin)
        return spec


def _plant(name: str) -> None:
    fault = next(one for one in FAULTS if one.name == name)
    place = place_of(fault)
    early = [one for one in sys.modules.values() if getattr(one, "__file__", None) == str(place)]
    if early:
        raise RuntimeError(f"{place} was imported before the fault could be planted")
    sys.meta_path.insert(0, _Finder(fault, place))


if os.environ.get(NAME):
    _plant(os.environ[NAME])
