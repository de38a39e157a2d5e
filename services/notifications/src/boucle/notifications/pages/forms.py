"""Read what a person answered on a page. Pure.

Messages are in French; catalogues have the other languages.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args

from boucle.contract.events.matching import RefusalReason
from boucle.contract.events.notifications import Answer, MeetingAnswer
from boucle.notifications.introductions.decisions import Reply
from boucle.notifications.letters.words import PARIS
from boucle.pages.forms import Form
from boucle.pages.translating import N_
from boucle.platform.characters import MAIL_ADDRESS, first_invisible

MAX_COMMENT: Final = 1_000  # characters
MAX_NAME: Final = 100  # characters
_FARTHEST: Final = timedelta(days=50 * 366)
_WRITTEN: Final = ("%Y-%m-%d", "%d/%m/%Y")
_REASONS: Final[tuple[RefusalReason, ...]] = get_args(RefusalReason)
_ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)
_MEETING_ANSWERS: Final[tuple[MeetingAnswer, ...]] = get_args(MeetingAnswer)
_ADDRESS: Final = re.compile(MAIL_ADDRESS)

Field = Literal[
    "answer",
    "said",
    "reason",
    "comment",
    "question",
    "contract_until",
    "quantity",
    "months",
    "cost",
    "phone",
    "name",
    "email",
    "rhythm",
    "language",
    "quiet",
    "paused_until",
]


TOO_MANY_QUESTIONS: Final = N_(
    "Vos questions précédentes attendent encore leur réponse : appelez l'animation de votre "
    "territoire."
)
NOT_PASSED_ON: Final = {
    "gone": N_("Nous n'avons pas pu l'enregistrer : écrivez à l'animation de votre territoire."),
    "too_many": N_(
        "Votre entreprise a déjà trop de contacts : écrivez à l'animation de votre territoire."
    ),
    "address": N_("Cette adresse ne convient pas : écrivez celle d'une autre personne."),
    "away": N_("Le service est momentanément indisponible : réessayez dans quelques minutes."),
}


class InvalidForm(ValueError):
    """The form holds no valid answer; ``field`` is where to correct it."""

    def __init__(self, field: Field, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.field, self.message, self.status = field, message, status


@dataclass(frozen=True, slots=True)
class RightPerson:
    """The person who should have received the mail, as its reader says."""

    name: str
    email: str


def reply_of(form: Form, now: datetime) -> Reply:
    chosen = next((one for one in _ANSWERS if one == form.get("answer")), None)
    if chosen is None:
        raise InvalidForm("answer", N_("Choisissez l'une des réponses."))
    if chosen == "interested":
        consent = form.get("consent") == "yes"
        return Reply("interested", consent=consent, comment=_comment(form, "said"))
    if chosen == "already_done":
        return Reply("already_done", contract_until=_until(form.get("contract_until", ""), now))
    reason = next((one for one in _REASONS if one == form.get("reason")), None)
    if reason is None:
        raise InvalidForm(
            "reason", N_("Choisissez la raison pour laquelle ce n'est pas pour vous.")
        )
    return Reply("refused", reason=reason, comment=_comment(form, "comment"))


def _comment(form: Form, field: Literal["said", "comment"]) -> str:
    comment = form.get(field, "").replace("\x00", "").strip()
    if len(comment) > MAX_COMMENT:
        raise InvalidForm(field, N_("La précision est trop longue : 1 000 caractères au plus."))
    if first_invisible(comment):
        raise InvalidForm(field, N_("La précision contient un caractère invisible : retapez-la."))
    return comment


def question_of(form: Form) -> str | None:
    """Return what is asked of the animator; None for another form. Raise InvalidForm."""
    if form.get("answer") != "question":
        return None
    text = form.get("question", "").replace("\x00", "").strip()
    if not text:
        raise InvalidForm("question", N_("Écrivez votre question."))
    if len(text) > MAX_COMMENT:
        raise InvalidForm("question", N_("La question est trop longue : 1 000 caractères au plus."))
    if first_invisible(text):
        raise InvalidForm(
            "question", N_("La question contient un caractère invisible : retapez-la.")
        )
    return text


def form_with(reply: Reply | None) -> Form:
    if reply is None:
        return {}
    fields = {
        "answer": reply.answer,
        "consent": "yes" if reply.consent else "",
        "reason": reply.reason or "",
        "said" if reply.answer == "interested" else "comment": reply.comment,
        "contract_until": reply.contract_until.isoformat() if reply.contract_until else "",
    }
    return {name: value for name, value in fields.items() if value}


def right_person_of(form: Form) -> RightPerson | None:
    """Return who should be asked instead; None for another form. Raise InvalidForm."""
    if form.get("answer") != "not_me":
        return None
    name = " ".join(form.get("name", "").replace("\x00", "").split())
    if not name:
        raise InvalidForm("name", N_("Écrivez le nom de la bonne personne."))
    if len(name) > MAX_NAME:
        raise InvalidForm("name", N_("Le nom est trop long : 100 caractères au plus."))
    if first_invisible(name):
        raise InvalidForm("name", N_("Le nom contient un caractère invisible : retapez-le."))
    email = form.get("email", "").strip()
    if not _ADDRESS.fullmatch(email):
        raise InvalidForm("email", N_("Écrivez son adresse électronique, comme nom@exemple.fr."))
    return RightPerson(name, email)


def meeting_answer_of(form: Form) -> MeetingAnswer:
    chosen = next((one for one in _MEETING_ANSWERS if one == form.get("answer")), None)
    if chosen is None:
        raise InvalidForm("answer", N_("Choisissez l'une des trois réponses."))
    return chosen


def _until(text: str, now: datetime) -> date | None:
    if not text.strip():
        return None
    until = _date(text.strip())
    if until is None:
        raise InvalidForm("contract_until", N_("Écrivez la date comme 31/12/2027."))
    today = now.astimezone(PARIS).date()
    if not today < until < today + _FARTHEST:
        raise InvalidForm(
            "contract_until",
            N_("La date de fin de contrat doit être à venir, dans moins de 50 ans."),
        )
    return until


def _date(text: str) -> date | None:
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
