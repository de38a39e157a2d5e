"""What a snapshot withdraws, and when it asks whether that is meant."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.registry import Quantity
from boucle.platform.errors import Conflict
from boucle.registry.declarations.tools.snapshots import (
    Present,
    ToolSnapshot,
    ensure_meant,
    planned,
)
from boucle.registry.domain.entities import Flow, FlowDraft

NOW = datetime(2026, 5, 1, tzinfo=UTC)
DRAFT = FlowDraft(
    direction="output",
    nature="material",
    family="wood_b",
    quantity=Quantity("1", "t"),
    base=1_000_000,
    certainty="measured",
)


def _flow(number: int, site: UUID) -> Flow:
    return Flow(
        id=UUID(int=number),
        site_id=site,
        organisation_id=UUID(int=1),
        territory="241400514",
        source="tool",
        external_id=f"f{number}",
        draft=DRAFT,
        catalogue_version="1",
        valid_from=date(2026, 1, 1),
        version=1,
        declared_at=NOW,
        updated_at=NOW,
    )


def _present(organisations: int, sites: int, flows: int) -> Present:
    """Sites and flows dealt out in turn."""
    held = {f"o{n}": UUID(int=100 + n) for n in range(organisations)}
    places = {f"s{n}": UUID(int=1000 + n) for n in range(sites)}
    return Present(
        organisations=held,
        sites=places,
        flows={f"f{n}": _flow(n, UUID(int=1000 + n % sites)) for n in range(flows)},
        held_by={id_: UUID(int=100 + n % organisations) for n, id_ in enumerate(places.values())},
    )


def test_what_is_at_a_site_or_of_an_organisation_goes_with_it() -> None:
    present = _present(2, 4, 8)
    plan = planned(ToolSnapshot(["o0"], None, None), present)
    assert plan.withdrawn == {
        "organisation": ["o1"],
        "site": ["s1", "s3"],
        "flow": ["f1", "f3", "f5", "f7"],
    }
    assert plan.unknown == {"organisation": []}
    assert planned(ToolSnapshot(None, None, ["f0", "ghost"]), present).unknown == {
        "flow": ["ghost"]
    }


@pytest.mark.parametrize(
    ("flows", "kept", "asks"),
    [
        (25, 20, False),  # a fifth
        (24, 19, True),  # more
        (4, 0, False),  # too few to ask
        (5, 0, True),
        (100, 80, False),
        (100, 79, True),
        (0, 0, False),
    ],
)
def test_more_than_a_fifth_is_asked_about(flows: int, kept: int, asks: bool) -> None:
    snapshot = ToolSnapshot(None, None, [f"f{n}" for n in range(kept)])
    plan = planned(snapshot, _present(1, 1, flows))
    ensure_meant(plan, confirmed=True)
    if not asks:
        ensure_meant(plan, confirmed=False)
        return
    with pytest.raises(Conflict) as caught:
        ensure_meant(plan, confirmed=False)
    assert f"{flows - kept}/{flows} flows" in str(caught.value.detail)
    assert "confirm: true" in str(caught.value.detail)
    assert [error.field for error in caught.value.errors] == ["body.flows"]


_names = st.one_of(st.none(), st.sets(st.integers(0, 12)))


@given(st.integers(1, 4), st.integers(1, 8), st.integers(0, 12), _names, _names, _names)
def test_nothing_that_is_listed_goes_but_with_what_holds_it(
    organisations: int, sites: int, flows: int, o: Any, s: Any, f: Any
) -> None:
    present = _present(organisations, sites, flows)
    listed = [
        None if ids is None else [f"{letter}{n}" for n in ids]
        for letter, ids in zip("osf", (o, s, f), strict=True)
    ]
    plan = planned(ToolSnapshot(*listed), present)
    gone = {kind: set(names) for kind, names in plan.withdrawn.items()}
    gone_organisations = {present.organisations[n] for n in gone.get("organisation", ())}
    gone_sites = {present.sites[n] for n in gone.get("site", ())}
    for name, id_ in present.organisations.items():
        absent = listed[0] is not None and name not in listed[0]
        assert (name in gone.get("organisation", ())) == absent
        assert (id_ in gone_organisations) == absent
    for name, id_ in present.sites.items():
        absent = listed[1] is not None and name not in listed[1]
        held = present.held_by[id_] in gone_organisations
        assert (name in gone.get("site", ())) == (absent or held)
    for name, flow in present.flows.items():
        absent = listed[2] is not None and name not in listed[2]
        assert (name in gone.get("flow", ())) == (absent or flow.site_id in gone_sites)
