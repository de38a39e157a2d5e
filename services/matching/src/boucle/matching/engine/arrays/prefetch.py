"""Prefetch memory that will be read soon: with 10^5 flows most of the time is spent waiting for
it."""

from typing import Any, Final

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from boucle.matching.engine.compiled import inlined

_LINE: Final = 64
"""Bytes that come at once."""
_READ, _KEEP, _DATA = 0, 3, 1
"""Arguments of LLVM's ``prefetch``."""


@intrinsic
def _ask(_typing: Any, array: Any, index: Any, many: Any) -> Any:
    """Emit one prefetch per cache line."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values, first, count = arguments
        data = context.make_array(signature.args[0])(context, builder, values).data
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        at = builder.ptrtoint(builder.gep(data, [first]), ir.IntType(64))
        end = builder.ptrtoint(builder.gep(data, [builder.add(first, count)]), ir.IntType(64))
        line = builder.and_(at, ir.Constant(ir.IntType(64), -_LINE))
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        name, module = "llvm.prefetch.p0", builder.module
        ask = cgutils.get_or_insert_function(module, kind, name)  # type: ignore[no-untyped-call]
        how = [ir.Constant(word, each) for each in (_READ, _KEEP, _DATA)]
        step = ir.Constant(ir.IntType(64), _LINE)
        with cgutils.for_range_slice(builder, line, end, step, ir.IntType(64)) as (here, _):
            builder.call(ask, [builder.inttoptr(here, byte), *how])
        return context.get_dummy_value()

    return types.void(array, types.intp, types.intp), code


@inlined
def fetch(array: Any, index: int, many: int) -> None:
    """Prefetch elements of a one-dimensional array from an index on, without waiting."""
    _ask(array, index, many)  # type: ignore[call-arg]  # it is called with what it is compiled for
