"""Make the mutants of a module, by Cosmic Ray's operators; nothing is written to the module."""

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

# Bit operators stand in annotations only, `is` compares with None: their mutants say nothing.
_ARITHMETIC: Final = "(?:Add|Sub|Mul|Div|FloorDiv|Mod)"
_COMPARED: Final = "(?:Eq|NotEq|Lt|LtE|Gt|GtE)"
_CHOSEN: Final = re.compile(
    rf"core/(?:ReplaceBinaryOperator_{_ARITHMETIC}_(?:Add|Sub|Mul|Div)"
    rf"|ReplaceComparisonOperator_{_COMPARED}_{_COMPARED}"
    r"|ReplaceUnaryOperator_(?:USub_UAdd|Delete_USub|Delete_Not)|AddNot|ReplaceTrueWithFalse"
    r"|ReplaceFalseWithTrue|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceBreakWithContinue"
    r"|ReplaceContinueWithBreak|NumberReplacer|ZeroIterationForLoop)"
)


_HELD: Final = ("@dataclass", "@lru_cache", "class ")
"""How a record or an answer is held changes no figure."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``was``, ``line``: the first changed line before and after, without indent."""

    operator: str
    source: str
    number: int
    was: str
    line: str


def mutants(source: str) -> Iterator[Mutant]:
    seen = {source}
    for name in sorted(filter(_CHOSEN.fullmatch, operator_names())):
        operator = get_operator(name)()
        count = sum(
            1 for node in _nodes(get_ast(source)) for _ in operator.mutation_positions(node)
        )
        for occurrence in range(count):
            changed = mutate_code(source, operator, occurrence)
            if changed is not None and changed not in seen and _compiles(changed):
                seen.add(changed)
                mutant = _mutant(name.removeprefix("core/"), source, changed)
                if not mutant.was.startswith(_HELD):
                    yield mutant


def _compiles(source: str) -> bool:
    """The star before arguments by name is taken for a product."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _nodes(node: object) -> Iterator[object]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(child)


def _mutant(operator: str, source: str, changed: str) -> Mutant:
    before, after = source.splitlines(), changed.splitlines()
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    _, first, _, other, _ = next(code for code in codes if code[0] != "equal")
    return Mutant(operator, changed, first + 1, before[first].strip(), after[other].strip())
