"""Read what the form of a meeting says, as the API takes it. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from boucle.portal.meetings.shapes import ShownMeeting
from boucle.portal.meetings.showing import PARIS

FIELDS: Final = (
    *("genre", "titre", "jour", "debut", "fin", "lieu", "rue", "programme", "accueil"),
    *("telephone", "territoire", "jours"),
)
"""``jours``: how many days after the first one it ends."""


def details_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Return what a meeting is, when and where; what is empty is null."""
    host = form.get("accueil", "").strip()
    phone = form.get("telephone", "").strip()
    return {
        "kind": form.get("genre", ""),
        "title": form.get("titre", "").strip(),
        "place": form.get("lieu", "").strip(),
        "street": form.get("rue", "").strip() or None,
        "agenda": form.get("programme", "").strip() or None,
        "host": {"name": host, "phone": phone or None} if host else None,
        "starts_at": moment_of(form.get("jour", ""), form.get("debut", "")),
        "ends_at": moment_of(form.get("jour", ""), form.get("fin", ""), form.get("jours", "")),
    }


def meeting_of(
    form: Mapping[str, str], synergies: Sequence[str], companies: Sequence[str]
) -> dict[str, Any]:
    """Return a meeting to plan, with whom it invites."""
    return {
        **details_of(form),
        "territory": form.get("territoire") or None,
        "synergy_ids": list(dict.fromkeys(synergies)),
        "organisations": list(dict.fromkeys(companies)),
    }


def moment_of(day: str, time: str, later: str = "") -> str:
    """Return the moment in Paris, ``later`` days after; what is none as it was typed, for the API
    to refuse."""
    try:
        first = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=PARIS)
        return (first + timedelta(days=int(later or 0))).isoformat()
    except (ValueError, OverflowError):
        return f"{day} {time}".strip()


def typed_of(one: ShownMeeting) -> dict[str, str]:
    """Return the fields of the form as this meeting fills them."""
    start, end = one.starts_at.astimezone(PARIS), one.ends_at.astimezone(PARIS)
    return {
        "genre": one.kind,
        "titre": one.title,
        "jour": f"{start:%Y-%m-%d}",
        "debut": f"{start:%H:%M}",
        "fin": f"{end:%H:%M}",
        "jours": str((end.date() - start.date()).days),
        "lieu": one.place,
        "rue": one.street or "",
        "programme": one.agenda or "",
        "accueil": one.host.name if one.host else "",
        "telephone": (one.host.phone or "") if one.host else "",
        "territoire": one.territory or "",
    }


def version_of(one: ShownMeeting) -> str:
    """Return what tells whether a meeting was changed: answers and mails of it change nothing."""
    return sha256(repr(sorted(details_of(typed_of(one)).items())).encode()).hexdigest()[:16]
