"""``/visites/…/fichier``: a company's flows from its spreadsheet, and what is wrong with it."""

import asyncio
from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from boucle.pages.rendering import see_other
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import ApiProblem
from boucle.portal.companies.shapes import ShownCompany
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.visits.companies import visited
from boucle.portal.visits.shapes import ImportedFile

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_LARGEST: Final = 10_000_000
_DRAINED: Final = 200_000_000
"""Bytes that are read to their end: a browser reads no answer while it still sends."""
_PATIENCE_S: Final = 120.0
_UNREADABLE: Final = 415
_TOO_LARGE: Final = 413
_TEMPLATE: Final = """\
Une ligne par flux, sous l'en-tête ; ce qui est au-dessus n'est pas lu.
Par exemple : sortie;palettes cassées;12;t/an;mesuré;Atelier (site : vide s'il n'y en a qu'un).
sens;désignation;quantité;unité;certitude;site;code déchet;coût;mois;référence
"""


@router.get("/visites/modele.csv")
@public
async def give_template(_person: Animator) -> Response:
    """Return an empty file that spreadsheets open, with its header."""
    content = "\ufeff" + _TEMPLATE.replace("\n", "\r\n")
    name = {"Content-Disposition": 'attachment; filename="boucle-modele.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=name)


@router.get("/visites/{organisation_id}/fichier")
@public
async def choose_file(request: Request, organisation_id: UUID, person: Animator) -> Response:
    return await _choice(request, person, organisation_id)


async def _choice(
    request: Request,
    person: PortalPerson,
    organisation_id: UUID,
    status: int = 200,
    faults: tuple[str, ...] = (),
    site: str = "",
    name: str = "",
) -> Response:
    company, sites = await visited(person.api, organisation_id)
    return page(
        request,
        "visit_file.html",
        status,
        company=company,
        sites=sites.items,
        faults=faults,
        too_large=status == _TOO_LARGE,
        unreadable=status == _UNREADABLE,
        typed={"site": site},
        name=name,
    )


@router.post("/visites/{organisation_id}/fichier", max_body_size=_DRAINED)
@public
async def import_file(request: Request, organisation_id: UUID, person: Animator) -> Response:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _LARGEST:
        async for _ in request.stream():
            pass
        return await _choice(request, person, organisation_id, _TOO_LARGE)
    async with request.form(max_files=1, max_fields=5) as form:
        sent, site = form.get("fichier"), str(form.get("site") or "")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return await _choice(request, person, organisation_id, 422, site=site)
        name, content = sent.filename, await sent.read()
    file = (name, content, sent.content_type or "application/octet-stream")
    try:
        made = await person.api.upload("/v1/imports", file, {"site": site}, _PATIENCE_S)
    except ApiProblem as problem:
        faults, status = said_of(problem, person.language), problem.status
        return await _choice(request, person, organisation_id, status, faults, site, name)
    import_id = made.headers["location"].rpartition("/")[2]
    return see_other(f"/visites/{organisation_id}/fichiers/{import_id}")


@router.get("/visites/{organisation_id}/fichiers/{import_id}")
@public
async def show_import(
    request: Request, organisation_id: UUID, import_id: UUID, person: Animator
) -> Response:
    """Show what was taken, and each cell that was not: where, what, and what would be right."""
    company, found = await asyncio.gather(
        person.api.get(f"/v1/organisations/{organisation_id}", ShownCompany),
        person.api.get(f"/v1/imports/{import_id}", ImportedFile),
    )
    labels = await labels_of(request, person.api)
    return page(request, "visit_import.html", company=company, found=found, labels=labels)


@router.get("/visites/{organisation_id}/fichiers/{import_id}/lignes-refusees.csv")
@public
async def give_refused(organisation_id: UUID, import_id: UUID, person: Animator) -> Response:
    """Return the refused rows, to correct and send."""
    rows = await person.api.send("GET", f"/v1/imports/{import_id}/rejects.csv")
    name = {"Content-Disposition": 'attachment; filename="lignes-refusees.csv"'}
    return Response(rows.content, media_type="text/csv; charset=utf-8", headers=name)
