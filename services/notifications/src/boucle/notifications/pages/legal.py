"""Serve ``/confidentialite``, ``/mentions-legales`` and ``/accessibilite``, in French, for anybody.

The law asks them of whoever publishes pages and stores personal data; a territory's settings fill
them. The controller of a territory's data is public. A sandbox's name is not: its pages tell it
once its tool named a controller, and until then are the same as for an unknown code.
"""

import re
from collections.abc import Callable, Coroutine
from typing import Any, Final

import structlog
from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute

from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.directory.answer import TerritoryAnswer
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.pages.rendering import away, gone, page
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.frame import Frame
from boucle.platform.http import INTERNAL, GuardedRouter, public

_log = structlog.get_logger(__name__)

PRIVACY, NOTICE, ACCESSIBILITY = "/confidentialite", "/mentions-legales", "/accessibilite"
_SIREN: Final = re.compile(r"[0-9]{9}")


class LegalRoute(APIRoute):
    """Answers errors by a page, also when registry is away."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except DirectoryAway as error:
                _log.warning("page_unavailable", page=self.name, cause=str(error))
                return away()

        return answered


router = GuardedRouter(default_response_class=HTMLResponse, route_class=LegalRoute)


@router.get(PRIVACY, openapi_extra=INTERNAL)
@router.head(PRIVACY, include_in_schema=False)
@public
async def privacy_of_all(resources: Res) -> Response:
    return await _list_of_territories(
        resources,
        path=PRIVACY,
        heading="Vos données personnelles",
        about="Boucle rapproche des entreprises qui peuvent s'échanger des matières, de l'eau, de "
        "l'énergie ou des services. Qui répond des données de leurs contacts, sur quelle base et "
        "pour combien de temps, c'est à chaque territoire de le dire.",
        missing="le nom, l'adresse et le courriel du responsable du traitement",
    )


@router.get(PRIVACY + "/{siren}", openapi_extra=INTERNAL)
@router.head(PRIVACY + "/{siren}", include_in_schema=False)
@public
async def privacy(resources: Res, siren: str) -> Response:
    return await _of_territory(resources, "privacy.html", siren)


@router.get(NOTICE, openapi_extra=INTERNAL)
@router.head(NOTICE, include_in_schema=False)
@public
async def legal_notice_of_all(resources: Res) -> Response:
    return await _list_of_territories(
        resources,
        path=NOTICE,
        heading="Mentions légales",
        about="Les pages de Boucle sont publiées, pour chaque territoire, par qui y répond des "
        "données des entreprises.",
        missing="l'éditeur, le directeur de la publication et l'hébergeur",
    )


@router.get(NOTICE + "/{siren}", openapi_extra=INTERNAL)
@router.head(NOTICE + "/{siren}", include_in_schema=False)
@public
async def legal_notice(resources: Res, siren: str) -> Response:
    return await _of_territory(resources, "legal_notice.html", siren)


@router.get(ACCESSIBILITY, openapi_extra=INTERNAL)
@router.head(ACCESSIBILITY, include_in_schema=False)
@public
async def accessibility() -> Response:
    return page("accessibility.html", controller=None)


@router.get(ACCESSIBILITY + "/{siren}", openapi_extra=INTERNAL)
@router.head(ACCESSIBILITY + "/{siren}", include_in_schema=False)
@public
async def accessibility_of(resources: Res, siren: str) -> Response:
    return await _of_territory(resources, "accessibility.html", siren)


async def _of_territory(resources: NotificationsResources, template: str, siren: str) -> Response:
    if not _SIREN.fullmatch(siren):
        return gone()
    territory = (await _directory(resources).find([], [siren])).territories.get(siren)
    trial = bool(sandbox_of(siren))
    if trial and (territory is None or territory.controller is None):
        # An unknown code and an unnamed one must look the same.
        return page(template, place="ce territoire", controller=None, trial=True)
    if territory is None:
        return gone()
    around = Frame(siren=siren, territory=territory.name)
    controller = territory.controller
    return page(template, frame=around, place=territory.name, controller=controller, trial=trial)


async def _list_of_territories(
    resources: NotificationsResources,
    *,
    path: str,
    heading: str,
    about: str,
    missing: str,
) -> Response:
    found = sorted((await _directory(resources).territories()).items(), key=_by_name)
    return page(
        "territories.html",
        path=path,
        heading=heading,
        about=about,
        missing=missing,
        said=[(siren, one.name) for siren, one in found if one.controller],
        unsaid=[one.name for _, one in found if not one.controller],
    )


def _by_name(one: tuple[str, TerritoryAnswer]) -> str:
    return one[1].name.casefold()


def _directory(resources: NotificationsResources) -> DirectoryClient:
    client: DirectoryClient = resources.state.directory
    return client
