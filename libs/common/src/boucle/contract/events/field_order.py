"""Structs whose fields come partly from a base, published in an order of their own. Pure."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from msgspec.structs import FieldInfo, fields

S = TypeVar("S", bound=msgspec.Struct)


def published_as(names: str) -> Callable[[type[S]], type[S]]:
    """The same struct with these fields first, in this order, then the others: what is published
    never changes its order, wherever a field is declared."""

    def ordered(cls: type[S]) -> type[S]:
        own = {one.name: one for one in fields(cls)}
        order = [*names.split(), *(name for name in own if name not in names.split())]
        return msgspec.defstruct(  # type: ignore[return-value]  # it has the fields of ``cls``
            cls.__name__,
            [_of(own[name]) for name in order],
            module=cls.__module__,
            namespace={"__doc__": cls.__doc__},
            frozen=True,
            gc=False,
            kw_only=True,
            omit_defaults=True,
        )

    return ordered


def _of(field: FieldInfo) -> tuple[str, Any] | tuple[str, Any, Any]:
    if field.default is not msgspec.NODEFAULT:
        return field.name, field.type, field.default
    if field.default_factory is not msgspec.NODEFAULT:
        return field.name, field.type, msgspec.field(default_factory=field.default_factory)
    return field.name, field.type
