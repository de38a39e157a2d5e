"""The same words stand in the same order: Python takes ``Literal``s of other orders for equal, and
what is expected of a caller would come in the order of whichever module was read first."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_same_words_stand_in_one_order() -> None:
    orders: dict[frozenset[str], dict[tuple[str, ...], str]] = {}
    for room in ("libs", "services"):
        for path in sorted((ROOT / room).rglob("src/**/*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
                    inner = node.slice
                    words = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                    order = tuple(map(ast.unparse, words))
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    orders.setdefault(frozenset(order), {}).setdefault(order, place)
    assert [known for known in orders.values() if len(known) > 1] == []
    assert len(orders) > 50
