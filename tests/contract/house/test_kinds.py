"""Nothing outside ``kinds/`` asks whether a synergy is a pair or a group, or of which kind it is.

What is done differently is kept in a registry by ``Form``, or by ``SynergyKind``, and looked up.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from boucle.contract.events.reasons import SynergyKind

ROOT: Final = Path(__file__).parents[3]
KINDS: Final = frozenset(get_args(SynergyKind)) - {"sharing"}
"""``sharing`` is a kind of declaration as well."""


def product() -> Iterator[Path]:
    for path in sorted([*ROOT.glob("libs/*/src/**/*.py"), *ROOT.glob("services/*/src/**/*.py")]):
        if not {"kinds", "migrations"} & set(path.parts):
            yield path


def branches(tree: ast.AST) -> Iterator[int]:
    """Lines that compare a group with None, a form, or a kind's name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            compared: list[ast.expr] = [node.left, *node.comparators]
            of_none = any(isinstance(one, ast.Constant) and one.value is None for one in compared)
            if (of_none and any(map(_is_group, compared))) or any(map(_names_a_kind, compared)):
                yield node.lineno
        elif isinstance(node, ast.MatchValue) and _names_a_kind(node.value):
            yield node.lineno


def _is_group(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "group"


def _names_a_kind(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value in KINDS
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("Form", "SynergyForm")
    )


def test_no_branch_on_form_or_kind_outside_kinds() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in product()
        for line in branches(ast.parse(path.read_text()))
    ]
    assert found == []


def test_the_check_sees_what_it_looks_for() -> None:
    for text in (
        "if life.group is None: pass",
        "x = 1 if None is not view.group else 2",
        "if form_of(life) == Form.PAIR: pass",
        "if life.kind == 'pooling': pass",
        "match life.kind:\n    case 'substitution': pass",
    ):
        assert list(branches(ast.parse(text)))
    assert not list(branches(ast.parse("LIVES = {Form.PAIR: 1}\nLIVES[form_of(life)]")))
