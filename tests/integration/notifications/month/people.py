"""What the people of these companies do with the mails that they get: each has a habit. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal, get_args

from boucle.contract.events.matching import RefusalReason

Door = Literal["r", "m", "stop", "p"]
_REASONS: Final[tuple[RefusalReason, ...]] = get_args(RefusalReason)
_YES: Final = {"answer": "interested", "consent": "yes"}
_MEETINGS: Final = ("yes", "maybe", "no")
HABITS: Final = (
    *("agrees", "agrees", "agrees", "agrees", "agrees", "agrees", "hesitates", "hesitates"),
    *("refuses", "refuses", "refuses", "already", "bound", "stops", "agrees, then stops"),
    *("stops, then agrees", "silent", "late", "pauses", "daily"),
)
QUESTION: Final = "Qui paie le transport ?"
_FOR_EVER: Final = timedelta(days=999)
_DAILY: Final = {
    "do": "save",
    "rhythm": "daily",
    **dict.fromkeys(("introductions", "reminders", "meetings", "follow_ups"), "yes"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """``form`` sent to a mail's page, so long after the mail came. ``quiet``: for how long the
    person wants no mail from then on."""

    after: timedelta
    door: Door
    form: Mapping[str, str]
    quiet: timedelta | None = None


def habit(number: int) -> str:
    return HABITS[number * 7 % len(HABITS)]


def deeds(number: int, kind: str) -> Iterator[Deed]:
    """What the person of this company does with a mail of this kind."""
    does, days = habit(number), timedelta(days=number % 4, hours=2)
    if kind == "meeting":
        yield Deed(days, "m", {"answer": _MEETINGS[number % 3]})
    elif kind == "consent_request":
        if does in ("hesitates", "agrees", "daily"):
            yield Deed(days, "r", _YES)
    elif kind in ("introduction", "digest"):
        yield from _answers(number, does, days)
        if does == "agrees" and number % 3 == 0:
            question = {"answer": "question", "question": QUESTION}
            yield Deed(timedelta(hours=1), "r", question)
    elif kind == "reminder" and does == "late":
        yield Deed(days, "r", _YES)


def _answers(number: int, does: str, days: timedelta) -> Iterator[Deed]:
    soon = timedelta(hours=1)
    if does.startswith("stops"):
        yield Deed(soon, "stop", {"stop": "yes"}, quiet=_FOR_EVER)
    if does == "pauses":
        yield Deed(soon, "stop", {"pause": "14"}, quiet=timedelta(days=13))
    if does == "daily":
        yield Deed(soon, "p", _DAILY)
    if "agrees" in does:
        yield Deed(days, "r", _YES)
    if does.endswith("then stops"):
        yield Deed(days + soon, "stop", {"stop": "yes"}, quiet=_FOR_EVER)
    if does in ("hesitates", "daily"):
        yield Deed(days, "r", {"answer": "interested"})
    if does == "refuses":
        reason = _REASONS[number % len(_REASONS)]
        yield Deed(days, "r", {"answer": "refused", "reason": reason, "comment": "trop loin ?"})
    if does == "already":
        yield Deed(days, "r", {"answer": "already_done"})
    if does == "bound":
        yield Deed(days, "r", {"answer": "already_done", "contract_until": "2027-12-31"})
