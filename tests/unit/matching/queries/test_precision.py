"""Precision and refusals, from histories written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from boucle.matching.queries.quality.precision import (
    JudgedLife,
    PartySeen,
    Quality,
    SideSeen,
    best_of_each_need,
    introduced_pair_of,
    quality,
    refusals_of,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CAEN, HAVRE = "200065597", "200084952"


def step(number: int, state: str, **changes: Any) -> JudgedLife:
    """A step of the life of offer ``number`` for need 1, the offer in Caen, the need in Le Havre.

    ``refused``: the offer's company refused, for this reason, at this hour.
    """
    reason, hour = changes.pop("refused", (None, 0))
    need = changes.pop("need", 1)
    offer = SideSeen("offer", UUID(int=100 + number), CAEN, UUID(int=number))
    asked = SideSeen("need", UUID(int=999), HAVRE, UUID(int=need))
    answered = NOW + timedelta(hours=hour) if reason else None
    parties = (
        PartySeen(offer, "refused" if reason else "pending", reason, answered),
        PartySeen(asked),
    )
    values: dict[str, Any] = {
        "synergy_id": UUID(int=number),
        "state": state,
        "state_since": NOW,
        "found_by": "engine",
        "parties": parties,
        "introduced_at": NOW,
        "route": "a>b",
        "score": 5000,
    }
    return JudgedLife(**{**values, **changes})


def counted(
    *histories: list[JudgedLife], k: int = 10, scope: frozenset[str] | None = None
) -> Quality:
    shown = [one for steps in histories if (one := introduced_pair_of(steps)) is not None]
    refused = [one for steps in histories for one in refusals_of(steps)]
    return quality(shown, refused, k=k, scope=scope)


def test_what_both_consented_to_or_more_is_won_and_stays_won() -> None:
    found = counted(
        [step(1, "introduced"), step(1, "consented")],
        [step(2, "introduced"), step(2, "running"), step(2, "stopped")],
        [step(3, "introduced"), step(3, "interested")],
        [step(4, "introduced")],
        [step(5, "refused", refused=("price", 1))],
    )
    assert (found.overall.shown, found.overall.won) == (5, 2)
    assert found.overall.precision == pytest.approx(0.4)
    assert dict(found.overall.outcomes) == {"won": 2, "interested": 1, "waiting": 1, "refused": 1}
    low, high = found.overall.interval or (0.0, 0.0)
    assert 0.0 < low < 0.4 < high < 1.0


@pytest.mark.parametrize(
    "history",
    [
        [step(1, "qualified", introduced_at=None)],
        [step(1, "running", found_by="workshop")],
        [step(1, "running", pre_existing=True)],
        # Recorded as running, then stopped, by the animator, while the mails were on their way.
        [
            step(1, "running", introduced_at=None),
            step(1, "stopped", introduced_at=None),
            step(1, "stopped", introduced_at=NOW + timedelta(seconds=1)),
        ],
    ],
)
def test_only_what_the_engine_found_and_somebody_was_shown_counts(
    history: list[JudgedLife],
) -> None:
    found = counted(history)
    assert found.overall.shown == 0
    assert found.overall.precision is None
    assert found.overall.interval is None


def test_running_after_the_mails_left_is_won_though_it_is_known_later() -> None:
    later = NOW + timedelta(seconds=5)
    found = counted([step(1, "running", introduced_at=None, state_since=later), step(1, "running")])
    assert (found.overall.shown, found.overall.won) == (1, 1)


def test_of_each_need_only_the_first_k_count() -> None:
    histories = [
        [step(n, "consented" if n < 3 else "introduced", score=9000 - n)] for n in (4, 1, 3, 2)
    ]
    shown = [one for steps in histories if (one := introduced_pair_of(steps))]
    assert [one.synergy_id.int for one in best_of_each_need(shown, 3)] == [1, 2, 3]
    assert counted(*histories, k=2).overall.precision == 1.0
    assert counted(*histories, k=4).overall.precision == 0.5
    apart = [[step(n, "introduced", need=n)] for n in range(1, 5)]
    assert counted(*apart, k=1).overall.shown == 4


def test_the_score_is_the_one_it_was_shown_with() -> None:
    first = [step(1, "qualified", introduced_at=None, score=1), step(1, "introduced", score=70)]
    one = introduced_pair_of([*first, step(1, "consented", score=9999)])
    assert one is not None
    assert one.score == 70


def test_each_refusal_counts_once_where_its_party_is() -> None:
    history = [
        step(1, "refused", refused=("price", 1)),
        step(1, "refused", refused=("price", 1)),
        step(1, "detected"),
        step(1, "refused", refused=("form", 5)),
    ]
    found = counted(history, [step(2, "refused", refused=("price", 2), route=None)])
    assert dict(found.overall.refusals) == {"price": 2, "form": 1}
    assert dict(found.cells[CAEN, "a>b"].refusals) == {"price": 1, "form": 1}
    assert dict(found.by_territory[HAVRE].refusals) == {}
    assert dict(found.by_route[None].refusals) == {"price": 1}
    assert counted(history, scope=frozenset({HAVRE})).overall.refusals == {}


def test_a_pair_of_two_territories_counts_in_both_and_once_overall() -> None:
    history = [step(1, "consented")]
    found = counted(history)
    assert found.overall.shown == 1
    assert {at: one.shown for at, one in found.by_territory.items()} == {CAEN: 1, HAVRE: 1}
    own = counted(history, scope=frozenset({CAEN}))
    assert set(own.by_territory) == {CAEN}
    assert counted(history, scope=frozenset({"1"})).overall.shown == 0
