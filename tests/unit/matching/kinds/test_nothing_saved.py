"""Services by plain thresholds, and posts: nobody knows what they save, whatever is declared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from tests.unit.matching.kinds.pooling.declarations import groups_of
from tests.unit.matching.kinds.pooling.declarations import sharing as service
from tests.unit.matching.kinds.sharing.declared import declared, parameters, post_need

COSTS = st.lists(st.none() | st.integers(0, 10**6).map(str), min_size=5, max_size=5)
CHOICES = {"purchasing": {"product": "electricity"}}
FIGURES = {"catering": {"meals": 40}}


def ensure_nothing_saved(groups: list[Group]) -> None:
    assert groups
    for group in groups:
        eur = group.figures.get("eur")
        assert eur is None or (eur.low is None and eur.high is None)
        assert {one.saving for one in group.members} == {None}


@settings(deadline=None)
@given(COSTS, st.integers(1, 60))
@pytest.mark.parametrize("subject", ["purchasing", "security", "catering"])
def test_a_dearer_service_and_more_of_it_save_nothing(
    subject: str, costs: list[str | None], more: int
) -> None:
    figures = {key: value + more for key, value in FIGURES.get(subject, {}).items()}

    def firm(number: int, cost: str | None) -> Sharing:
        choices = CHOICES.get(subject)
        return service(number, subject, figures=figures, choices=choices, cost=cost)

    ensure_nothing_saved(groups_of([firm(*one) for one in enumerate(costs, 1)]))


@settings(deadline=None)
@given(COSTS, st.integers(0, 12))
def test_a_dearer_post_and_more_months_of_it_save_nothing(
    costs: list[str | None], months: int
) -> None:
    """Two halves of one post, and more of the second; no more than a whole one in any month."""
    second = ["0.5" if month < months else "0.4" for month in range(12)]
    needs = [post_need(1, "0.5", "H1302"), post_need(2, second, "H1302")]
    dear = [replace(one, cost=cost) for one, cost in zip(needs, costs, strict=False)]
    groups = PostsDetector().groups("posts/H1302/any", declared(dear), (), parameters)
    ensure_nothing_saved(list(groups))
    for group in groups:
        fte = float(group.figures["fte"].high or 0)
        assert fte <= 0.5 + (0.5 * months + 0.4 * (12 - months)) / 12 + 0.001
