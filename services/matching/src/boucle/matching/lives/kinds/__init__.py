"""What a life does with what is stored, by the form of its synergy: a module and a line each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of
from boucle.matching.lives.commands import Answer, Leave
from boucle.matching.lives.kinds import group, pair
from boucle.matching.lives.store import StoredLife
from boucle.platform.db import Session, WriteSession


class LifeKind(Protocol):
    """``begun``: the life that a synergy starts with, version 0; None: it is of another form.
    ``refreshed``: a stored one, with the figures of now; one that runs only where its parties
    agree again. ``previewed``: with what its parties are
    shown, by the inputs kept of it. ``refused``: an answer, with what a refusal refuses, by the
    flows and versions of declarations behind it. ``leaving``: what an answer asks for.
    ``most_agreed``: the most that a run may take; ``most_now``: without going beyond what is
    declared now; None where nobody reckons it.
    ``in_its_place``: others that run with its parties, on other days.
    ``RISK_BY_FLOWS``: the flows of its sides may put its run at risk."""

    RISK_BY_FLOWS: bool

    async def begun(
        self, session: WriteSession, synergy_id: UUID, now: datetime, /
    ) -> StoredLife | None: ...
    async def refreshed(
        self, session: WriteSession, kept: StoredLife, /, *, agrees: bool = False
    ) -> StoredLife: ...
    async def previewed(self, session: Session, life: Life, inputs: bytes | None, /) -> Life: ...
    def refused(
        self, life: Life, given: Answer, flows: pair.Flows, versions: Mapping[UUID, int], /
    ) -> Answer: ...
    async def most_agreed(self, session: WriteSession, life: Life, /) -> Quantity | None: ...
    async def most_now(self, session: Session, life: Life, /) -> Quantity | None: ...
    async def in_its_place(self, session: WriteSession, life: Life, /) -> tuple[Life, ...]: ...
    def leaving(self, life: Life, given: Answer, /) -> Answer | Leave: ...


LIVES: Final[Mapping[Form, LifeKind]] = {Form.GROUP: group, Form.PAIR: pair}


def kind_of(life: Life) -> LifeKind:
    return LIVES[form_of(life)]
