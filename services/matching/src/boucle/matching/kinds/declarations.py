"""The types of declarations that groups are found from: where each is read, and its coarse copy.
Pure."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from boucle.contract.events.registry import Flow
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.coarse import End, coarse_sharing, priced_sharing, sharing_at_its_cell
from boucle.matching.kinds.coarse_flows import coarse_flow, flow_at_its_cell
from boucle.matching.kinds.detector import Body_co, Declaration, Declared

Body = TypeVar("Body", bound=Declaration)


@dataclass(frozen=True, slots=True)
class DeclarationType(Generic[Body]):
    """One of them. ``topic``: where it is read. ``takes_part``: it is classified, and somebody
    answers for it. ``offers``: it may carry a group of which it is no member. ``place``: all that
    says where it is; ``moved``: the first one at the place of the second; ``priced``: the copy, and
    steps of its prices."""

    topic: str
    body: type[Body]
    takes_part: Callable[[Body], bool]
    offers: Callable[[Body], bool]
    coarse: Callable[[Body, End], Body]
    priced: Callable[[Body, End], Body]
    at_its_cell: Callable[[Body], Body]
    place: Callable[[Body], Hashable]
    moved: Callable[[Body, Body], Body]


_SHARINGS: Final = DeclarationType(
    topic="sharing",
    body=Sharing,
    takes_part=lambda one: not one.on_trial and one.subject is not None,
    offers=lambda one: one.direction == "offer",
    coarse=coarse_sharing,
    priced=priced_sharing,
    at_its_cell=sharing_at_its_cell,
    place=lambda one: (one.site.latitude, one.site.longitude, one.origin, one.destination),
    moved=lambda one, mine: replace(
        one, site=mine.site, origin=mine.origin, destination=mine.destination
    ),
)
_FLOWS: Final = DeclarationType(
    topic="flow",
    body=Flow,
    takes_part=lambda one: not one.on_trial and one.family is not None and one.duplicate_of is None,
    offers=lambda _one: False,
    coarse=coarse_flow,
    priced=coarse_flow,
    at_its_cell=flow_at_its_cell,
    place=lambda one: (one.site.latitude, one.site.longitude),
    moved=lambda one, mine: replace(one, site=mine.site),
)
TYPES: Final[Mapping[str, DeclarationType[Any]]] = {one.topic: one for one in (_SHARINGS, _FLOWS)}
"""By topic."""
_BY_BODY: Final = {one.body: one for one in TYPES.values()}
_DECODERS: Final = {topic: msgspec.json.Decoder(one.body) for topic, one in TYPES.items()}


def type_of(body: Declaration) -> DeclarationType[Any]:
    return _BY_BODY[type(body)]


def decoded(topic: str, body: bytes) -> Declaration:
    """What an event of this topic declared, from its JSON."""
    found: Declaration = _DECODERS[topic].decode(body)
    return found


def coarse(declared: Declared[Body_co], end: End = "step") -> Declared[Body_co]:
    return Declared(type_of(declared.body).coarse(declared.body, end), 0)


def priced(declared: Declared[Body_co], end: End) -> Declared[Body_co]:
    return Declared(type_of(declared.body).priced(declared.body, end), 0)


def at_its_cell(declared: Declared[Body_co]) -> Declared[Body_co]:
    return Declared(type_of(declared.body).at_its_cell(declared.body), declared.version)
