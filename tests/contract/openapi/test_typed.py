"""A generated client knows what it reads: every object of an answer has a named schema or says what
its keys and values are, figures say their units, and no parameter is null."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from boucle.platform.http.description.merging import operations
from boucle.platform.http.description.schemas import reached
from boucle.platform.http.lists.selecting import SELECTED
from tests.contract.openapi.examples.playing import item_of
from tests.contract.openapi.examples.story import JSON
from tests.contract.openapi.regenerate import WHOLE

DOCUMENT: dict[str, Any] = json.loads(WHOLE.read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
ANY_VALUE = {
    "FieldProblem.value": "what was sent, whatever it was",
    "RowErrorOut.value": "what a cell held, or what was made of it",
    "WarningOut.value": "what was sent, whatever it was",
    "SettingChangeOut.before": "settings are numbers, texts and objects",
    "SettingChangeOut.after": "settings are numbers, texts and objects",
    "PersonTextOut.text": "columns of any table that name a person, some of them JSON",
    "PersonWroteOut.text": "columns of any table that name a person, some of them JSON",
}
FIGURE = re.compile(
    r"(.*_)?(km|ms|months|eur|tco2e|mwh|share|hours|cost|price|weight|score|latitude|longitude)"
    r"|value|low|high|fixed_low|fixed_high|amount|expires_in"
)
NO_FIGURE = {"FlowOut.low", "FlowRead.low", "SideFlowOut.low", "ReferenceFamily.low"} | {
    *("RowToClassifyOut.low", "ReadingWarningOut.value", "SynergyWarningOut.value"),
}
"""Codes of waste, and texts."""


def _named(name: str, field: str) -> str:
    """A part of an answer by the schema of the whole."""
    return f"{re.sub('(Selected|Compact)$', '', name)}.{field}"


def _answered() -> list[str]:
    """The schemas that answers are made of, problems too."""
    answers = [one["responses"] for _, _, one in operations(DOCUMENT)]
    return sorted(reached(SCHEMAS, answers, DOCUMENT["components"]["responses"]))


def _fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from SCHEMAS[name].get("properties", {}).items()


def _shapes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema, and those within it that have no name."""
    yield schema
    inner = [*schema.get("anyOf", ()), *schema.get("prefixItems", ())]
    inner += [schema[key] for key in ("items", "additionalProperties") if schema.get(key)]
    for one in inner:
        if isinstance(one, dict):
            yield from _shapes(one)


def _is_untyped(schema: dict[str, Any]) -> bool:
    if schema.get("type") == "object":
        return not isinstance(schema.get("additionalProperties"), dict)
    return not schema.keys() & {"type", "$ref", "anyOf", "enum", "const"}


def test_no_answer_has_an_untyped_part_but_those_named() -> None:
    untyped = {
        _named(name, field)
        for name in _answered()
        for field, schema in _fields(name)
        if any(map(_is_untyped, _shapes(schema)))
    }
    assert untyped == ANY_VALUE.keys()


def test_every_answer_has_a_schema() -> None:
    bare = [
        f"{method} {path} {status} {kind}"
        for method, path, one in operations(DOCUMENT)
        for status, answer in one["responses"].items()
        for kind, content in answer.get("content", {}).items()
        if any(map(_is_untyped, _shapes(content.get("schema", {}))))
    ]
    assert bare == []


def test_every_schema_of_an_answer_is_described_and_every_map_says_its_keys() -> None:
    assert [name for name in _answered() if not SCHEMAS[name].get("description")] == []
    silent = [
        f"{name}.{field}"
        for name in _answered()
        for field, schema in _fields(name)
        if any("additionalProperties" in one for one in _shapes(schema))
        and not schema.get("description")
    ]
    assert silent == []


def test_every_figure_says_its_unit() -> None:
    silent = []
    for name in _answered():
        fields = dict(_fields(name))
        said = SCHEMAS[name]["description"]
        for field, schema in fields.items():
            here = any(one.keys() & {"description", "$ref"} for one in _shapes(schema))
            told = here or "unit" in fields or f"`{field}`" in said
            if FIGURE.fullmatch(field) and not told:
                silent.append(_named(name, field))
    assert [one for one in silent if one not in NO_FIGURE] == []


def test_no_parameter_and_no_field_of_a_form_is_null() -> None:
    parameters = [
        f"{method} {path} {parameter['name']}"
        for method, path, one in operations(DOCUMENT)
        for parameter in one.get("parameters", ())
        if '"null"' in json.dumps(parameter["schema"])
    ]
    forms = [
        name
        for _, _, one in operations(DOCUMENT)
        for kind, content in one.get("requestBody", {}).get("content", {}).items()
        if kind.endswith("form-urlencoded")
        for name in reached(SCHEMAS, content)
        if '"null"' in json.dumps(SCHEMAS[name])
    ]
    assert parameters + forms == []


SELECTIONS = [
    (path, one)
    for method, path, one in operations(DOCUMENT)
    if any(parameter["name"] == "fields" for parameter in one.get("parameters", ()))
]


@pytest.mark.parametrize(("path", "operation"), SELECTIONS, ids=[path for path, _ in SELECTIONS])
def test_what_fields_leave_has_a_schema_that_asks_for_what_is_always_there_only(
    path: str, operation: dict[str, Any]
) -> None:
    whole, part = (item_of(operation, media, DOCUMENT) for media in (JSON, SELECTED))
    assert part["properties"].keys() == whole["properties"].keys()
    assert {*part["required"]} < {*whole["required"]}, "the whole has the schema of a part"
    [fields] = (one for one in operation["parameters"] if one["name"] == "fields")
    assert len(part["required"]) == 1
    assert all(f"`{name}`" in fields["description"] for name in part["required"])
