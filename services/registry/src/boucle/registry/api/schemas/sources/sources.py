"""Snapshots, duplicates and imports, in requests and responses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from boucle.platform.http import RequestBody
from boucle.registry.api.schemas.base import AnyValue, ExternalId, ResponseBody
from boucle.registry.api.schemas.declarations.flows import FlowOut, SuggestionOut

Kinds = Literal["organisations", "sites", "flows", "sharings"]
_Ids = Annotated[tuple[ExternalId, ...], Field(max_length=20_000)]


class SnapshotIn(RequestBody):
    """All that this source still declares: what is absent is withdrawn.

    A list left out says nothing: of its kind goes only what is at a site, or of an organisation,
    that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``: says
    what it would withdraw, and changes nothing.
    """

    organisations: _Ids | None = None
    sites: _Ids | None = None
    flows: _Ids | None = None
    sharings: _Ids | None = None
    dry_run: Annotated[bool, Field(strict=True)] = False
    confirm: Annotated[bool, Field(strict=True)] = False


class SnapshotOut(ResponseBody):
    """The source's ids that were withdrawn, per kind, with what goes with its site or organisation,
    and those it named but never declared. ``dry_run``: nothing was, these would be.
    ``needs_confirm``: it would be much, and is done with ``confirm`` only."""

    withdrawn: dict[Kinds, list[str]] = Field(description="Kind -> ids at the source.")
    unknown: dict[Kinds, list[str]] = Field(description="Kind -> ids at the source.")
    counts: dict[Kinds, int] = Field(description="Kind -> how many are in `withdrawn`.")
    dry_run: bool
    needs_confirm: bool


class DuplicateOut(ResponseBody):
    """``flow`` probably repeats ``original``: it is neither counted nor matched meanwhile."""

    flow: FlowOut
    original: FlowOut
    decision: Literal["same", "distinct"] | None


class ResolutionIn(RequestBody):
    decision: Literal["same", "distinct"]


class RowErrorOut(ResponseBody):
    """``line``: the row's number, as a spreadsheet shows it. ``cell``: of a workbook, ``C12``."""

    line: int
    column: str
    cell: str | None = None
    value: AnyValue
    message: str
    expected: str


class ImportNoticeOut(ResponseBody):
    """What was left aside of a file: a row of totals; ``line`` null: columns, another sheet."""

    line: int | None
    message: str


class RowToClassifyOut(ResponseBody):
    """A row taken whose family could not be told; ``line``: as in errors."""

    line: int
    text: str | None
    low: str | None
    suggestions: list[SuggestionOut]


class ImportOut(ResponseBody):
    """``rejects``: where the refused rows wait as a file, with their errors. ``to_classify``: rows
    taken but kept out of matching until somebody says their family; ``warnings``: what rows were
    taken with although it may be wrong, such as what was converted. The first thousand of each."""

    import_id: UUID
    rows: int
    created: int
    revised: int
    unchanged: int
    rejected: int
    unclassified: int
    errors: list[RowErrorOut]
    notices: list[ImportNoticeOut]
    to_classify: list[RowToClassifyOut]
    warnings: list[RowErrorOut]
    rejects: str | None
    created_at: datetime
