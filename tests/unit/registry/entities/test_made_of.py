"""Fields by their names: none of an event is left to its default unseen."""

from dataclasses import dataclass

import pytest

from boucle.contract.events.registry import Flow as FlowEvent
from boucle.contract.events.registry import Site as SiteEvent
from boucle.contract.events.sharing import Sharing as SharingEvent
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.domain.entities import Flow, FlowDraft, Site, made_of


@dataclass(frozen=True, slots=True)
class _Near:
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class _Far:
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    size: int
    weight: int
    colour: str = "none"


def test_the_first_source_that_has_a_field_gives_it() -> None:
    near, far = _Near("near", 1), _Far("far", 2)
    assert made_of(_Made, near, far) == _Made("near", 1, 2)
    assert made_of(_Made, far, near, size=3, colour="red") == _Made("far", 3, 2, "red")


@pytest.mark.parametrize(
    ("event", "sources", "given"),
    [
        (FlowEvent, (FlowDraft, Flow, Site), {"flow_id", "territory", "site"}),
        (SharingEvent, (SharingDraft, Sharing, Site), {"sharing_id", "territory", "site", "zone"}),
        (SiteEvent, (Site,), {"site_id", "territory", "facts"}),
    ],
)
def test_every_field_of_an_event_has_a_source(
    event: type, sources: tuple[type, ...], given: set[str]
) -> None:
    fields = set(event.__struct_fields__) - given  # type: ignore[attr-defined]
    assert {name for name in fields if not any(hasattr(one, name) for one in sources)} == set()
