"""What is declared at sites, kind by kind: flows and sharings go the same ways."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, Literal, TypeAlias
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.registry.declarations.at_site.declared import T, ToCheck, Work, WriteResult
from boucle.registry.declarations.at_site.to_put import ToPut
from boucle.registry.declarations.flows import store as flow_store
from boucle.registry.declarations.flows.changes import change_flows
from boucle.registry.declarations.sharings import store as sharing_store
from boucle.registry.declarations.sharings.changes import change_sharings
from boucle.registry.declarations.sharings.checking import checked
from boucle.registry.declarations.sharings.sharing import Sharing
from boucle.registry.domain.entities import Declaration, Flow, Site
from boucle.registry.domain.faults import Faulty

Word = Literal["flow", "sharing"]
Drafts: TypeAlias = Sequence[Declaration | Faulty]


@dataclass(frozen=True, slots=True)
class DeclarationKind(Generic[T]):
    """How one kind is read and changed. ``make``: one, of its fields. ``check``: drafts at their
    locked sites, with what they name found, or what is wrong with each."""

    word: Word
    make: Callable[..., T]
    find: Callable[[Session, Collection[UUID]], Awaitable[dict[UUID, T]]]
    find_named: Callable[[Session, str, Collection[str]], Awaitable[dict[str, T]]]
    find_to_put: Callable[[WriteSession, str, str, str, str], Awaitable[ToPut[T] | None]]
    of_sites: Callable[[Session, Collection[UUID]], Awaitable[dict[UUID, T]]]
    present_of_source: Callable[[Session, str], Awaitable[dict[UUID, T]]]
    over: Callable[[Session, date, int], Awaitable[dict[UUID, T]]]
    change: Callable[
        [WriteSession, Mapping[UUID, Site], Work[T], datetime], Awaitable[WriteResult[T]]
    ]
    check: Callable[[Session, Sequence[ToCheck[T]], date], Awaitable[Drafts]]


async def _as_drafted(_session: Session, drafts: Sequence[ToCheck[Flow]], _today: date) -> Drafts:
    """A flow names nothing that is looked up."""
    return [one.draft for one in drafts]


FLOWS: Final = DeclarationKind(
    word="flow",
    make=Flow,
    find=flow_store.find_flows,
    find_named=flow_store.find_named,
    find_to_put=flow_store.find_to_put,
    of_sites=flow_store.flows_of_sites,
    present_of_source=flow_store.present_of_source,
    over=flow_store.flows_over,
    change=change_flows,
    check=_as_drafted,
)
SHARINGS: Final = DeclarationKind(
    word="sharing",
    make=Sharing,
    find=sharing_store.find_sharings,
    find_named=sharing_store.find_named,
    find_to_put=sharing_store.find_to_put,
    of_sites=sharing_store.sharings_of_sites,
    present_of_source=sharing_store.present_of_source,
    over=sharing_store.sharings_over,
    change=change_sharings,
    check=checked,
)
KINDS: Final[tuple[DeclarationKind[Any], ...]] = (FLOWS, SHARINGS)
