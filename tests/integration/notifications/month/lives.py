"""Lives as matching would keep them through the month: by its decisions, without its database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction
from boucle.matching.lives.commands import Command, Introduce
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.seen import with_seen
from boucle.matching.lives.transitions import InvalidTransition, Who
from boucle.matching.lives.use_cases import answer_of
from boucle.platform.events import Event
from boucle.platform.outbox import new_event
from tests.integration.notifications.month.matched import Match


@dataclass
class Kept:
    """``match``: of a pair."""

    life: Life
    version: int
    match: Match | None


@dataclass
class Lives:
    """By synergy."""

    kept: dict[UUID, Kept] = field(default_factory=dict)

    def begun(self, life: Life, match: Match | None, now: datetime) -> Event[Life]:
        self.kept[life.synergy_id] = Kept(life, 1, match)
        return _event("life.qualified.v1", life, 1, now)

    def moved(
        self, synergy: UUID, commands: Iterable[Command], who: Who, now: datetime
    ) -> Iterator[Event[Life]]:
        """What matching publishes of it; a command that does not apply changes nothing."""
        one = self.kept[synergy]
        for command in commands:
            try:
                decided = decide(one.life, command, who=who, now=now)
            except InvalidTransition:
                continue
            if decided.event is not None:
                one.version += 1
                one.life = with_seen(one.life, decided.life, one.version)
                yield _event(decided.event, one.life, one.version, now)

    def followed(self, events: Sequence[Event[Introduction]]) -> list[Event[Life]]:
        """What follows from introductions and their answers, as ``follow_introduction`` does."""
        found = list[Event[Life]]()
        for event in events:
            if event.type == "introduction.disclosed.v1":
                continue
            data = event.data
            sent = {one.organisation_id: one.sent_at for one in data.parties if one.sent_at}
            first = min(sent.values(), default=event.time)
            commands: list[Command] = [
                Introduce(sent_at=first, written_to=sent),
                *(answer_of(one, at=event.time) for one in data.parties if one.answer is not None),
            ]
            found += self.moved(data.synergy_id, commands, "introduction", event.time)
        return found


def _event(type_: str, life: Life, version: int, now: datetime) -> Event[Life]:
    return new_event(type_, subject=life.synergy_id, version=version, data=life, now=now)
