"""What a life does with what is stored, by the form of its synergy: a module and a line each."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.kinds import Form, form_of
from boucle.matching.lives.commands import Answer, Leave
from boucle.matching.lives.kinds import group, pair
from boucle.matching.lives.store import StoredLife
from boucle.platform.db import Session, WriteSession


@dataclass(frozen=True, slots=True)
class LifeKind:
    """``begun``: the life that a synergy starts with, version 0; None: it is of another form.
    ``refreshed``: a stored one, with the figures of now. ``previewed``: with what its parties are
    shown, by the inputs kept of it. ``refused``: an answer, with what a refusal refuses, by the
    flows and versions of declarations behind it. ``leaving``: what an answer asks for.
    ``risk_by_flows``: the flows of its sides may put its run at risk."""

    begun: Callable[[WriteSession, UUID, datetime], Awaitable[StoredLife | None]]
    refreshed: Callable[[WriteSession, StoredLife], Awaitable[StoredLife]]
    previewed: Callable[[Session, Life, bytes | None], Awaitable[Life]]
    refused: Callable[[Life, Answer, pair.Flows, Mapping[UUID, int]], Answer]
    leaving: Callable[[Life, Answer], Answer | Leave]
    risk_by_flows: bool


LIVES: Final[Mapping[Form, LifeKind]] = {
    Form.GROUP: LifeKind(
        begun=group.begun,
        refreshed=group.refreshed,
        previewed=group.previewed,
        refused=group.refused,
        leaving=group.leaving,
        risk_by_flows=False,
    ),
    Form.PAIR: LifeKind(
        begun=pair.begun,
        refreshed=pair.refreshed,
        previewed=pair.previewed,
        refused=pair.refused,
        leaving=pair.leaving,
        risk_by_flows=True,
    ),
}


def kind_of(life: Life) -> LifeKind:
    return LIVES[form_of(life)]
