"""What a person answered on a page. Messages are for that person, in French."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final, get_args
from urllib.parse import parse_qs

from fastapi import Request

from boucle.common.events.matching import RefusalReason
from boucle.common.events.notifications import Answer, MeetingAnswer
from boucle.notifications.introductions.decisions import Reply
from boucle.notifications.letters.words import PARIS

MAX_FORM: Final = 10_000  # bytes
MAX_COMMENT: Final = 1_000  # characters
_FARTHEST: Final = timedelta(days=50 * 366)
_REASONS: Final[tuple[RefusalReason, ...]] = get_args(RefusalReason)
_ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)
_MEETING_ANSWERS: Final[tuple[MeetingAnswer, ...]] = get_args(MeetingAnswer)

Form = Mapping[str, str]


class InvalidForm(ValueError):
    """The form holds no valid answer."""


async def form_of(request: Request) -> Form:
    """The fields of the body, the first value of each; never those of the address."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":  # what RFC 8058 prefers
        parts = await request.form(max_files=0, max_fields=10, max_part_size=MAX_FORM)
        return {name: value for name, value in parts.items() if isinstance(value, str)}
    try:
        body = (await request.body()).decode("utf-8")
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def reply_of(form: Form, now: datetime) -> Reply:
    """The answer to an introduction. Raises InvalidForm."""
    chosen = next((one for one in _ANSWERS if one == form.get("answer")), None)
    if chosen is None:
        raise InvalidForm("Choisissez l'une des trois réponses.")
    if chosen == "interested":
        return Reply("interested", consent=form.get("consent") == "yes")
    if chosen == "already_done":
        return Reply("already_done", contract_until=_until(form.get("contract_until", ""), now))
    reason = next((one for one in _REASONS if one == form.get("reason")), None)
    if reason is None:
        raise InvalidForm("Dites pourquoi ce n'est pas pour vous : choisissez l'une des raisons.")
    comment = form.get("comment", "").replace("\x00", "").strip()
    if len(comment) > MAX_COMMENT:
        raise InvalidForm(f"Le commentaire est trop long : {MAX_COMMENT} caractères au plus.")
    return Reply("refused", reason=reason, comment=comment)


def meeting_answer_of(form: Form) -> MeetingAnswer:
    """The answer to an invitation. Raises InvalidForm."""
    chosen = next((one for one in _MEETING_ANSWERS if one == form.get("answer")), None)
    if chosen is None:
        raise InvalidForm("Choisissez l'une des trois réponses.")
    return chosen


def _until(text: str, now: datetime) -> date | None:
    if not text.strip():
        return None
    today = now.astimezone(PARIS).date()
    try:
        until = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidForm(
            "La date de fin de contrat s'écrit année-mois-jour : 2027-12-31."
        ) from error
    if not today < until < today + _FARTHEST:
        raise InvalidForm("La date de fin de contrat doit être à venir, dans moins de 50 ans.")
    return until
