"""What events become in the feed, and who hears of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.registry import Site, SiteFacts
from boucle.contract.events.sharing import Sharing
from boucle.notifications.subscriptions.feeds.decisions import (
    FeedChange,
    FeedObject,
    Key,
    followed,
    href,
)
from boucle.platform.events import Event
from boucle.platform.outbox import new_event

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SITE, ONE, OTHER, SHARING = (UUID(int=number) for number in (1, 2, 3, 4))


def a_site(
    version: int, organisation: UUID = ONE, tools: tuple[str, ...] = (), step: str = "revised"
) -> Event[Site]:
    facts = SiteFacts(latitude=49.5, longitude=0.5, location_precision="address")
    site = Site(
        site_id=SITE,
        organisation_id=organisation,
        territory="200010700",
        facts=facts,
        valid_from=NOW.date(),
        tools=tools,
    )
    return new_event(f"site.{step}.v1", subject=SITE, version=version, data=site, now=NOW)


def a_sharing(version: int, organisation: UUID = ONE, step: str = "revised") -> Event[Sharing]:
    sharing = Sharing(
        sharing_id=SHARING,
        organisation_id=organisation,
        site_id=SITE,
        territory="200010700",
        kind="service",
        direction="need",
        subject="security",
        catalogue_version="1",
        site=SiteFacts(latitude=49.5, longitude=0.5, location_precision="address"),
        certainty="measured",
        valid_from=NOW.date(),
    )
    return new_event(f"sharing.{step}.v1", subject=SHARING, version=version, data=sharing, now=NOW)


def followed_in_batches(events: Sequence[Event[Any]], size: int) -> list[FeedChange]:
    known: dict[Key, FeedObject] = {}
    made: list[FeedChange] = []
    for start in range(0, len(events), size):
        changes, after = followed(events[start : start + size], known)
        made += changes
        known |= after
    return made


def test_who_had_it_before_hears_that_it_is_anothers() -> None:
    _, moved = followed_in_batches([a_site(1), a_site(2, OTHER)], 1)
    assert moved.audience.organisations == {ONE, OTHER}


def test_a_sharing_is_followed_by_whom_it_is_of_and_was() -> None:
    made = followed_in_batches(
        [a_sharing(1, step="declared"), a_sharing(2, OTHER), a_sharing(3, OTHER, "withdrawn")], 2
    )
    assert [one.what for one in made] == ["declared", "revised", "withdrawn"]
    assert [one.audience.organisations for one in made] == [{ONE}, {ONE, OTHER}, {OTHER}]
    assert {one.audience.territories for one in made} == {frozenset(["200010700"])}
    assert href(made[0].type, made[0].subject) == f"/v1/sharings/{SHARING}"


def test_a_tool_hears_for_whom_it_may_act_and_no_more() -> None:
    events = [a_site(1), a_site(2, tools=("t",)), a_site(3), a_site(4, tools=("t",))]
    grants = [one for one in followed_in_batches(events, 2) if one.type == "grant"]
    assert [(one.tool, one.what, one.subject) for one in grants] == [
        ("t", "given", ONE),
        ("t", "taken", ONE),
        ("t", "given", ONE),
    ]


def test_a_site_withdrawn_takes_the_grant_with_it() -> None:
    made = followed_in_batches([a_site(1, tools=("t",)), a_site(2, step="withdrawn")], 1)
    assert [one.what for one in made if one.type == "grant"] == ["given", "taken"]


@given(st.lists(st.integers(1, 6), max_size=20), st.integers(1, 5))
def test_each_version_is_said_once_whatever_comes_again(versions: list[int], size: int) -> None:
    said = [one.version for one in followed_in_batches([a_site(v) for v in versions], size)]
    highest: list[int] = []
    for version in versions:
        if not highest or version > highest[-1]:
            highest.append(version)
    assert said == highest
