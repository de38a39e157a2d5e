"""Serve the pages where a person chooses its mails, pauses, stops and begins again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from boucle.catalogue.wording.figures import Language
from boucle.notifications.introductions import store as introductions
from boucle.notifications.letters import words
from boucle.notifications.letters.links import PATHS
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages import preference_forms as forms
from boucle.notifications.pages.forms import InvalidForm
from boucle.notifications.pages.frame import frame, reader
from boucle.notifications.pages.rendering import done_just_now, gone, page, see_other
from boucle.notifications.pages.routes import (
    MailPageRoute,
    PreferencesMail,
    StopMail,
    directory_of,
    settings_url,
)
from boucle.notifications.preferences import store
from boucle.notifications.preferences import use_cases as preferences
from boucle.notifications.preferences.days import next_morning
from boucle.notifications.preferences.decisions import Preference
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.frame import Frame
from boucle.pages.routes import form_of
from boucle.platform.http import INTERNAL, GuardedRouter, public

_NOT_UNDERSTOOD: Final = 422

router = GuardedRouter(default_response_class=HTMLResponse, route_class=MailPageRoute)


@router.get("/p/{token}", openapi_extra=INTERNAL)
@router.head("/p/{token}", include_in_schema=False)
@public
async def preferences_page(request: Request, resources: Res, mail: PreferencesMail) -> Response:
    return await _preferences(resources, mail, saved=done_just_now(request) is not None)


@router.post("/p/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def choose(request: Request, resources: Res, mail: PreferencesMail, token: str) -> Response:
    form, now = await form_of(request), resources.clock()
    changes: dict[str, Callable[[Preference], Preference]] = {
        "save": lambda before: forms.chosen_of(form, before, now),
        "resume": lambda before: replace(before, paused_until=None),
        "stop": lambda before: replace(before, stopped=True),
        "restart": lambda before: replace(before, stopped=False, paused_until=None),
    }
    changed = changes.get(form.get("do", ""))
    if changed is None:
        return await _preferences(resources, mail, status=_NOT_UNDERSTOOD)
    try:
        await _change(resources, mail, changed)
    except InvalidForm as error:
        return await _preferences(resources, mail, form=form, error=error, status=_NOT_UNDERSTOOD)
    return see_other(PATHS["preferences"] + token, "saved")


@router.get("/stop/{token}", openapi_extra=INTERNAL)
@router.head("/stop/{token}", include_in_schema=False)
@public
async def stop_page(request: Request, resources: Res, mail: StopMail) -> Response:
    return await _stop(resources, mail, saved=done_just_now(request) is not None)


@router.post("/stop/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def stop_mails(request: Request, resources: Res, mail: StopMail, token: str) -> Response:
    # The page's buttons, or a mail program's one click (RFC 8058).
    if mail.contact_id is None and mail.person is None:
        return gone()  # erased before mails stored who the person is
    form, now = await form_of(request), resources.clock()
    one_click = form.get("List-Unsubscribe") == "One-Click"
    if one_click or form.get("stop") == "yes":
        await _change(resources, mail, lambda before: replace(before, stopped=True))
    elif form.get("stop") == "no":
        await _change(resources, mail, lambda before: replace(before, stopped=False))
    elif form.get("pause") in forms.PAUSES and mail.contact_id is not None:
        await _change(resources, mail, lambda before: forms.paused(before, form["pause"], now))
    else:
        return await _stop(resources, mail, status=_NOT_UNDERSTOOD)
    if not one_click:
        return see_other(PATHS["stop"] + token, "saved")
    return await _stop(resources, mail)


async def _change(
    resources: NotificationsResources, mail: Mail, changed: Callable[[Preference], Preference]
) -> None:
    """Change the reader's preference, also after an erasure; waiting mails may then leave
    sooner."""
    now, person = resources.clock(), await _person(resources, mail)
    async with resources.database.write() as session:
        await preferences.change(
            session, mail.contact_id, mail.mail_id, changed, now, person=person
        )
        if mail.contact_id is not None:
            await mails.bring_forward(
                session, mail.organisation_id, mail.contact_id, next_morning(now), now
            )


async def _person(resources: NotificationsResources, mail: Mail) -> str | None:
    """Return the reader's hash, the same in all organisations. None for a mail from before it was
    stored, while registry is away: the choice then holds for that contact."""
    if mail.person is not None:
        return mail.person
    directory = await directory_of(resources, [mail.organisation_id], [])
    company = directory.organisations.get(mail.organisation_id) if directory else None
    contacts = company.contacts if company else ()
    return next((one.person for one in contacts if one.contact_id == mail.contact_id), None)


async def _preferences(
    resources: NotificationsResources,
    mail: Mail,
    *,
    form: Form | None = None,
    error: InvalidForm | None = None,
    saved: bool = False,
    status: int = 200,
) -> Response:
    chosen, around = await _stored_choice(resources, mail)
    return page(
        "preferences.html",
        status,
        around,
        chosen=chosen,
        paused=_paused(resources, chosen, around.language),
        form=forms.form_with(chosen) if form is None else {**forms.BLANK, **form},
        kinds=forms.KINDS,
        rhythms=forms.RHYTHMS,
        languages=forms.LANGUAGES,
        error=error,
        saved=saved,
    )


async def _stop(
    resources: NotificationsResources, mail: Mail, *, saved: bool = False, status: int = 200
) -> Response:
    chosen, around = await _stored_choice(resources, mail)
    return page(
        "stop.html",
        status,
        around,
        stopped=chosen.stopped,
        paused=_paused(resources, chosen, around.language),
        pauses=forms.PAUSES,
        erased=mail.contact_id is None,
        error=status != 200,
        saved=saved,
    )


async def _stored_choice(resources: NotificationsResources, mail: Mail) -> tuple[Preference, Frame]:
    async with resources.database.read() as session:
        chosen = await store.read(session, mail.contact_id, mail.person)
        territory = None
        if mail.introduction_id is not None:
            introduction = await introductions.read(session, mail.introduction_id)
            territory = introduction.record.side(mail.organisation_id).territory
    directory = await directory_of(
        resources, [mail.organisation_id], [territory] if territory else []
    )
    to = reader(directory, mail.organisation_id, mail.contact_id, chosen.language)
    return chosen, frame(directory, to, territory, settings_url(resources, mail))


def _paused(
    resources: NotificationsResources, chosen: Preference, language: Language
) -> str | None:
    until = chosen.paused_until
    if until is None or not chosen.paused(resources.clock()):
        return None
    return words.day(until, language)
