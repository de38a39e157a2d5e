"""Apply ``PATCH`` with ``application/merge-patch+json`` (RFC 7396), then read it as a PUT's
body."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from boucle.platform.errors import Fault, invalid, invalid_field
from boucle.platform.http.errors import unread_json, wrong_fields
from boucle.platform.http.problems import Problem
from boucle.platform.http.values.shapes import Place, fields_expected, model_at
from boucle.platform.translating import tr

MERGE_PATCH: Final = "application/merge-patch+json"
_DEEPEST: Final = 20  # objects within objects; bodies here have four
Patch = Mapping[str, Any]
Shape = TypeVar("Shape", bound=BaseModel)


def merged(target: object, patch: object) -> object:
    """Merge as RFC 7396, section 2: objects are merged, null erases, anything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def patched(shape: type[Shape], present: Patch, patch: Patch) -> Shape:
    """Merge the patch onto ``present`` (a body as a PUT sends it) and read the result. Raises
    Invalid with every field that is wrong."""
    unknown = list(_unknown(shape, patch, ()))
    if unknown:
        raise invalid(unknown)
    try:
        return shape.model_validate(merged(present, patch))
    except ValidationError as error:
        details = error.errors(include_url=False)
        for one in details:
            one["loc"] = ("body", *one["loc"])
        raise wrong_fields(details, shape) from error


def _unknown(shape: type[BaseModel], patch: Patch, place: Place) -> Iterator[Fault]:
    """Yield unknown names that the patch erases: merged, they would be lost silently."""
    for name, value in patch.items():
        inside = (*place, name)
        holder = model_at(shape, place)
        if value is None and holder is not None and name not in holder.model_fields:
            path = ".".join(map(str, ("body", *inside)))
            expected = fields_expected(shape, inside) or "no such field: remove it"
            yield Fault(path, None, "no such field here", expected)
        elif isinstance(value, Mapping):
            yield from _unknown(shape, value, inside)


async def _merge_patch(request: Request) -> Patch:
    """Read the patch. Raises Problem 415, Invalid."""
    given = request.headers.get("content-type", "none")
    if given.partition(";")[0].strip().lower() != MERGE_PATCH:
        raise Problem(
            415,
            "unsupported-media-type",
            "The body is of another kind",
            tr("expected: {media}", media=MERGE_PATCH),
            errors=[Fault("header.content-type", given, "not a merge patch", MERGE_PATCH)],
            headers={"Accept-Patch": MERGE_PATCH},
        )
    try:
        patch = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise unread_json(error) from error
    if not isinstance(patch, dict):
        raise invalid_field("body", patch, "is not an object", "an object with what is to change")
    if _is_deep(patch):
        raise invalid_field(
            "body",
            patch,
            "is too deep",
            tr("at most {deepest} objects in another", deepest=_DEEPEST),
        )
    return patch


def _is_deep(patch: Patch) -> bool:
    level: list[object] = [patch]
    for _ in range(_DEEPEST):
        level = [inner for one in level if isinstance(one, dict) for inner in one.values()]
    return bool(level)


MergePatch = Annotated[Patch, Depends(_merge_patch)]


def patch_of(shape: type[BaseModel], example: Mapping[str, object]) -> dict[str, Any]:
    """Describe such a route's body (``openapi_extra``)."""
    fields = ", ".join(f"`{name}`" for name in shape.model_fields)
    schema = {
        "type": "object",
        "description": f"Any of {fields}, as PUT takes them; null erases one.",
        "example": example,
    }
    return {"requestBody": {"required": True, "content": {MERGE_PATCH: {"schema": schema}}}}
