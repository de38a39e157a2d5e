"""How each kind of thing that is declared at a site looks over HTTP."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final, Generic
from uuid import UUID

from pydantic import BaseModel, Field

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import Direction, Nature
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.errors import Fault
from boucle.platform.http import AnyOf, Selection, Siren, selection
from boucle.platform.identity import Principal
from boucle.registry.api.declarations.sharing_answers import (
    doubts_of_sharing,
    sharing_out,
    written_sharing_out,
)
from boucle.registry.api.declarations.suggestions import doubts_of, written_out
from boucle.registry.api.responses import flow_out
from boucle.registry.api.schemas.declarations.flows import (
    FlowCreate,
    FlowOut,
    FlowPut,
    FlowRevise,
)
from boucle.registry.api.schemas.declarations.sharings import (
    SharingCreate,
    SharingOut,
    SharingPut,
    SharingRead,
    SharingRevise,
)
from boucle.registry.api.schemas.reference.reference import Words
from boucle.registry.api.schemas.sources.reads import FlowRead
from boucle.registry.api.wire import declared_flow, declared_sharing
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.flows.drafts import drafted as drafted_flow
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.declarations.sharings.drafts import drafted as drafted_sharing
from boucle.registry.declarations.writing import Written
from boucle.registry.domain.codes import ensure_family
from boucle.registry.domain.entities import Declaration

_Ids = AnyOf[UUID]
_Sirens = AnyOf[Siren]
_Keys = AnyOf[Annotated[str, Field(max_length=64)]]
_Directions = AnyOf[Direction]
_Natures = AnyOf[Nature]
_SharingKinds = AnyOf[SharingKind]
_SharingDirections = Annotated[
    AnyOf[SharingDirection], Field(description="Only what sites `need` or `offer`.")
]
Filters = Mapping[str, Sequence[object] | None]


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """Bodies (``create``, ``revise``, ``put``) and answers (``out``, ``read``) of a kind, and what
    leads from the ones to the others. ``filters``: of lists, and what each may be. ``declares``,
    ``says_whole``, ``lists``: what POST, PUT and GET of all do."""

    kind: DeclarationKind[T]
    create: type[BaseModel]
    revise: type[BaseModel]
    put: type[BaseModel]
    out: type[BaseModel]
    read: type[BaseModel]
    draft: Callable[[Any, Catalogue], Declaration]
    version: Callable[[Catalogue], str]
    shown: Callable[[T, Principal, Catalogue, datetime], Any]
    written: Callable[[Written[T], Principal, Catalogue, datetime], Any]
    doubts: Callable[[Written[T], Catalogue, datetime], Iterator[Fault]]
    is_classified: Callable[[T], bool]
    filters: Mapping[str, Any]
    ensure_filters: Callable[[Filters, Catalogue], None]
    declares: str
    says_whole: str
    lists: str
    example: Mapping[str, object]

    @property
    def word(self) -> str:
        return self.kind.word

    @property
    def selection(self) -> Any:
        made = selection(self.read, f"{self.word}_id", expand=("site", "organisation"))
        return Annotated[Selection, made]


def _ensure_families(filters: Filters, catalogue: Catalogue) -> None:
    for each in filters["family"] or ():
        ensure_family("family", str(each), catalogue)


_AT_SITE: Final = {
    "site_id": _Ids,
    "organisation_id": _Ids,
    "territory": _Sirens,
}
_LISTED: Final = (
    "the caller may see, in order of change. Those withdrawn are left out, unless "
    "``updated_after`` or ``withdrawn`` is given."
)
FLOW: Final = Shape(
    kind=FLOWS,
    create=FlowCreate,
    revise=FlowRevise,
    put=FlowPut,
    out=FlowOut,
    read=FlowRead,
    draft=lambda body, catalogue: drafted_flow(declared_flow(body, catalogue), catalogue),
    version=lambda catalogue: catalogue.version,
    shown=lambda flow, principal, catalogue, _now: flow_out(flow, principal, catalogue),
    written=lambda written, principal, catalogue, _now: written_out(written, principal, catalogue),
    doubts=lambda written, catalogue, _now: doubts_of(written, catalogue),
    is_classified=lambda flow: flow.draft.family is not None,
    filters={
        **_AT_SITE,
        "direction": _Directions,
        "nature": _Natures,
        "family": _Keys,
        "source": _Keys,
        "q": Words,
    },
    ensure_filters=_ensure_families,
    declares="Declare a flow of a site.",
    says_whole="Say the whole flow anew.",
    lists=f"Flows {_LISTED} ``family``: the main one of several. "
    "``q``: words of its text, and of its site's name and commune.",
    example={"quantity": {"value": "650"}, "provenance": None},
)
SHARING: Final = Shape(
    kind=SHARINGS,
    create=SharingCreate,
    revise=SharingRevise,
    put=SharingPut,
    out=SharingOut,
    read=SharingRead,
    draft=lambda body, catalogue: drafted_sharing(
        declared_sharing(body), catalogue, sharing_catalogue()
    ),
    version=lambda _catalogue: sharing_catalogue().version,
    shown=lambda sharing, _principal, _catalogue, now: sharing_out(sharing, now),
    written=lambda written, _principal, _catalogue, now: written_sharing_out(written, now),
    doubts=lambda written, _catalogue, now: doubts_of_sharing(written, now),
    is_classified=lambda sharing: sharing.draft.subject is not None,
    filters={
        **_AT_SITE,
        "kind": _SharingKinds,
        "direction": _SharingDirections,
        "subject": _Keys,
        "source": _Keys,
    },
    ensure_filters=lambda _filters, _catalogue: None,
    declares="Declare a need or an offer of a site: a service, equipment or workforce.",
    says_whole="Say the whole sharing again.",
    lists=f"Sharings {_LISTED}",
    example={"figures": {"tonnes": "14"}, "contract_end": None},
)
SHAPES: Final[Mapping[str, Shape[Any]]] = {"flow": FLOW, "sharing": SHARING}
