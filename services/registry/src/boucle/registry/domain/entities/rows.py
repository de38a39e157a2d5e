"""From a row to an entity."""

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


Entity = TypeVar("Entity", bound="DataclassInstance")


def entity_of(cls: type[Entity], row: Any, **given: Any) -> Entity:
    """The columns that have its fields' names, and ``given``, its other fields."""
    names = cls.__dataclass_fields__
    return cls(**{name: row[name] for name in names if name not in given}, **given)
