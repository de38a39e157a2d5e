"""A company sees figures of what it knows of, and none that follows from others' values."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import State
from boucle.indicators.facts.bodies import (
    AnyBody,
    Fact,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
)
from boucle.indicators.facts.company_view import visible_to

OWN, OTHER = UUID(int=1), UUID(int=2)
DAY = date(2026, 3, 2)


def fact(body: AnyBody) -> Fact:
    return Fact("x", "1", 1, DAY, datetime(2026, 3, 2, tzinfo=UTC), False, body)


def life(state: State, introduced: tuple[UUID, ...] | None) -> LifeBody:
    return LifeBody(
        territories=("200084952",),
        organisations=(OWN, OTHER),
        synergy_kind="substitution",
        state=state,
        introduced=introduced,
    )


def introduction(*written: UUID) -> IntroductionBody:
    parties = tuple(
        IntroducedParty(one, "200084952", sent_on=DAY if one in written else None)
        for one in (OWN, OTHER)
    )
    return IntroductionBody(territories=("200084952",), organisations=(OWN, OTHER), parties=parties)


@pytest.mark.parametrize(
    ("body", "known"),
    [
        (life("qualified", ()), False),
        (life("introduced", (OTHER,)), False),
        (life("introduced", (OWN, OTHER)), True),
        (life("qualified", None), False),
        (life("running", None), True),
        (introduction(OTHER), False),
        (introduction(OWN), True),
    ],
)
def test_what_it_was_not_introduced_to_is_in_no_figure(body: AnyBody, known: bool) -> None:
    assert bool(list(visible_to(OWN, [fact(body)]))) is known


@pytest.mark.parametrize(
    ("state", "answered", "shown"),
    [
        ("introduced", (), "introduced"),
        ("interested", (OTHER,), "introduced"),
        ("introduced", (OWN,), "interested"),
        ("interested", (OWN, OTHER), "interested"),
        ("refused", (OWN,), "stopped"),
    ],
)
def test_a_member_is_counted_its_own_state_as_its_list_tells_it(
    state: State, answered: tuple[UUID, ...], shown: State
) -> None:
    body = replace(life(state, (OWN, OTHER)), of_group=True, answered=answered)
    (seen,) = visible_to(OWN, [fact(body)])
    assert isinstance(seen.body, LifeBody)
    assert seen.body.state == shown


def test_each_field_of_a_life_is_decided_about() -> None:
    """Of a group whose members do not know each other, a field is shown as it is, or is not."""
    as_is = {
        *("territories", "organisations", "synergy_kind", "nature", "pre_existing", "agreed"),
        *("tco2e", "eur", "results", "introduced", "of_group", "disclosed", "tonnes"),
        *("possible", "unit", "since", "until", "places", "moved", "replaced"),
        *("former_runs", "grows", "joining", "declared"),
    }
    hidden = {"recorded_on", "recorded", "taken", "answered", "months"}
    assert as_is | hidden | {"state", "at_risk", "risk_since", "lost"} == set(
        LifeBody.__struct_fields__
    )
