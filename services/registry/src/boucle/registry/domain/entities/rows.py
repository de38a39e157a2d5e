"""From one shape of an entity to another: its row, its event, what was declared."""

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


Entity = TypeVar("Entity", bound="DataclassInstance")
T = TypeVar("T")


def entity_of(cls: type[Entity], row: Any, **given: Any) -> Entity:
    """The columns that have its fields' names, and ``given``, its other fields."""
    names = cls.__dataclass_fields__
    return cls(**{name: row[name] for name in names if name not in given}, **given)


def made_of(cls: type[T], *sources: object, **given: Any) -> T:
    """Its fields: those given, else of the first source that has one of that name.

    A field that no source has keeps its default.
    """
    plan = _plan(cls, tuple(map(type, sources)))  # type: ignore[arg-type]  # a class is hashable
    found = {name: getattr(sources[n], name) for name, n in plan if name not in given}
    return cls(**found, **given)


@cache
def _plan(cls: Any, sources: tuple[type, ...]) -> tuple[tuple[str, int], ...]:
    """Each field's name, and the number of its source."""
    owners = {
        name: next((n for n, source in enumerate(sources) if hasattr(source, name)), None)
        for name in _fields(cls)
    }
    return tuple((name, n) for name, n in owners.items() if n is not None)


def _fields(cls: Any) -> tuple[str, ...]:
    """Of a struct, a dataclass or a table's model."""
    for of_kind in ("__struct_fields__", "__dataclass_fields__", "model_fields"):
        if hasattr(cls, of_kind):
            return tuple(getattr(cls, of_kind))
    raise TypeError(cls)
