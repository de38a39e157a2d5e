"""What a company may know of itself: its figures, what others learned of it, its people."""

import asyncio
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.answers import filled, said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.companies.shapes import ContactList, ShownContact
from boucle.portal.own_company.shapes import OwnDisclosures
from boucle.portal.pages import CompanyPerson, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.today.shapes import ShownIntroductions

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_MOST: Final = 8
_LISTED: Final = 50
_PERSON: Final = {"name": "nom", "email": "adresse", "phone": "telephone", "role": "fonction"}
"""Of a contact, by field: what it is called in the form."""


def own_ids(person: PortalPerson) -> list[str]:
    return [one.id for one in person.acting.as_role.organisations]


def _own_names(person: PortalPerson) -> dict[str, str]:
    return {one.id: one.name for one in person.acting.as_role.organisations[:_MOST]}


@router.get("/nos-chiffres")
@public
async def show_figures(
    request: Request,
    person: CompanyPerson,
    month: Annotated[str | None, Query(alias="mois", pattern=r"^\d{4}-\d{2}$")] = None,
) -> Response:
    """Show each figure with its grade; one that is nought is left out."""
    names = _own_names(person)
    found = await asyncio.gather(
        *(
            person.api.get(
                f"/v1/organisations/{one}/indicators", figures.MonthFigures, {"month": month}
            )
            for one in names
        )
    )
    return page(
        request,
        "own_figures.html",
        companies=list(zip(names.values(), found, strict=True)),
        written=lambda one: figures.figure(one, person.language),
        labels=await labels_of(request, person.api),
    )


@router.get("/nos-echanges")
@public
async def show_exchanges(request: Request, person: CompanyPerson) -> Response:
    """Show what was mailed, and who learned what of whom."""
    ids = own_ids(person)[:_MOST]
    introductions, registers = await asyncio.gather(
        person.api.get("/v1/introductions", ShownIntroductions, {"limit": _LISTED}),
        asyncio.gather(*(_register(person.api, one) for one in ids)),
    )
    lines = [line for register in registers for line in register.items]
    return page(
        request,
        "own_exchanges.html",
        mails=sorted(_mails(introductions, frozenset(ids)), reverse=True, key=lambda one: one[0]),
        lines=sorted(lines, key=lambda one: one.at, reverse=True),
        mine=frozenset(ids),
        labels=await labels_of(request, person.api),
    )


async def _register(api: Api, organisation: str) -> OwnDisclosures:
    path = f"/v1/organisations/{organisation}/disclosures"
    return await api.get(path, OwnDisclosures, {"limit": _LISTED})


def _mails(found: ShownIntroductions, mine: frozenset[str]) -> list[tuple[Any, str, str]]:
    """Return when each of the company's mails left, which it was, and of which synergy."""
    return [
        (mail.sent_at, mail.step, one.synergy_id)
        for one in found.items
        for party in one.parties
        if party.organisation_id in mine
        for mail in party.mails
        if mail.sent_at is not None
    ]


@router.get("/nos-contacts")
@public
async def show_colleagues(request: Request, person: CompanyPerson) -> Response:
    return await _colleagues(request, person, (), {})


async def _colleagues(
    request: Request, person: PortalPerson, faults: tuple[str, ...], typed: Form
) -> Response:
    names = _own_names(person)
    lists = await asyncio.gather(
        *(person.api.get(f"/v1/organisations/{one}/contacts", ContactList) for one in names)
    )
    return page(
        request,
        "own_contacts.html",
        422 if faults else 200,
        companies=[(*own, each.items) for own, each in zip(names.items(), lists, strict=True)],
        faults=faults,
        typed={name: typed.get(name, "") for name in _PERSON.values()},
    )


@router.post("/nos-contacts/{organisation_id}", max_body_size=MAX_FORM)
@public
async def add_colleague(request: Request, organisation_id: UUID, person: CompanyPerson) -> Response:
    """Add who gets mail and may sign in."""
    form = await form_of(request)
    added = filled(form, _PERSON)
    path = f"/v1/organisations/{organisation_id}"
    stored = await person.api.get(f"{path}/contacts", ContactList)
    contacts = [_written(one) for one in stored.items if one.email != added.get("email")]
    body = {"contacts": [*contacts, added]}
    try:
        await person.api.send("PATCH", path, body)
    except ApiProblem as problem:
        return await _colleagues(request, person, said_of(problem, person.language), form)
    return see_other("/nos-contacts")


@router.post("/nos-contacts/{organisation_id}/{contact_id}/retirer", max_body_size=MAX_FORM)
@public
async def remove_colleague(
    organisation_id: UUID, contact_id: UUID, person: CompanyPerson
) -> Response:
    path = f"/v1/organisations/{organisation_id}"
    stored = await person.api.get(f"{path}/contacts", ContactList)
    kept = [_written(one) for one in stored.items if one.contact_id != str(contact_id)]
    await person.api.send("PATCH", path, {"contacts": kept})
    return see_other("/nos-contacts")


def _written(one: ShownContact) -> dict[str, Any]:
    return {
        name: value
        for name, value in msgspec.structs.asdict(one).items()
        if name != "contact_id" and value is not None
    }
