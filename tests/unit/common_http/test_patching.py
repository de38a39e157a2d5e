"""Merge patches (RFC 7396): its own examples, and errors that say what would be right."""

from collections.abc import Mapping
from typing import Annotated, Any

import pytest
from pydantic import Field

from boucle.platform.errors import Invalid
from boucle.platform.http import RequestBody, patched
from boucle.platform.http.patching import merged


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [  # RFC 7396, appendix A
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_the_standard(target: object, patch: object, result: object) -> None:
    assert merged(target, patch) == result


class Amount(RequestBody):
    value: int
    unit: str = "t"


class Thing(RequestBody):
    name: str
    amount: Amount
    note: str | None = None
    named: Annotated[dict[str, Amount], Field(max_length=3)] = Field(default_factory=dict)


PRESENT = {"name": "x", "amount": {"value": 1, "unit": "kg"}, "named": {"a": {"value": 2}}}


def test_what_is_not_named_stays() -> None:
    thing = patched(Thing, PRESENT, {"amount": {"value": 5}, "named": {"a": None, "b": None}})
    assert (thing.name, thing.amount, thing.named) == ("x", Amount(value=5, unit="kg"), {})


@pytest.mark.parametrize(
    ("patch", "field", "expected"),
    [
        ({"nam": "y"}, "body.nam", "name"),
        ({"nam": None}, "body.nam", "name"),
        ({"amount": {"valu": None}}, "body.amount.valu", "value"),
        ({"named": {"a": {"unti": None}}}, "body.named.a.unti", "unit"),
        ({"name": None}, "body.name", "a value"),
        ({"amount": {"value": None}}, "body.amount.value", "a value"),
        ({"amount": {"value": "many"}}, "body.amount.value", "a whole number"),
        ({"amount": 3}, "body.amount", "an object"),
        ({"amount": None}, "body.amount", "an object with value"),
    ],
)
def test_errors_name_the_field_and_what_would_be_right(
    patch: Mapping[str, Any], field: str, expected: str
) -> None:
    with pytest.raises(Invalid) as caught:
        patched(Thing, PRESENT, patch)
    [error] = caught.value.errors
    assert error.field == field
    assert expected in error.expected
