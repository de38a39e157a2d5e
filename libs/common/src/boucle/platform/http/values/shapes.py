"""Describe what a body should look like at a place, to explain an error."""

import json
import types
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr

Place = Sequence[int | str]


def fields_expected(body: Any, place: Place) -> str | None:
    """List the fields of the object with the unknown one at ``place``, nearest first."""
    model = model_at(body, place[:-1])
    if model is None:
        return None
    return tr("one of {words}", words=", ".join(nearest_first(str(place[-1]), model.model_fields)))


def object_expected(body: Any, place: Place) -> str | None:
    """List the fields of the object that ``place`` should have, with an example if there is one."""
    model = model_at(body, place)
    if model is None:
        return None
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    others = [name for name in model.model_fields if name not in needed]
    extra = model.model_config.get("json_schema_extra")
    example = extra.get("example") if isinstance(extra, dict) else None
    template = "an object"
    template += " with {needed}" if needed else ""
    template += ", optionally {others}" if others else ""
    template += "; like {example}" if example else ""
    return tr(
        template,
        needed=", ".join(needed),
        others=", ".join(others),
        example=json.dumps(example, ensure_ascii=False),
    )


def value_expected(body: Any, place: Place) -> str | None:
    """Describe what is missing at ``place``: the words of an enumeration, the fields of an object;
    None for any other value."""
    words = words_at(body, place)
    if words:
        return tr("one of {words}", words=", ".join(words)) if len(words) > 1 else f"'{words[0]}'"
    return object_expected(body, place)


def words_at(body: Any, place: Place) -> tuple[str, ...]:
    """Return the words of the enumeration declared for ``place``; none of another type."""
    shape = _type_at(body, place)
    return get_args(shape) if get_origin(shape) is Literal else ()


def model_at(shape: Any, place: Place) -> type[BaseModel] | None:
    """Return the model declared for ``place``, from the model of the whole, or None."""
    shape = _type_at(shape, place)
    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def _type_at(shape: Any, place: Place) -> Any:
    for step in place:
        shape = _inside(_bare(shape), step)
    return _bare(shape)


def _inside(shape: Any, step: int | str) -> Any:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        field = shape.model_fields.get(str(step))
        return None if field is None else field.annotation
    if get_origin(shape) in (tuple, list):
        return get_args(shape)[0]
    return get_args(shape)[1] if get_origin(shape) is dict else None


def _bare(shape: Any) -> Any:
    """Strip ``Annotated`` and ``| None``."""
    while get_origin(shape) in (Annotated, Union, types.UnionType):
        shape = next(each for each in get_args(shape) if each is not types.NoneType)
    return shape
