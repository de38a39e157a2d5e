"""What is true of each mail of the month, from the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from boucle.common.events.matching import Life
from boucle.notifications.mails.plan import message_id
from tests.integration.notifications.month.companies import Company
from tests.integration.notifications.month.month import AGENDA, TITLES, WHAT, Month
from tests.integration.notifications.month.registry import Directory
from tests.kit.mails import Known, Received, Seen
from tests.kit.mails.of_life import Matter, matter, side_of

_ROWS = """
select mail.mail_id, mail.event_id, mail.step, mail.organisation_id, mail.contact_id, mail.sent_at,
       mail.introduction_id, mail.meeting_id, introduction.synergy_id, introduction.automatic,
       meeting.territory
from mail left join introduction using (introduction_id) left join meeting using (meeting_id)
where mail.contact_id is not null and mail.sent_at is not null
"""
_DOMAIN = "boucle.example"


@dataclass(frozen=True)
class Reader:
    """Makes what is known of mails, in the order in which they came."""

    month: Month
    directory: Directory
    rows: Mapping[str, Mapping[str, Any]]

    @classmethod
    async def of(cls, month: Month, directory: Directory) -> Reader:
        rows = await month.office.rows(_ROWS)
        by_id = {
            message_id(row["event_id"], row["step"], row["contact_id"], _DOMAIN): row
            for row in rows
        }
        return cls(month, directory, by_id)

    def seen(self) -> Iterator[Seen]:
        """Every mail that came. Raises KeyError for one that nothing called for."""
        named: dict[UUID, set[UUID]] = {}
        for message in self.month.office.sink.received():
            mail = Received.of(self.month.office.sink.mailbox.raw(message.id) or b"")
            row = self.rows[mail.message_id]
            life = self._life(row)
            company = row["organisation_id"]
            if life is not None and row["step"] == "disclosure":
                parties = {party.side.organisation_id for party in life.parties}
                named.setdefault(company, set()).update(parties)
            yield Seen(mail, self._known(row, mail, life, named.get(company, set())))

    def _life(self, row: Mapping[str, Any]) -> Life | None:
        kept = self.month.lives.kept.get(row["synergy_id"])
        return None if kept is None else kept.life

    def _known(
        self, row: Mapping[str, Any], mail: Received, life: Life | None, named: set[UUID]
    ) -> Known:
        company: Company = self.month.companies()[row["organisation_id"]]
        told = matter(life, company.id, row["step"]) if life else Matter(None, None)
        own_territory = side_of(life, company.id).territory if life else company.territory
        siren = row["territory"] or own_territory
        territory = self.directory.territories[siren]
        match = self.month.lives.kept[life.synergy_id].match if life else None
        controller = territory["controller"]
        contact = next(one for one in company.contacts if one["email"] == mail.to)
        return Known(
            kind=row["step"],
            language="en" if contact["language"] == "en" else "fr",
            matters=frozenset({row["introduction_id"] or row["meeting_id"]}),
            territory=territory["name"],
            animator=territory["animator"],
            controller=controller["name"] if controller else None,
            own=told.own,
            gain=told.gain,
            quoted=frozenset(
                (
                    *(str(own["text"]) for own in company.own.values()),
                    *TITLES,
                    WHAT,
                    AGENDA,
                    "Salle inondée !",
                )
            ),
            secrets=self._secrets(company.id, named),
            share=match.share if match else None,
            least=self.month.matched.least(match) if match else 0.0,
            called=life is not None and not life.automatic,
            at=row["sent_at"],
        )

    def _secrets(self, reader: UUID, named: set[UUID]) -> frozenset[str]:
        """Names, addresses and phones of all whom the reader was not told."""
        others = (
            one for one in self.month.matched.companies if one.id != reader and one.id not in named
        )
        return frozenset(
            word
            for one in others
            for word in (one.name, *[c[k] for c in one.contacts for k in ("name", "email")])
            if word
        )
