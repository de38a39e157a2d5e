"""Every criterion that a detector of groups gives has a sentence of its own."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import sentence
from boucle.catalogue.criteria.registry import REGISTRY
from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Detector
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from boucle.matching.kinds.sharing.posts.detector import PostsDetector
from tests.unit.matching.kinds.pooling.test_oracle import DETECTOR, FEW, WORLDS
from tests.unit.matching.kinds.sharing import test_equipment_oracle, test_posts_oracle
from tests.unit.matching.kinds.sharing.declared import declared, parameters


def has_words(groups: Iterable[Group]) -> None:
    for group in groups:
        assert group.criteria
        for one in group.criteria:
            assert one.name in REGISTRY, one
            read = sentence(one, load_catalogue())
            assert read.fr != read.en
            for text in (read.fr, read.en):
                assert "_" not in text
                assert "EUR" not in text


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=10)
@given(data=st.data())
def test_of_pooling(world: str, data: st.DataObject) -> None:
    sharings = data.draw(WORLDS[world])
    has_words(_found(DETECTOR, sharings, FEW))


@settings(max_examples=60)
@given(test_equipment_oracle.worlds())
def test_of_equipment(world: list[Sharing]) -> None:
    has_words(_found(EquipmentDetector(), world, parameters))


@settings(max_examples=30)
@given(test_posts_oracle.needs())
def test_of_posts(world: list[Sharing]) -> None:
    has_words(_found(PostsDetector(), world, parameters))


def _found(
    detector: Detector[Sharing], world: Sequence[Sharing], values: object
) -> tuple[Group, ...]:
    market = detector.market_of(world[0])
    assert market is not None
    return detector.groups(market, declared(world), (), values)  # type: ignore[arg-type]
