"""``/v1/imports``: a *bilan entrées-sorties* as CSV or XLSX; good rows pass, bad rows come back."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from fastapi import Depends, Request, Response

from boucle.platform.http import GuardedRouter
from boucle.platform.http.languages import french_first
from boucle.platform.idempotency import Once
from boucle.registry.api.declarations.shapes import FLOW
from boucle.registry.api.declarations.suggestions import doubts_of, suggested
from boucle.registry.api.dependencies import Party, Registry, TheRegistry
from boucle.registry.api.files.bilan_rows import checked_rows
from boucle.registry.api.files.files import CSV, FILE_BODY, MAX_BODY, Sheet, SiteOfRows
from boucle.registry.api.files.import_answers import ERRORS_SHOWN, import_out
from boucle.registry.api.files.imports import FileKind, Lines, imported
from boucle.registry.api.files.rows import Row
from boucle.registry.api.schemas.sources.sources import ImportOut, RowToClassifyOut
from boucle.registry.declarations.writing import Written
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import Flow
from boucle.registry.files.columns import BILAN
from boucle.registry.files.layout import RowFault
from boucle.registry.files.use_cases import readable_bilan

router = GuardedRouter(tags=["imports"], dependencies=[Depends(french_first)])


@router.post(
    "/v1/imports",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BODY,
    openapi_extra=FILE_BODY,
)
async def import_bilan(
    request: Request,
    principal: Party,
    registry: TheRegistry,
    once: Once,
    site: SiteOfRows = "",
    sheet: Sheet = "",
) -> Response:
    """Declare flows from a file. The same file sent again changes nothing more."""
    return await imported(_FLOWS, request, principal, registry, once, site, sheet)


@router.get("/v1/imports/{import_id}")
async def get_import(import_id: UUID, principal: Party, registry: TheRegistry) -> ImportOut:
    """What came of an import."""
    async with registry.database.read() as session:
        return import_out(await readable_bilan(session, import_id, principal))


@router.get(
    "/v1/imports/{import_id}/rejects.csv",
    response_class=Response,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def get_rejects(import_id: UUID, principal: Party, registry: TheRegistry) -> Response:
    """The refused rows as they came, each with its line and what is wrong, to mend and send."""
    async with registry.database.read() as session:
        bilan = await readable_bilan(session, import_id, principal)
    headers = {"Content-Disposition": 'attachment; filename="rejects.csv"'}
    return Response(bilan.rejects, media_type=f"{CSV}; charset=utf-8", headers=headers)


def _doubts(
    written: Written[Flow], row: Row, registry: Registry, _now: datetime
) -> Iterator[RowFault]:
    return map(row.of, doubts_of(written, registry.catalogue))


def _to_classify(written: Lines[Flow], registry: Registry) -> list[dict[str, Any]]:
    catalogue = registry.catalogue
    unclassified = (each for each in written if each[1].thing.draft.family is None)
    return [
        RowToClassifyOut(
            line=line,
            text=one.thing.draft.text,
            low=one.thing.draft.low,
            suggestions=suggested(
                one.thing.draft, nace_of(one.site.draft.naf, catalogue), catalogue
            ),
        ).model_dump()
        for line, one in islice(unclassified, ERRORS_SHOWN)
    ]


_FLOWS: Final = FileKind(FLOW, lambda: BILAN, checked_rows, _doubts, _to_classify)
