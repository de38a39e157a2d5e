"""What is declared at sites, kind by kind: flows and sharings go the same ways."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, Literal, TypeAlias
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Faulty
from boucle.registry.declarations.at_site.changes import Events
from boucle.registry.declarations.at_site.declared import T, ToCheck, Work, WriteResult
from boucle.registry.declarations.at_site.store import AtSiteStore
from boucle.registry.declarations.flows.changes import change_flows, flow_events
from boucle.registry.declarations.flows.checking import checked as checked_flows
from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.sharings.changes import (
    SHARING_STORE,
    change_sharings,
    sharing_events,
)
from boucle.registry.declarations.sharings.checking import checked
from boucle.registry.domain.entities import Declaration, Site

Word = Literal["flow", "sharing"]
Drafts: TypeAlias = Sequence[Declaration | Faulty]


@dataclass(frozen=True, slots=True)
class DeclarationKind(Generic[T]):
    """How one kind is read and changed. ``events``: as they are published; ``check``: drafts at
    their locked sites, with what they name found, or what is wrong with each."""

    word: Word
    store: AtSiteStore[T]
    change: Callable[
        [WriteSession, Mapping[UUID, Site], Work[T], datetime], Awaitable[WriteResult[T]]
    ]
    events: Events[T]
    check: Callable[[Session, Sequence[ToCheck[T]], date], Awaitable[Drafts]]


FLOWS: Final = DeclarationKind("flow", FLOW_STORE, change_flows, flow_events, checked_flows)
SHARINGS: Final = DeclarationKind(
    "sharing", SHARING_STORE, change_sharings, sharing_events, checked
)
KINDS: Final[tuple[DeclarationKind[Any], ...]] = (FLOWS, SHARINGS)
