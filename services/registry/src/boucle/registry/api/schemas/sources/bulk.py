"""Rows of a bulk upsert, and their results: one JSON object a line."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, model_validator

from boucle.platform.http import RequestBody, wrong
from boucle.registry.api.schemas.base import ExternalId, ResponseBody, WarningOut

BulkKind = Literal["organisation", "site", "flow", "sharing"]


def _without_slash(value: str) -> str:
    if "/" in value:
        raise wrong(
            "slash", "holds a slash", "an id without a slash, the same wherever the thing is named"
        )
    return value


class BulkRow(RequestBody):
    """What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body is ``data`` here; with
    ``withdraw``, what ``DELETE`` does there."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "kind": "flow",
                "id": "scierie-1",
                "data": {
                    "site": "scierie",
                    "direction": "output",
                    "nature": "material",
                    "text": "sciure de bois propre",
                    "quantity": {"value": "900", "unit": "t"},
                    "certainty": "measured",
                },
            }
        }
    )

    kind: BulkKind
    id: Annotated[ExternalId, AfterValidator(_without_slash)]
    data: dict[str, Any] | None = None
    withdraw: Annotated[bool, Field(strict=True)] = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.withdraw and self.data is not None:
            raise wrong("both", "is given, and withdraw is true", "one of both", field="data")
        if not self.withdraw and self.data is None:
            expected = "what PUT by source takes, or withdraw true"
            raise wrong("missing_data", "is missing", expected, field="data")
        return self


AProblem = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Problem"})]


class BulkResult(ResponseBody):
    """What came of one row. ``line``: of the request, the first is 1. ``status``: as PUT or DELETE
    would answer it. ``problem``: why it was not taken; its ``errors`` name fields of the row, such
    as ``data.quantity.unit``."""

    line: int
    kind: BulkKind | None = None
    id: str | None = None
    status: int
    version: int | None = Field(default=None, description="Of the thing as kept.")
    unchanged: bool = Field(default=False, description="It was there already, just so.")
    unclassified: bool = Field(
        default=False,
        description="A flow whose family, or a sharing whose subject, could not be read: it is not "
        "matched.",
    )
    warnings: list[WarningOut] = Field(default_factory=list)
    problem: AProblem | None = Field(default=None, description="RFC 9457.")


class BulkSummary(ResponseBody):
    """How many rows were created (201), revised or there already, just so (200), withdrawn (204),
    and how many failed. ``complete``: whether every row of the request was read and tried; else
    ``why`` not, and rows after the last answered one are to be sent again."""

    rows: int
    created: int
    updated: int
    unchanged: int
    withdrawn: int
    failed: int
    complete: bool
    why: str | None = None


class BulkEnd(ResponseBody):
    """The last line."""

    summary: BulkSummary
