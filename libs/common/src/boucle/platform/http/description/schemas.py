"""Finish schemas of the description: fields without a word of their own, what ``fields=`` leaves,
and null where nobody can send it. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from boucle.platform.http.description.names import FIELDS
from boucle.platform.http.lists.selecting import ALWAYS, COMPACT, SELECTED

REFERENCE: Final = "#/components/schemas/"
_JSON: Final = "application/json"
Schemas = dict[str, Any]


def references(node: Any) -> Iterator[str]:
    """Yield the names of the schemas that a part of a document refers to."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == "$ref" and value.startswith(REFERENCE):
                yield value.removeprefix(REFERENCE)
            else:
                yield from references(value)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def reached(schemas: Mapping[str, Any], *parts: Any) -> set[str]:
    """Return the names of the schemas that the parts use, directly or through other schemas."""
    found: set[str] = set()
    pending: list[Any] = [*parts]
    while pending:
        for name in references(pending.pop()):
            if name not in found:
                found.add(name)
                pending.append(schemas[name])
    return found


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a parameter or a field of a form, where no value is null: what is left
    out is not sent."""
    kept = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(kept) == len(schema.get("anyOf", ())):
        return schema
    rest = {name: each for name, each in schema.items() if name != "anyOf"}
    return {**rest, "anyOf": kept} if len(kept) > 1 else {**kept[0], **rest}


def forms_without_null(schemas: Schemas, operation: Mapping[str, Any]) -> None:
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        if kind == "application/x-www-form-urlencoded":
            for name in references(content):
                fields = schemas[name].get("properties", {})
                fields |= {field: without_null(each) for field, each in fields.items()}


def name_fields(schemas: Schemas, paths: Mapping[str, Any]) -> None:
    """Say what a field of an answer is, units first, where its schema says nothing of it."""
    answers = [one["responses"] for each in paths.values() for one in each.values()]
    for name in reached(schemas, answers):
        for field, schema in schemas[name].get("properties", {}).items():
            if field in FIELDS:
                schema.setdefault("description", FIELDS[field])


def add_selected(schemas: Schemas, operation: dict[str, Any]) -> None:
    """Give what ``fields=`` and ``compact=`` leave of an answer their media types and schemas."""
    parameters = {one["name"]: one["schema"] for one in operation.get("parameters", ())}
    always = parameters.get("fields", {}).pop(ALWAYS, None)
    if always is None:
        return
    content = operation["responses"]["200"]["content"]
    [whole] = references(content[_JSON]["schema"])
    content[SELECTED] = {"schema": _part(schemas, whole, "Selected", always)}
    if "compact" in parameters:
        content[COMPACT] = {"schema": _part(schemas, whole, "Compact", always)}


def _part(schemas: Schemas, whole: str, suffix: str, always: list[str]) -> dict[str, str]:
    """Add the schema of what is left of ``whole``, or of a page of them; return its reference."""
    schema = schemas[whole]
    items = [*references(schema["properties"].get("items", {}))]
    if items and "next" in schema["properties"]:
        of_items = items[0] in whole  # Page_FlowRead_
        name = whole.replace(items[0], items[0] + suffix) if of_items else whole + suffix
        listed = {"type": "array", "items": _part(schemas, items[0], suffix, always)}
        made = {**schema, "properties": {**schema["properties"], "items": listed}}
    else:
        name = whole + suffix
        said = f"As `{whole}`, of which only what was asked for is there."
        inner = _without_nulls(schemas, schema) if suffix == "Compact" else schema
        made = {**inner, "description": said, "required": always}
    schemas[name] = {**made, "title": name}
    return {"$ref": REFERENCE + name}


def _without_nulls(schemas: Schemas, node: Any) -> Any:
    """Return the schema of what has no field that is null, at any depth (none holds itself). Add
    those it refers to."""
    if isinstance(node, list):
        return [_without_nulls(schemas, each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _without_nulls(schemas, each) for key, each in node.items()}
    if "$ref" in node:
        name = node["$ref"].removeprefix(REFERENCE)
        short = _without_nulls(schemas, schemas[name])
        if short != schemas[name]:
            schemas[f"{name}Compact"] = {**short, "title": f"{name}Compact"}
            made["$ref"] = f"{node['$ref']}Compact"
    if "required" in node and "properties" in node:
        fields = node["properties"]
        needed = [one for one in node["required"] if without_null(fields[one]) is fields[one]]
        made = {**made, "required": needed}
    return made
