"""What became of a thing, as each who follows it is told."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.matching import Life, Party, Role, Side, Standing, State
from boucle.contract.events.notifications import Attendee, Meeting
from boucle.contract.events.registry import Availability, Flow, Quantity, SiteFacts
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.notifications.subscriptions.feeds.decisions import FeedChange, expiring, followed
from boucle.notifications.subscriptions.feeds.facts import (
    FACTS,
    NAMES,
    NONE,
    STAFF,
    Stage,
    fact_of,
    progress,
    selected,
)
from boucle.platform.events import Event
from boucle.platform.outbox import new_event

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ONE, OTHER, LIFE, FLOW = (UUID(int=number) for number in (1, 2, 3, 4))


def a_life(
    state: State, one: Standing, other: Standing, *, seen: int = 1, disclosed: bool = False
) -> Life:
    def party(organisation: UUID, standing: Standing) -> Party:
        role: Role = "offer" if organisation == ONE else "need"
        side = Side(role=role, organisation_id=organisation, territory="200010700")
        return Party(side=side, standing=standing, introduced_at=NOW, seen=seen, shown=seen)

    return Life(
        synergy_id=LIFE,
        kind="substitution",
        state=state,
        found_by="engine",
        parties=(party(ONE, one), party(OTHER, other)),
        state_since=NOW,
        opened_at=NOW,
        introduced_at=NOW,
        disclosed=disclosed,
    )


def told(*lives: Life) -> list[FeedChange]:
    events = [
        new_event("life.answered.v1", subject=LIFE, version=n, data=life, now=NOW)
        for n, life in enumerate(lives, 1)
    ]
    return followed(events, {})[0]


def test_a_pair_from_its_introduction_to_its_end() -> None:
    """As a person would say it, step by step."""
    changes = told(
        a_life("introduced", "pending", "pending", seen=1),
        a_life("interested", "interested", "pending", seen=2),
        a_life("interested", "interested", "interested", seen=3),
        a_life("interested", "consented", "interested", seen=4),
        a_life("consented", "consented", "consented", seen=5, disclosed=True),
        a_life("running", "consented", "consented", seen=6, disclosed=True),
        a_life("running", "consented", "consented", seen=7, disclosed=True),
        a_life("stopped", "consented", "consented", seen=8, disclosed=True),
    )
    expected = [
        "introduced",
        "interested",
        "interested",
        "consented",
        "disclosed",
        "running",
        "changed",
        "ended",
    ]
    assert [one.what for one in changes] == expected
    for viewer in ([ONE], [OTHER], [ONE, OTHER]):
        assert [one.shown.what(viewer) for one in changes if one.shown] == expected


def test_what_is_refused_is_lost_and_may_come_back() -> None:
    changes = told(
        a_life("introduced", "pending", "pending", seen=1),
        a_life("refused", "refused", "pending", seen=2),
        a_life("interested", "interested", "pending", seen=3),
    )
    assert [one.what for one in changes] == ["introduced", "lost", "interested"]


def test_a_consent_taken_back_is_no_step() -> None:
    changes = told(
        a_life("consented", "consented", "consented", seen=1, disclosed=True),
        a_life("interested", "interested", "consented", seen=2),
    )
    assert [one.what for one in changes] == ["disclosed", "changed"]


def test_who_sees_no_change_is_told_none() -> None:
    (change,) = told(a_life("introduced", "pending", "pending", seen=0))
    assert change.shown is None
    (change,) = told(a_life("introduced", "pending", "pending", seen=1))
    assert change.shown is not None
    assert change.shown.what([UUID(int=9)]) == "changed"


STANDINGS = st.sampled_from(["pending", "interested", "consented", "refused"])
LIVES = st.builds(
    a_life,
    st.sampled_from(["introduced", "interested", "consented", "studying", "running", "refused"]),
    STANDINGS,
    STANDINGS,
    disclosed=st.booleans(),
)


@given(LIVES, LIVES)
def test_how_far_it_came_follows_from_what_is_shown(life: Life, twin: Life) -> None:
    """Two lives that a company sees alike came as far for it."""
    for organisation in (ONE, OTHER):
        viewer = Viewer.company(organisation)
        shown = [mask_synergy(view_of(each), viewer=viewer) for each in (life, twin)]
        if shown[0] == shown[1]:
            assert progress(life)[organisation] == progress(twin)[organisation]


@given(LIVES)
def test_the_same_again_is_no_step(life: Life) -> None:
    for step in progress(life).values():
        assert fact_of(step, step) == "changed"
        assert fact_of(NONE, step) != "changed" or step == NONE
    assert STAFF in progress(life)


@given(st.integers(-2, 5), st.integers(0, 3), st.integers(-2, 5), st.integers(0, 3))
def test_a_step_is_told_forward_only(step: int, sides: int, then: int, more: int) -> None:
    before, after = Stage(step, sides), Stage(then, more)
    fact = fact_of(before, after)
    assert fact in FACTS["synergy"]
    if after.step >= 0 and (after.step, more) < (step, sides):
        assert fact == "changed"


def test_patterns_select_names() -> None:
    assert selected(["synergy"]) == selected(["synergy.*"])
    assert selected(["synergy"]) == {f"synergy.{what}" for what in FACTS["synergy"]}
    assert selected(["synergy.running", "*.withdrawn"]) == {
        "synergy.running",
        "flow.withdrawn",
        "site.withdrawn",
        "sharing.withdrawn",
    }
    assert selected(["*"]) == frozenset(NAMES)
    assert selected(["syn", "synergy.*.x", "running"]) == frozenset()


def a_meeting(step: str, *invited: UUID, version: int) -> Event[Meeting]:
    meeting = Meeting(
        meeting_id=LIFE,
        territory="200010700",
        kind="workshop",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        synergy_ids=(),
        attendees=tuple(
            Attendee(
                organisation_id=one,
                territory="200010700",
                invited_at=NOW,
                seen=version,
                shown=version,
            )
            for one in invited
        ),
    )
    return new_event(f"meeting.{step}.v1", subject=LIFE, version=version, data=meeting, now=NOW)


def test_a_meeting_invites_moves_and_is_cancelled() -> None:
    steps = ["planned", "invited", "answered", "moved", "cancelled"]
    events = [a_meeting(step, ONE, version=n) for n, step in enumerate(steps, 1)]
    changes, _ = followed(events, {})
    expected = ["changed", "invited", "changed", "moved", "cancelled"]
    assert [one.what for one in changes] == expected
    assert [one.shown.what([ONE]) for one in changes if one.shown] == expected


def a_flow(version: int, end: date | None, step: str = "revised") -> Event[Flow]:
    flow = Flow(
        flow_id=FLOW,
        organisation_id=ONE,
        site_id=OTHER,
        territory="200010700",
        direction="output",
        nature="material",
        family="wood",
        catalogue_version="1",
        quantity=Quantity("3", "t"),
        site=SiteFacts(latitude=49.5, longitude=0.5, location_precision="address"),
        certainty="measured",
        valid_from=NOW.date(),
        availability=Availability(end=end),
    )
    return new_event(f"flow.{step}.v1", subject=FLOW, version=version, data=flow, now=NOW)


@pytest.mark.parametrize(
    ("end", "step", "day"),
    [
        (date(2026, 6, 30), "declared", date(2026, 5, 31)),
        (date(2026, 6, 30), "withdrawn", None),
        (date(2026, 3, 20), "revised", None),  # its owner knows: it was just sent
        (None, "revised", None),
    ],
)
def test_a_flow_expires_thirty_days_before_its_last(
    end: date | None, step: str, day: date | None
) -> None:
    _, after = followed([a_flow(3, end, step)], {})
    known = after["flow", FLOW]
    assert known.expiring_on == day
    change = expiring(FLOW, known, NOW)
    assert (change.what, change.version, change.audience) == ("expiring", 3, known.audience)
