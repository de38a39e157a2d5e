"""An unclassified flow is always told three families of its nature, each with a true reason."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import NATURES, Nature, load_catalogue, suggest
from boucle.catalogue.facts.declared_flow import Direction

CATALOGUE = load_catalogue()
DIRECTIONS = get_args(Direction)
CODES = [entry.code for entry in CATALOGUE.low_entries]
ACTIVITIES = sorted({flow.nace for flow in CATALOGUE.typical_flows})
WORDS = [word for family in CATALOGUE.families for word in (*family.synonyms[:2], family.label_en)]


@given(
    text=st.one_of(st.none(), st.text(max_size=30), st.sampled_from(WORDS)),
    nature=st.sampled_from(NATURES),
    low=st.one_of(st.none(), st.just("99 99 99"), st.sampled_from(CODES)),
    naf=st.one_of(st.none(), st.just("00.00"), st.sampled_from(ACTIVITIES)),
    direction=st.sampled_from(DIRECTIONS),
)
def test_always_three_of_the_nature_with_reasons(
    text: str | None, nature: Nature, low: str | None, naf: str | None, direction: Direction
) -> None:
    found = suggest(CATALOGUE, text, nature=nature, low=low, naf=naf, direction=direction)

    assert len({each.family for each in found}) == 3
    assert {CATALOGUE.family(each.family).nature for each in found} == {nature}
    assert all(reason.fr and reason.en for each in found for reason in each.reasons)
    assert all(each.reasons for each in found)


@pytest.mark.parametrize(
    ("direction", "first", "fr", "en"),
    [
        ("output", "steel_scrap", "activités en produisent", "activities usually give it"),
        ("input", "animal_feed", "activités en utilisent", "activities usually need it"),
    ],
)
def test_what_nothing_is_understood_of_is_told_the_commonest_families(
    direction: Direction, first: str, fr: str, en: str
) -> None:
    found = suggest(CATALOGUE, "zzz qqq", nature="material", direction=direction)

    assert found[0].family == first
    for each in found:
        (reason,) = each.reasons
        assert reason.fr.startswith("rien n'a été compris")
        assert reason.en.startswith("nothing of what is declared was understood")
        assert fr in reason.fr
        assert en in reason.en


@pytest.mark.parametrize(
    ("text", "first"), [("lingettes", "organic_hazardous"), ("mousse", "pu_foam")]
)
def test_what_is_understood_goes_first_and_the_rest_says_so(text: str, first: str) -> None:
    found = suggest(CATALOGUE, text, nature="material")

    assert found[0].family == first
    assert f"« {text} »" in found[0].reasons[0].fr
    others = [each.reasons[0] for each in found if f"« {text} »" not in each.reasons[0].fr]
    assert all(each.fr.startswith("rien d'autre n'a été compris") for each in others)
    assert all(
        each.en.startswith("nothing else of what is declared was understood") for each in others
    )


def test_neighbouring_codes_and_the_activity_go_before_the_commonest() -> None:
    by_code = suggest(CATALOGUE, None, nature="material", low="19 02 99")
    by_activity = suggest(CATALOGUE, None, nature="material", naf="16.10A")

    assert all("19 02" in each.reasons[0].fr for each in by_code)
    assert "sawdust" in {each.family for each in by_activity}
    assert all("16.10" in each.reasons[0].fr for each in by_activity)
