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
"""``sharing`` is a kind of declaration as well: it counts where a ``kind`` is compared with it."""
_OTHER_GROUPS: Final = ("services/registry/src/boucle/registry/declarations/flows/duplicates.py",)
"""Modules whose groups are of duplicates."""
_GROUPS: Final = ("group", "group_now", "of_group")


def product() -> Iterator[Path]:
    for path in sorted([*ROOT.glob("libs/*/src/**/*.py"), *ROOT.glob("services/*/src/**/*.py")]):
        if not {"kinds", "migrations"} & set(path.relative_to(ROOT).parts):
            yield path


def branches(tree: ast.AST) -> Iterator[int]:
    """Lines that compare a group with None, a form or a kind, or ask whether there is a group."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.MatchValue) and _is_fork(node):
            yield node.lineno
        yield from (one.lineno for one in _asked(node) if _is_group(one))


def _is_fork(node: ast.Compare | ast.MatchValue) -> bool:
    if isinstance(node, ast.MatchValue):
        return _names_a_kind(node.value)
    compared = [node.left, *node.comparators]
    of_none = any(isinstance(one, ast.Constant) and one.value is None for one in compared)
    if of_none and any(map(_is_group, compared)):
        return True
    if any(map(_names_a_kind, compared)):
        return True
    named = any(_is_literal(one) for one in compared)
    return named and any(_is_form_or_kind(one) for one in compared)


def _asked(node: ast.AST) -> list[ast.expr]:
    """What is tested for its truth."""
    if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert):
        return [node.test]
    if isinstance(node, ast.BoolOp):
        return node.values
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return [node.operand]
    return node.ifs if isinstance(node, ast.comprehension) else []


def _is_group(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "group"
    return isinstance(node, ast.Attribute) and node.attr in _GROUPS


def _is_form_or_kind(node: ast.expr) -> bool:
    """What says which form or kind a synergy has."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "form_of"
    return isinstance(node, ast.Attribute) and node.attr in ("kind", "synergy_kind")


def _is_literal(node: ast.expr) -> bool:
    """A kind's name, several, or a constant of the module."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_literal, node.elts))
    if isinstance(node, ast.Constant):
        return node.value in get_args(SynergyKind)
    return isinstance(node, ast.Name) and node.id.isupper()


def _names_a_kind(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_names_a_kind, node.elts))
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
        if path.relative_to(ROOT).as_posix() not in _OTHER_GROUPS
    ]
    assert found == []


def test_the_check_sees_what_it_looks_for() -> None:
    for text in (
        "if life.group is None: pass",
        "x = 1 if None is not view.group else 2",
        "if form_of(life) == Form.PAIR: pass",
        "if life.kind == 'pooling': pass",
        "match life.kind:\n    case 'substitution': pass",
        "if life.kind == 'sharing': pass",
        "if life.kind in ('sharing', 'other'): pass",
        "x = [one for one in lives if one.synergy_kind not in GROUP_KINDS]",
        "if form_of(life) in TOLD: pass",
        "x = life.group.value if life.group else 0",
        "x = group.gain if group else 1",
        "if not view.of_group or late: pass",
        "x = [one for one in lives if one.group]",
    ):
        assert list(branches(ast.parse(text)))
    for text in (
        "LIVES = {Form.PAIR: 1}\nLIVES[form_of(life)]",
        "if topic == 'sharing': pass",
        "x = [one for one in lives if one.synergy_kind == kind]",
    ):
        assert not list(branches(ast.parse(text)))
