"""What is true of each mail of the month, from the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.kinds.members import organisations, staying
from tests.integration.notifications.month.companies import Company
from tests.integration.notifications.month.month import AGENDA, ANSWER, REASON, TITLES, WHAT, Month
from tests.integration.notifications.month.people import QUESTION
from tests.integration.notifications.month.posted import Row, kind_of
from tests.integration.notifications.month.registry import Directory
from tests.kit.mails import Known, Received, Seen
from tests.kit.mails.of_life import Matter, matter

_QUOTED = frozenset({*TITLES, *AGENDA.splitlines(), WHAT, REASON, QUESTION, ANSWER})
_NOT_STOPPED = frozenset({"disclosure", "contact_left", "meeting_update", "meeting_cancel"})
"""What is said to those who want no mail, too."""


@dataclass(frozen=True)
class Reader:
    """Makes what is known of mails, in the order in which they came."""

    month: Month
    directory: Directory

    def seen(self) -> Iterator[Seen]:
        """Every mail that came. Raises KeyError for one that nothing called for."""
        named: dict[UUID, set[UUID]] = {}
        for mail in self.month.mails:
            rows = self.month.rows[mail.message_id]
            company = rows[0]["organisation_id"]
            for row in rows:
                told = named.setdefault(company, set())
                if row["step"] == "disclosure":
                    told |= self._who_stayed(row)
                if row["step"] == "member_left":
                    life = self._lives([row])[0]
                    told -= organisations(life.parties) - organisations(staying(life))
            yield Seen(mail, self._known(rows, mail, named.get(company, set())))

    def _who_stayed(self, row: Row) -> frozenset[UUID]:
        """When the mail was sent: who left since did so later."""
        (life,), sent = self._lives([row]), row["sent_at"]
        later = (one for one in life.parties if one.answered_at and one.answered_at > sent)
        return organisations([*staying(life), *later])

    def _lives(self, rows: Sequence[Row]) -> list[Life]:
        kept = self.month.lives.kept
        return [kept[row["synergy_id"]].life for row in rows if row["synergy_id"] is not None]

    def _known(self, rows: Sequence[Row], mail: Received, named: set[UUID]) -> Known:
        row, kind, lives = rows[0], kind_of(rows), self._lives(rows)
        company: Company = self.month.companies()[row["organisation_id"]]
        territory = self.directory.around[row["territory"]]
        controller = territory["controller"]
        about = [row["organisation_id"] for row in rows if row["synergy_id"] is not None]
        told = [matter(*one, kind) for one in zip(lives, about, strict=True)]
        told = told or [Matter(None, None)]
        gains = {one.gain for one in told}
        kept = [self.month.lives.kept[life.synergy_id].match for life in lives]
        matches = [match for match in kept if match is not None]
        weakest = min(
            matches, key=lambda one: one.share - self.month.matched.least(one), default=None
        )
        at = row["sent_at"]
        return Known(
            kind=kind,
            language=self._language(company, mail),
            matters=frozenset(one["introduction_id"] or one["meeting_id"] for one in rows),
            territory=territory["name"],
            animator=territory["animator"],
            controller=controller["name"] if controller else None,
            own=told[0].own if len(told) == 1 else None,
            shown=" ".join(one.shown for one in told),
            gain="range" if "range" in gains else told[0].gain,
            quoted=_QUOTED | self._own_words(company),
            secrets=frozenset() if kind == "handover" else self._secrets(company.id, named),
            share=weakest.share if weakest else None,
            least=self.month.matched.least(weakest) if weakest else 0.0,
            at_once=row["digest_id"] is None,
            called=any(not life.automatic for life in lives),
            unwanted=kind not in _NOT_STOPPED and self.month.is_quiet(mail.to, at),
            at=at,
        )

    def _own_words(self, company: Company) -> frozenset[str]:
        """And those of others in a group, which its members read once they know each other."""
        shared = (str(own["text"]) for own in self.directory.sharings.values() if own["text"])
        return frozenset({*shared, *(str(own["text"]) for own in company.own.values())})

    def _language(self, company: Company, mail: Received) -> str:
        """An animator reads French."""
        known: Mapping[str, Any] = {one["email"]: one for one in company.contacts}
        contact = known.get(mail.to)
        return "en" if contact and contact["language"] == "en" else "fr"

    def _secrets(self, reader: UUID, named: set[UUID]) -> frozenset[str]:
        """Names and addresses of all whom the reader was not told."""
        others = (
            one for one in self.month.matched.companies if one.id != reader and one.id not in named
        )
        return frozenset(
            word
            for one in others
            for word in (one.name, *[c[k] for c in one.contacts for k in ("name", "email")])
            if word
        )
