"""Every sentence that an error may say, read from the code, as a key of the catalogue."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

_Known = dict[str, list[ast.expr]]
_ROOT: Final = Path(__file__).parents[3]
_PLACES: Final = (
    "libs/common/src",
    "libs/catalogue/src",
    "libs/pages/src",
    *(
        f"services/{one}/src"
        for one in ("registry", "matching", "notifications", "indicators", "portal")
    ),
)
_SAID_ELSEWHERE: Final = ("why_not_one", "why_worthless")  # what they return is a conflict's detail
# By what is called: which of its arguments people read, by place and by name.
_READ: Final[dict[str, tuple[tuple[int, ...], tuple[str, ...]]]] = {
    "Fault": ((2, 3), ("message", "expected")),
    "wrong": ((1, 2), ("message", "expected")),
    "invalid_field": ((2, 3), ("message", "expected")),
    "conflict": ((0,), ("detail", "title")),
    "forbidden": ((0,), ("detail",)),
    "not_found": ((0,), ("what",)),
    "unavailable": ((1, 2), ("title", "detail")),
    "unauthenticated": ((0,), ("detail",)),
    "InvalidToken": ((0,), ()),
    "unfit": ((2,), ("expected",)),
    "Damaged": ((0,), ()),
    "UnitError": ((0,), ()),
    "UnreadableFile": ((2, 3), ("message", "expected")),
    "WrongValue": ((0, 1), ("message", "expected")),
    "RowFault": ((2, 3), ("message", "expected")),
    "Notice": ((1,), ("message",)),
    "ActivityError": ((2, 3), ()),
    "_refuse": ((1, 2), ()),  # activities
    "Problem": ((2, 3), ("title", "detail")),
    "Stale": ((0,), ("detail", "title")),
    "Gone": ((0,), ("detail", "title")),
    "Conflict": ((0,), ("detail", "title")),
    "NoCondition": ((0,), ("detail", "title")),
    "Forbidden": ((0,), ("detail", "title")),
    "NotFound": ((0,), ("detail", "title")),
    "Invalid": ((0,), ("detail", "title")),
    "too_many": ((0,), ()),
    "NotEnabled": ((0,), ("detail",)),
    "AddressRefused": ((0, 1), ()),
}  # fmt: skip


class Sentence(NamedTuple):
    """A key of the catalogue. ``names``: of the values that are given with it."""

    context: str | None
    text: str
    names: frozenset[str] = frozenset()


@cache
def sentences() -> dict[Sentence, str]:
    """Each sentence, and where it stands first."""
    found: dict[Sentence, str] = {}
    for path, tree in _modules():
        for sentence, line in _of_module(tree):
            found.setdefault(sentence, f"{path.relative_to(_ROOT)}:{line}")
    return found


@cache
def literals() -> frozenset[str]:
    """Every text that stands in the code."""
    nodes = (node for _, tree in _modules() for node in ast.walk(tree))
    return frozenset(
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def _modules() -> list[tuple[Path, ast.Module]]:
    paths = [path for place in _PLACES for path in sorted((_ROOT / place).rglob("*.py"))]
    return [(path, ast.parse(path.read_text())) for path in paths]


def _of_module(tree: ast.Module) -> Iterator[tuple[Sentence, int]]:
    known = _known(tree)
    for function, returned in known.items():
        if function in _SAID_ELSEWHERE:
            for sentence in _of_all(returned, known, 3):
                yield sentence, 0
    for call, name in _calls(tree):
        places, names = _READ.get(name, ((), ()))
        read = [call.args[place] for place in places if place < len(call.args)]
        read += [one.value for one in call.keywords if one.arg in names]
        for argument in [*read, *([call] if name in ("tr", "text_from") else [])]:
            for sentence in _texts(argument, known, 3):
                yield sentence, call.lineno


def _known(tree: ast.Module) -> _Known:
    """What names stand for, and what functions return."""
    known: _Known = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = list(zip(names, values, strict=False))
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
                pairs = [(name, value) for name in names]
            case ast.Assign(targets=[target], value=value):
                pairs = [(target, value)]
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                pairs = [(target, value)]
            case ast.FunctionDef(name=name):
                returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return)]
                known.setdefault(name, []).extend(one for one in returned if one is not None)
                continue
            case _:
                continue
        for target, value in pairs:
            if isinstance(target, ast.Name):
                known.setdefault(target.id, []).append(value)
    return known


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call, and what it calls; what a subclass hands to its base is the base's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, getattr(node.func, "id", getattr(node.func, "attr", ""))
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and getattr(inner.func, "attr", "") == "__init__":
                    yield inner, getattr(base, "id", "")


def _texts(node: ast.expr, known: _Known, depth: int) -> Iterator[Sentence]:
    if depth == 0:
        return
    match node:
        case ast.Constant(value=str(text)):
            yield Sentence(None, text)
        case ast.JoinedStr(values=values):  # no key: a test refuses it
            yield Sentence(None, "".join(map(_piece, values)))
        case ast.Call(func=ast.Name(id="tr" | "text_from")):
            yield from _of_template(node, known, depth)
        case ast.IfExp(body=first, orelse=other):
            yield from _of_all((first, other), known, depth)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.Dict(values=values):
            yield from _of_all(values, known, depth)
        case ast.Subscript(value=inner):
            yield from _texts(inner, known, depth - 1)
        case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)):
            yield from _of_all(known.get(name, ()), known, depth - 1)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name)):
            yield from _of_all(known.get(name, ()), known, depth - 1)


def _of_template(call: ast.Call, known: _Known, depth: int) -> Iterator[Sentence]:
    """Of ``tr(template, …)`` or ``made(english, template, …)``."""
    values = call.keywords
    template = call.args[getattr(call.func, "id", "") == "text_from"]
    context = next((one.value for one in values if one.arg == "context"), ast.Constant(None))
    names = frozenset(one.arg or "**" for one in values)
    for one in _texts(template, known, depth):
        if isinstance(context, ast.Constant) and isinstance(context.value, str | None):
            yield Sentence(context.value, one.text, names)


def _piece(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def _of_all(nodes: Iterable[ast.expr], known: _Known, depth: int) -> Iterator[Sentence]:
    for node in nodes:
        yield from _texts(node, known, depth)
