"""``/groupes``: what several companies could share, and what each group lacks to be viable."""

from collections.abc import Mapping
from decimal import ROUND_UP, Decimal
from functools import partial
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.translating import N_, Language, Translator
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.api import Query as ApiQuery
from boucle.portal.pages import Animator, PortalRoute, labels_of, page, translator
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import ShownGroup, SynergyRows

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = 50
_STAGES: Final[Mapping[str, str]] = {
    "a-completer": "near",
    "complets": "viable",
    "en-cours": "proposed,running,at_risk",
}
"""The states of each tab, by what its address says."""
_FIRST: Final = "a-completer"


@router.get("/groupes")
@public
async def list_groups(
    request: Request,
    person: Animator,
    etape: Annotated[str | None, Query(max_length=200)] = None,
    suite: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    stage = etape if etape and etape in _STAGES else _FIRST
    query: ApiQuery = {"group_state": _STAGES[stage], "limit": _PAGE, "cursor": suite}
    found = await person.api.get("/v1/synergies", SynergyRows, query)
    return page(
        request,
        "groups.html",
        rows=await shown(request, person, found.items),
        stands=partial(stands, language=person.language, _=translator(person.language)),
        labels=await labels_of(request, person.api),
        stage=stage,
        next=found.next,
    )


_STANDS: Final[Mapping[str, str]] = {
    "viable": N_("tout est réuni"),
    "proposed": N_("proposé aux entreprises"),
    "running": N_("en service"),
    "at_risk": N_("menacé"),
}


def stands(group: ShownGroup, language: Language, _: Translator) -> str:
    """Return how it stands, in words: how many companies lack, where they are what is counted."""
    if group.state != "near":
        return _(_STANDS.get(group.state or "", N_("en cours")))
    if group.value is None or group.threshold is None:
        return _("proche du seuil")
    value, threshold = Decimal(group.value), Decimal(group.threshold)
    if group.measure == "members" and value < threshold:
        lacking = int((threshold - value).to_integral(ROUND_UP))
        return _.ngettext("il manque {count} entreprise", "il manque {count} entreprises", lacking)
    unit = "" if group.unit in (None, "1") else f" {group.unit}"
    reached = figures.number(value, language)
    return _(
        "{valeur} sur {seuil}", valeur=reached, seuil=figures.number(threshold, language) + unit
    )
