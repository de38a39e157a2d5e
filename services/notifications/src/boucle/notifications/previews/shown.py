"""Define what staff see of letters before they leave, and what delays them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from boucle.contract.events.matching import Life, Side
from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.introductions.decisions import IntroductionRecord
from boucle.notifications.mails.store import Mail
from boucle.notifications.preferences.decisions import WhyLater
from boucle.notifications.previews.matching import CannotQualify
from boucle.notifications.previews.rendered import Rendered
from boucle.platform.identity import Principal

LetterState = Literal["next", "waiting", "sent", "failed"]
"""``next``: it is not requested yet; ``waiting``: it is, and has not left."""
WhyNotNow = Literal[
    "asked_later",
    "no_contact",
    "stopped",
    "resting",
    "held",
    "to_review",
    "kept",
    "sandbox",
    WhyLater,
]
"""``asked_later``: once the company that is asked first agrees; ``resting``: they were introduced
to each other within 90 days; ``held``: until its companies have room; ``to_review``: until
animators release it; ``kept``: since a restore."""


@dataclass(frozen=True, slots=True)
class Delay:
    """``until``: None where nobody knows."""

    why: WhyNotNow
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChosenLetter:
    """A letter of one company: the ``mail`` as it stands, or as it would be requested now."""

    mail: Mail
    state: LetterState

    def after_others_of_today(self, had_today: Collection[UUID]) -> "ChosenLetter":
        """Return the same where its company has an introduction today: a second one waits."""
        first = self.mail.step == "introduction" and self.state == "next"
        second = first and self.mail.organisation_id in had_today
        return replace(self, mail=replace(self.mail, second=second)) if second else self


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """``letter`` is None where nobody would read it. ``note``: what the animator adds."""

    side: Side
    chosen: ChosenLetter
    contact: ContactAnswer | None
    letter: Rendered | None
    delays: tuple[Delay, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class LetterSubject:
    """A synergy as its letters would be written: its life, its last introduction if it has one, and
    the mails of it, by company. ``own`` are the companies whose letters the reader may see."""

    life: Life
    record: IntroductionRecord | None
    written: Mapping[UUID, Sequence[Mail]]
    own: tuple[UUID, ...]


class LetterPreviews(Protocol):
    async def subject(
        self, synergy_id: UUID, principal: Principal, language: str | None
    ) -> LetterSubject | CannotQualify:
        """Return what its letters are about, introduced or not. Raise NotFound, Forbidden,
        Unavailable."""

    async def letters(self, subject: LetterSubject, now: datetime) -> list[ShownLetter]:
        """Raise DirectoryAway."""
