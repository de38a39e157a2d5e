"""Errors about bodies name what could stand there, in the words of JSON."""

import json
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from boucle.platform.http import RequestBody, Siren, wrong
from boucle.platform.http.errors import fields_problem, handle_errors, wrong_fields
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.api.schemas.parties.sites import SiteIn


class Inner(RequestBody):
    model_config = ConfigDict(json_schema_extra={"example": {"code": "16.10A"}})

    code: str
    version: str = "2"


class Outer(RequestBody):
    quantity: int = 0
    quality: int = 0
    naf: Inner | None = None
    parts: Annotated[tuple[Inner, ...], Field(max_length=2)] = ()
    named: Annotated[dict[str, Inner], AfterValidator(lambda value: value)] = Field(
        default_factory=dict
    )
    word: Annotated[str, Field(min_length=1)] = "x"
    siren: Siren | None = None

    @model_validator(mode="after")
    def _together(self) -> "Outer":
        if self.quantity > self.quality + 10:
            raise wrong("quality", "is too low", "a tenth", field="quality")
        return self


async def errors_of(body: object) -> list[dict[str, Any]]:
    router = APIRouter()

    @router.post("/")
    async def take(request: Request, body: Outer) -> None: ...

    app = FastAPI()
    app.include_router(router)
    handle_errors(app)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://boucle.test") as client:
        found: list[dict[str, Any]] = (await client.post("/", json=body)).json()["errors"]
    return found


@pytest.mark.parametrize(
    ("body", "field", "message", "expected"),
    [
        ({"quantite": 1}, "body.quantite", "no such field here", "one of quantity, quality, "),
        ({"parts": [{"code": "a", "kode": "b"}]}, "body.parts[0].kode", "no such", "one of code, "),
        ({"named": {"x": {"code": "a", "vers": 1}}}, "body.named.x.vers", "no", "one of version, "),
        ({"naf": "1610A"}, "body.naf", "is not an object", 'with code, optionally version; like {'),
        ({"parts": "a"}, "body.parts", "is not a list", "a list"),
        ({"parts": [{"code": "a"}] * 3}, "body.parts", "holds too many", "at most 2 items"),
        ({"word": ""}, "body.word", "is too short", "at least 1 character"),
        ({"siren": "xyz"}, "body.siren", "is not a SIREN", "a SIREN: nine digits, without spaces"),
        ([], "body", "is not an object", "an object, optionally quantity, "),
    ],
)  # fmt: skip
async def test_what_could_stand_there_is_shown(
    body: object, field: str, message: str, expected: str
) -> None:
    [error] = await errors_of(body)
    assert error["field"] == field
    assert message in error["message"]
    assert expected in error["expected"]
    assert "tuple" not in json.dumps(error).lower()
    assert "dict" not in json.dumps(error).lower()
    assert "characters" not in error["expected"]


async def test_fields_that_disagree_are_named_by_the_one_to_correct() -> None:
    [error] = await errors_of({"quantity": 20, "quality": 1})
    assert (error["field"], error["value"]) == ("body.quality", 1)
    [error] = await errors_of({"quantity": 20})
    assert (error["field"], error["value"]) == ("body.quality", None)


@pytest.mark.parametrize(
    ("model", "place", "expected"),
    [
        (FlowIn, ("nature",), "one of material, water, energy"),
        (FlowIn, ("direction",), "one of output, input"),
        (FlowIn, ("quantity",), "an object with value, unit"),
        (SharingIn, ("kind",), "one of service, equipment, workforce"),
        (SiteIn, ("latitude",), "a value"),
    ],
)
def test_what_is_missing_is_named_as_what_is_wrong(
    model: type[BaseModel], place: tuple[str | int, ...], expected: str
) -> None:
    """`users.md` #9: the words of an enumeration, the fields of an object."""
    missing: ErrorDetails = {"type": "missing", "loc": ("body", *place), "msg": "", "input": {}}
    [fault] = wrong_fields([missing], model).errors
    assert (fault.message, fault.value) == ("is missing", None)
    assert fault.expected.startswith(expected)


class Several(RequestBody):
    parts: Annotated[tuple[Inner, ...], Field(min_length=2)] = ()
    share: Annotated[float, Field(le=90)] = 0


def test_a_list_whose_items_are_wrong_is_not_told_to_be_too_short() -> None:
    for body, fields in (
        ({"parts": [3, {"code": "a"}]}, ["body.parts[0]"]),
        ({"parts": [3, {}]}, ["body.parts[0]", "body.parts[1].code"]),
        ({"parts": [{"code": "a"}]}, ["body.parts"]),
        ({"parts": [], "share": 200}, ["body.parts", "body.share"]),
    ):
        with pytest.raises(ValidationError) as refused:
            Several.model_validate(body)
        found = fields_problem(refused.value, Several, "body").marshal()["errors"]
        assert [one["field"] for one in found] == fields
    assert [one["expected"] for one in found] == ["at least 2 items", "90 or less"]
