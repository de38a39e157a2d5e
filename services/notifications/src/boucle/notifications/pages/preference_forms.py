"""Read what a person chose about its mails; messages are in French."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, get_args

from boucle.notifications.pages.forms import InvalidForm
from boucle.notifications.preferences.days import day_of
from boucle.notifications.preferences.decisions import (
    MOST_QUIET,
    Kind,
    Preference,
    PreferredLanguage,
    QuietHours,
    Rhythm,
    may_pause_until,
)
from boucle.pages.forms import Form
from boucle.pages.translating import N_

KINDS: Final[Mapping[Kind, str]] = {
    "introductions": N_("Les nouvelles synergies possibles"),
    "reminders": N_("Les rappels, quand vous n'avez pas répondu"),
    "meetings": N_("Les invitations à des rencontres"),
    "follow_ups": N_("Les nouvelles après une rencontre"),
}
RHYTHMS: Final[Mapping[Rhythm, str]] = {
    "at_once": N_(
        "Dès qu'il y a du nouveau : une synergie par jour, les autres le lendemain matin"
    ),
    "daily": N_("Au plus un message par jour, le matin"),
    "weekly": N_("Au plus un message par semaine, le lundi matin"),
}
LANGUAGES: Final[Mapping[str, str]] = {
    "": N_("Celle de votre fiche"),
    "fr": N_("Français"),
    "en": "English",
}
PAUSES: Final[Mapping[str, str]] = {"14": N_("2 semaines"), "30": N_("1 mois"), "91": N_("3 mois")}
"""Lengths in days."""
BLANK: Final[Form] = dict.fromkeys(
    ("rhythm", "language", *KINDS, "quiet_from", "quiet_to", "paused_until"), ""
)
"""A browser sends no box that is not ticked."""
_RHYTHMS: Final[tuple[Rhythm, ...]] = get_args(Rhythm)
_LANGUAGES: Final[tuple[PreferredLanguage, ...]] = get_args(PreferredLanguage)
_HOURS: Final = {str(hour): hour for hour in range(24)}


def chosen_of(form: Form, before: Preference, now: datetime) -> Preference:
    rhythm = next((one for one in _RHYTHMS if one == form.get("rhythm")), None)
    if rhythm is None:
        raise InvalidForm("rhythm", N_("Choisissez à quel rythme nous vous écrivons."))
    language = next((one for one in _LANGUAGES if one == form.get("language")), None)
    if language is None and form.get("language"):
        raise InvalidForm("language", N_("Choisissez l'une des langues proposées."))
    return replace(
        before,
        rhythm=rhythm,
        language=language,
        off=frozenset(one for one in KINDS if form.get(one) != "yes"),
        quiet=_quiet(form.get("quiet_from", ""), form.get("quiet_to", "")),
        paused_until=_until(form.get("paused_until", ""), before, now),
    )


def form_with(chosen: Preference) -> Form:
    return {
        "rhythm": chosen.rhythm,
        "language": chosen.language or "",
        **{one: "" if one in chosen.off else "yes" for one in KINDS},
        "quiet_from": str(chosen.quiet.start) if chosen.quiet else "",
        "quiet_to": str(chosen.quiet.end) if chosen.quiet else "",
        "paused_until": chosen.paused_until.isoformat() if chosen.paused_until else "",
    }


def paused(before: Preference, days: str, now: datetime) -> Preference:
    if days not in PAUSES:
        raise InvalidForm("paused_until", N_("Choisissez l'une des durées proposées."))
    return replace(before, paused_until=day_of(now) + timedelta(days=int(days)))


def _quiet(start: str, end: str) -> QuietHours | None:
    if not start and not end:
        return None
    if start not in _HOURS or end not in _HOURS or start == end:
        raise InvalidForm("quiet", N_("Choisissez les deux heures, différentes l'une de l'autre."))
    quiet = QuietHours(_HOURS[start], _HOURS[end])
    if quiet.length > MOST_QUIET:
        raise InvalidForm("quiet", N_("Laissez-nous au moins 8 heures par jour pour vous écrire."))
    return quiet


def _until(text: str, before: Preference, now: datetime) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidForm("paused_until", N_("Écrivez la date comme 2027-01-31.")) from error
    if day == before.paused_until and not before.paused(now):
        return None
    if not may_pause_until(day, now):
        raise InvalidForm("paused_until", N_("La date doit être à venir, dans moins d'un an."))
    return day
