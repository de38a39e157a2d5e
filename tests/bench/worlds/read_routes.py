"""What the bench of reads asks of each GET route, and of whom. Pure.

Routes are taken from the services themselves: one that has nothing here makes the bench fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from boucle.platform.http.routes import all_routes
from boucle.platform.process.service import Service, build_app, build_resources
from boucle.platform.settings import example_settings

Role = Literal["operator", "animator", "company", "anybody"]
_ALL: tuple[Role, ...] = ("operator", "animator", "company")
_STAFF: tuple[Role, ...] = ("operator", "animator")
_OPERATOR: tuple[Role, ...] = ("operator",)
_ANYBODY: tuple[Role, ...] = ("anybody",)
OWN_OF_EACH = ("/healthz", "/readyz", "/metrics")
"""What every process answers, at its own address only."""
PAGE = 50


@dataclass(frozen=True, slots=True)
class Ask:
    """``address``: path and query; its braces are filled with what the reader may ask about."""

    address: str
    by: tuple[Role, ...] = _ALL

    @property
    def names(self) -> frozenset[str]:
        """What it is filled with."""
        return frozenset(re.findall(r"{(\w+)}", self.address))


def _page(path: str, *queries: str, by: tuple[Role, ...] = _ALL) -> tuple[Ask, ...]:
    """The first page, then others, each by its query."""
    return tuple(
        Ask(f"{path}?limit={PAGE}{f'&{query}' if query else ''}", by) for query in ("", *queries)
    )


_OWN = "territory={territory}"
_SINCE = "updated_after={since}"
_MEANING = "text=sciure+de+bois+propre&low=03+01+05"
_SYNERGY = "/v1/synergies/{synergy_id}"
_ROUTES: Mapping[str, tuple[Ask, ...]] = {
    # registry
    "/v1/flows": _page(
        "/v1/flows",
        *(_OWN, "organisation_id={organisation_id}", "site_id={site_id}", "family={family}"),
        *("nature=water", "source=other", "withdrawn=true", _SINCE, "cursor={flows_cursor}"),
        *("sort=-declared_at", "expand=site,organisation", "fields=family,quantity"),
    ),
    "/v1/sharings": _page(
        *("/v1/sharings", _OWN, "kind=service", "subject=freight", _SINCE, "sort=-declared_at"),
    ),
    "/v1/sites": _page("/v1/sites", _OWN, "organisation_id={organisation_id}", _SINCE, "sort=name"),
    "/v1/organisations": _page(
        "/v1/organisations", _OWN, "withdrawn=true", "state=claimed", _SINCE, "sort=name"
    ),
    "/v1/organisations/{organisation_id}/verifications": (
        Ask("/v1/organisations/{organisation_id}/verifications", _STAFF),
    ),
    "/v1/organisations/{organisation_id}/principals": (
        Ask("/v1/organisations/{organisation_id}/principals", _STAFF),
    ),
    "/v1/join-requests": _page("/v1/join-requests", by=("operator", "animator", "company")),
    "/v1/contact-proposals": _page("/v1/contact-proposals", by=_STAFF),
    "/v1/territories": _page("/v1/territories", "parent={federation}"),
    "/v1/territories/{siren}/settings/history": _page(
        "/v1/territories/{territory}/settings/history", by=_STAFF
    ),
    "/v1/duplicates": _page("/v1/duplicates", by=_STAFF),
    "/v1/movements": _page("/v1/movements", by=_STAFF),
    "/v1/principals": _page("/v1/principals", "role=company", by=_OPERATOR),
    "/v1/sandboxes": _page("/v1/sandboxes", by=_OPERATOR),
    "/v1/sandboxes/{sandbox_id}": (Ask("/v1/sandboxes/{sandbox_id}", _OPERATOR),),
    "/v1/sandboxes/{sandbox_id}/mails": _page("/v1/sandboxes/{sandbox_id}/mails", by=_OPERATOR),
    "/v1/sources/{source}/organisations/{external_id}": (
        Ask("/v1/sources/{source}/organisations/{company}", _OPERATOR),
    ),
    "/v1/sources/{source}/sites/{external_id}": (
        Ask("/v1/sources/{source}/sites/{company}", _OPERATOR),
    ),
    "/v1/sources/{source}/flows/{external_id}": (
        Ask("/v1/sources/{source}/flows/{flow}", _OPERATOR),
    ),
    "/v1/sources/{source}/sharings/{external_id}": (
        Ask("/v1/sources/{source}/sharings/{sharing}", _OPERATOR),
    ),
    "/v1/sources/{source}/flows/{external_id}/possibilities": (
        Ask("/v1/sources/{source}/flows/{flow}/possibilities", _OPERATOR),
    ),
    "/v1/sources/{source}/flows/{external_id}/explain": (
        Ask("/v1/sources/{source}/flows/{flow}/explain", _OPERATOR),
    ),
    "/v1/territories/{siren}": (Ask("/v1/territories/{territory}"),),
    "/v1/territories/{siren}/animators": (Ask("/v1/territories/{territory}/animators", _STAFF),),
    "/v1/territories/{siren}/zones": (Ask("/v1/territories/{territory}/zones"),),
    "/v1/imports/{import_id}": (Ask("/v1/imports/{import_id}", ("operator", "company")),),
    "/v1/imports/{import_id}/rejects.csv": (
        Ask("/v1/imports/{import_id}/rejects.csv", ("operator", "company")),
    ),
    "/v1/outlets": (
        Ask(f"/v1/outlets?limit={PAGE}&{_MEANING}&latitude=49.1&longitude=-0.4"),
        Ask(f"/v1/outlets?limit={PAGE}&family={{family}}&site_id={{site_id}}"),
    ),
    "/v1/sources": (
        Ask(f"/v1/sources?limit={PAGE}&text=vapeur&latitude=49.1&longitude=-0.4"),
        Ask(f"/v1/sources?limit={PAGE}&family={{family}}&site_id={{site_id}}"),
    ),
    "/v1/classify": (Ask(f"/v1/classify?{_MEANING}"),),
    "/v1/families": _page("/v1/families", "q=eau+chaude", "nature=water", "quality=moisture"),
    "/v1/units": _page("/v1/units"),
    "/v1/qualities": _page("/v1/qualities", "family={family}"),
    "/v1/routes": _page("/v1/routes", "output={family}", "q=beton", "practice=usual"),
    "/v1/codes/low": _page("/v1/codes/low", "code=17+02", "q=boues", "hazardous=true"),
    "/v1/codes/naf": _page("/v1/codes/naf", "code=17.1", "q=papier", "level=division"),
    "/v1/vocabularies": _page("/v1/vocabularies", "key=operation"),
    "/v1/services": _page("/v1/services", "q=dechets"),
    "/v1/equipment": _page("/v1/equipment", "q=vapeur"),
    "/v1/parameters": _page("/v1/parameters", "subject=freight"),
    "/v1/occupations": _page("/v1/occupations", "q=cariste", "code=N11"),
    "/v1/outlines": (Ask("/v1/outlines?box=-0.5,49.0,0.3,49.5&kind=commune"),),
    "/v1/communes": _page("/v1/communes", _OWN, "q=saint", "code=14118"),
    "/v1/calls": _page("/v1/calls", _OWN, "due_before=2026-06-30", by=_STAFF),
    "/v1/organisations/{organisation_id}/calls": (
        Ask("/v1/organisations/{organisation_id}/calls", _STAFF),
    ),
    "/v1/prospects/marked": (Ask("/v1/prospects/marked?territory={territory}", _STAFF),),
    "/v1/prospects": (Ask(f"/v1/prospects?limit={PAGE}&flow_id={{flow_id}}", _STAFF),),
    **{
        path: (Ask(path, _ANYBODY),)
        for path in (
            *("/.well-known/jwks.json", "/openapi.json", "/asyncapi.json", "/", "/docs/events"),
            *("/docs/api", "/docs/api.css", "/docs/api.js"),
            *("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"),
        )
    },
    "/docs": (Ask("/docs", _ANYBODY), Ask("/docs?q=signature", _ANYBODY)),
    "/docs/{name}": (Ask("/docs/{guide}", _ANYBODY),),
    # matching
    "/v1/flows/{flow_id}/possibilities": (Ask("/v1/flows/{flow_id}/possibilities"),),
    "/v1/flows/{flow_id}/explain": (Ask("/v1/flows/{flow_id}/explain"),),
    "/v1/sharings/{sharing_id}/possibilities": (Ask("/v1/sharings/{sharing_id}/possibilities"),),
    "/v1/synergies": _page(
        "/v1/synergies",
        *(_OWN, "organisation_id={organisation_id}", "flow_id={flow_id}", "nature=water"),
        *("state=introduced", "min_score=8000", "found_by=workshop", "candidacy=false"),
        *(_SINCE, "cursor={synergies_cursor}", "sort=-updated_at", "expand=flows"),
        *("compact=true", "sort=-score", "sort=-eur", "min_gain=10000", "total=true"),
        *("next_action_before=2026-06-30", "answered_since={since}", "group_state=near"),
    ),
    "/v1/synergies/{synergy_id}/replay": (Ask(f"{_SYNERGY}/replay", _STAFF),),
    "/v1/synergies/{synergy_id}/history": (Ask("/v1/synergies/{life_id}/history"),),
    "/v1/synergies/{synergy_id}/notes": (Ask("/v1/synergies/{life_id}/notes", _STAFF),),
    "/v1/synergies/{synergy_id}/parties": (Ask("/v1/synergies/{named_id}/parties", _STAFF),),
    "/v1/synergies/coverage": (Ask("/v1/synergies/coverage?need={need_id}"),),
    "/v1/synergies/refusals": (Ask("/v1/synergies/refusals?offer={offer_id}&need={need_id}"),),
    "/v1/organisations/{organisation_id}/disclosures": _page(
        "/v1/organisations/{organisation_id}/disclosures"
    ),
    "/v1/unmet-flows": (
        Ask("/v1/unmet-flows", _STAFF),
        Ask("/v1/unmet-flows?territory={territory}", _STAFF),
    ),
    "/v1/workshop-tables": (
        Ask("/v1/workshop-tables?territory={territory}", _STAFF),
        Ask("/v1/workshop-tables?territory={territory}&companies=200&seats=8", _STAFF),
    ),
    "/v1/quality": (
        Ask("/v1/quality", _STAFF),
        Ask("/v1/quality?territory={territory}", _STAFF),
        Ask("/v1/quality?territory={federation}", _OPERATOR),
    ),
    # indicators
    "/v1/territories/{siren}/indicators": (
        Ask("/v1/territories/{territory}/indicators", _STAFF),
        Ask("/v1/territories/{territory}/indicators?month={month_before}", _STAFF),
        Ask("/v1/territories/{federation}/indicators", _OPERATOR),
    ),
    # notifications
    "/v1/synergies/{synergy_id}/letters": (Ask("/v1/synergies/{life_id}/letters", _STAFF),),
    "/v1/questions": _page("/v1/questions", "state=open"),
    "/v1/introductions": _page(
        "/v1/introductions", _OWN, "synergy_id={life_id}", "state=sent", _SINCE
    ),
    "/v1/introductions/{introduction_id}": (Ask("/v1/introductions/{introduction_id}"),),
    "/v1/webhooks": _page("/v1/webhooks"),
    "/v1/webhooks/{webhook_id}/deliveries": _page(
        "/v1/webhooks/{webhook_id}/deliveries", "state=due"
    ),
    "/v1/meetings/{meeting_id}/attendance.xlsx": (
        Ask("/v1/meetings/{meeting_id}/attendance.xlsx", _STAFF),
    ),
    "/v1/meetings/{meeting_id}/leads": (Ask("/v1/meetings/{meeting_id}/leads", _STAFF),),
    "/v1/meetings": _page("/v1/meetings", _OWN, _SINCE, "sort=-starts_at"),
    "/v1/changes": (Ask("/v1/changes"), Ask("/v1/changes?after={changes_cursor}&limit=200")),
    "/.well-known/security.txt": (Ask("/.well-known/security.txt", _ANYBODY),),
    "/accessibilite": (Ask("/accessibilite", _ANYBODY),),
    "/accessibilite/{siren}": (Ask("/accessibilite/{territory}", _ANYBODY),),
    "/confidentialite": (Ask("/confidentialite", _ANYBODY),),
    "/confidentialite/{siren}": (Ask("/confidentialite/{territory}", _ANYBODY),),
    "/mentions-legales": (Ask("/mentions-legales", _ANYBODY),),
    "/mentions-legales/{siren}": (Ask("/mentions-legales/{territory}", _ANYBODY),),
    "/r/{token}": (Ask("/r/{answer_token}", _ANYBODY),),
    "/m/{token}": (Ask("/m/{meeting_token}", _ANYBODY),),
    "/p/{token}": (Ask("/p/{settings_token}", _ANYBODY),),
    "/stop/{token}": (Ask("/stop/{stop_token}", _ANYBODY),),
    "/stop/matin/{token}": (Ask("/stop/matin/{morning_token}", _ANYBODY),),
}
_AS_THEY_ARE = (
    *("/v1/flows/{flow_id}", "/v1/sites/{site_id}", "/v1/organisations/{organisation_id}"),
    *("/v1/organisations/{organisation_id}/contacts", "/v1/organisations/{organisation_id}/grants"),
    *("/v1/organisations/{organisation_id}/indicators", _SYNERGY, "/v1/meetings/{meeting_id}"),
    *("/v1/webhooks/{webhook_id}", "/v1/sharings/{sharing_id}"),
)
"""Routes whose parameters have the names of what fills them."""
_OPERATIONS = tuple(
    f"/v1/operations/{name}" for name in ("indicators", "matching", "notifications", "registry")
)
_OPERATED: Mapping[str, tuple[Ask, ...]] = {
    **{
        f"{each}/{path}": (Ask(f"{each}/{path}", _OPERATOR),)
        for each in _OPERATIONS
        for path in ("dead-letters", "halts")
    },
    # In a world where nothing fails there is none to read.
    **{f"{each}/dead-letters/{{letter_id}}": () for each in _OPERATIONS},
    **{f"{each}/halts/{{topic}}/{{partition}}/{{offset}}": () for each in _OPERATIONS},
}
ASKS: Mapping[str, tuple[Ask, ...]] = {
    **_ROUTES,
    **_OPERATED,
    **{path: (Ask(path),) for path in _AS_THEY_ARE},
    **{path: (Ask(path, _ANYBODY),) for path in OWN_OF_EACH},
}


def get_routes(service: Service[Any]) -> tuple[str, ...]:
    """The paths that its API answers a GET on."""
    app = build_app(service, build_resources(service, example_settings(service.settings)))
    return tuple(
        str(route.path) for route in all_routes(app) if "GET" in (route.methods or frozenset())
    )


def without_parameters(paths: Iterable[str]) -> list[str]:
    """Routes that nothing is asked of: somebody added them and forgot the bench."""
    return sorted(set(paths) - set(ASKS))
