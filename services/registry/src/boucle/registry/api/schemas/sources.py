"""Snapshots, duplicates and imports, in requests and responses."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from boucle.common.http import Body
from boucle.registry.api.schemas.base import Answer, ExternalId
from boucle.registry.api.schemas.flows import FlowOut, SuggestionOut

_Ids = Annotated[tuple[ExternalId, ...], Field(max_length=20_000)]


class SnapshotIn(Body):
    """All that this source still declares: what is absent is withdrawn.

    A list left out changes nothing.
    """

    organisations: _Ids | None = None
    sites: _Ids | None = None
    flows: _Ids | None = None


class SnapshotOut(Answer):
    """The source's ids that were withdrawn, per kind, and those it named but never declared."""

    withdrawn: dict[str, list[str]]
    unknown: dict[str, list[str]]
    counts: dict[str, int]


class DuplicateOut(Answer):
    """``flow`` probably repeats ``original``: it is neither counted nor matched meanwhile."""

    flow: FlowOut
    original: FlowOut
    decision: Literal["same", "distinct"] | None


class ResolutionIn(Body):
    decision: Literal["same", "distinct"]


class RowErrorOut(Answer):
    """``line`` counts the header as 1."""

    line: int
    column: str
    value: Any
    message: str
    expected: str


class RowToClassifyOut(Answer):
    """A row taken whose family could not be told; ``line`` counts the header as 1."""

    line: int
    text: str | None
    low: str | None
    suggestions: list[SuggestionOut]


class ImportOut(Answer):
    """``rejects``: where the refused rows wait as a file, with their errors. ``to_classify``: rows
    taken but kept out of matching until somebody says their family; the first thousand."""

    import_id: UUID
    rows: int
    created: int
    revised: int
    unchanged: int
    rejected: int
    unclassified: int
    errors: list[RowErrorOut]
    to_classify: list[RowToClassifyOut]
    rejects: str | None
    created_at: datetime
