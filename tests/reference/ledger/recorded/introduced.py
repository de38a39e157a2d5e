"""Who was written to of what, who answered, and which meetings there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.reference.ledger.recorded.declared import Body


@dataclass
class Introduction:
    """One introduction: of each company its address, its day (of the mail or answer), its place."""

    written: dict[str, tuple[str, date, str]] = field(default_factory=dict)
    answered: dict[str, tuple[date, str]] = field(default_factory=dict)


@dataclass
class Introduced:
    """The introductions of each synergy, one after the other; `meetings` as last read."""

    rounds: dict[str, list[Introduction]] = field(default_factory=dict)
    meetings: dict[str, Body] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Introduction]:
        return (one for rounds in self.rounds.values() for one in rounds)

    def mailed(
        self, synergy: str, company: str, to: str, on: date, territory: str, reminds: bool = False
    ) -> None:
        """An introduction's mail left. The same again to the same person begins another one, but
        in a mail that `reminds` of it beside another; to somebody else of the company it was
        passed on (introductions.md, the right person)."""
        rounds = self.rounds.setdefault(synergy, [Introduction()])
        before = rounds[-1].written.get(company)
        if before is not None and before[0] == to and not reminds:
            rounds.append(Introduction())
        rounds[-1].written.setdefault(company, (to, on, territory))

    def answered(self, synergy: str, company: str, on: date, territory: str) -> None:
        """A company that was withdrawn since answers from where it was written to."""
        rounds = self.rounds.setdefault(synergy, [Introduction()])
        _, _, written_to = rounds[-1].written.get(company, ("", on, ""))
        rounds[-1].answered.setdefault(company, (on, territory or written_to))

    def met(self, meeting: Body) -> None:
        self.meetings[str(meeting["meeting_id"])] = meeting
