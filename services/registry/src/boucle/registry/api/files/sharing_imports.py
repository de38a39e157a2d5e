"""``/v1/imports/sharings``: what sites could pool, offer or need, as CSV or XLSX."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from fastapi import Depends, Request, Response

from boucle.platform.http import GuardedRouter
from boucle.platform.http.languages import french_first
from boucle.platform.idempotency import Once
from boucle.registry.api.declarations.shapes import SHARING
from boucle.registry.api.dependencies import Party, Registry, TheRegistry
from boucle.registry.api.files.files import FILE_BODY, MAX_BODY, Sheet, SiteOfRows
from boucle.registry.api.files.imports import FileKind, imported
from boucle.registry.api.files.rows import Row
from boucle.registry.api.files.sharing_columns import sharing_columns
from boucle.registry.api.files.sharing_rows import checked_sharings, sharing_doubts
from boucle.registry.api.schemas.sources.sources import ImportOut
from boucle.registry.declarations.sharings.sharing import Sharing
from boucle.registry.declarations.writing import Written
from boucle.registry.files.layout import RowFault

router = GuardedRouter(tags=["imports"], dependencies=[Depends(french_first)])


@router.post(
    "/v1/imports/sharings",
    status_code=201,
    response_model=ImportOut,
    max_body_size=MAX_BODY,
    openapi_extra=FILE_BODY,
)
async def import_sharings(
    request: Request,
    principal: Party,
    registry: TheRegistry,
    once: Once,
    site: SiteOfRows = "",
    sheet: Sheet = "",
) -> Response:
    """Declare sharings from a file: good rows pass, bad rows come back. The same file sent again
    changes nothing more."""
    return await imported(SHARINGS_IN_FILES, request, principal, registry, once, site, sheet)


def _doubts(
    written: Written[Sharing], row: Row, _registry: Registry, now: datetime
) -> Iterator[RowFault]:
    return sharing_doubts(written, row, now)


SHARINGS_IN_FILES: Final = FileKind(SHARING, sharing_columns, checked_sharings, _doubts)
