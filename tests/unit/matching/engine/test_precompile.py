"""Nothing is left to compile once a worker has started."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from numba.core.dispatcher import Dispatcher

from boucle.matching import engine
from boucle.matching.engine.precompile import compile_ahead


def test_all_machine_code_is_made_ahead() -> None:
    compile_ahead()
    found_in = walk_packages(engine.__path__, f"{engine.__name__}.")
    modules = [import_module(one.name) for one in found_in]
    found = {
        f"{value.py_func.__module__}.{name}": len(value.signatures)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher) and "forceinline" not in value.targetoptions
    }
    assert len(found) > 10
    for inner in (
        "search._scan",
        "holders._sweep",
        "changes._moved_by_best",
        "lists.lift",
    ):  # only others call them, and keep their code
        del found[f"{engine.__name__}.{inner}"]
    assert {name: made for name, made in found.items() if made != 1} == {}
