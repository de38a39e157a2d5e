"""Calls with companies, in requests and responses."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from boucle.platform.http import Day, Line, Lines, RequestBody, wrong
from boucle.registry.api.schemas.base import ResponseBody


class CallIn(RequestBody):
    """``at``: now by default. With whom: ``contact_id``, a contact of the company, or
    ``with_whom``, a name. ``next_on``: when to call again."""

    at: AwareDatetime | None = None
    contact_id: UUID | None = None
    with_whom: Annotated[str, Line(200)] | None = None
    text: Annotated[str, Lines(2000)]
    next_on: Day | None = None

    @model_validator(mode="after")
    def _with_one(self) -> Self:
        if self.contact_id is not None and self.with_whom is not None:
            raise wrong(
                "with_whom",
                "contact_id says who it was",
                "contact_id, or with_whom",
                field="with_whom",
            )
        return self


class CallOut(ResponseBody):
    """``by``: who noted it, a client id. ``contact_id`` is null once the contact is gone."""

    call_id: UUID
    organisation_id: UUID
    organisation_name: str
    territory: str
    at: datetime
    by: str
    contact_id: UUID | None
    with_whom: str | None
    text: str
    next_on: date | None = Field(description="The day to call again; a later call replaces it.")
