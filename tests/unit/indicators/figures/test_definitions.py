"""The catalogue of figures: each row has its formula, and names only what is there."""

from typing import get_args

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import GroupState
from boucle.contract.events.matching import State
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.indicators.facts.bodies import REPORT_UNIT
from boucle.indicators.facts.kinds import GROUP_KINDS
from boucle.indicators.figures.definitions import CATALOGUE, DEFINITIONS, FigureRow, definitions
from boucle.indicators.figures.formulas import FORMULAS, bound


def test_each_definition_has_one_formula() -> None:
    assert FORMULAS.keys() == CATALOGUE.figures.keys()
    assert bound(DEFINITIONS, CATALOGUE.figures, FORMULAS).keys() == DEFINITIONS.keys()


def test_a_row_without_formula_or_a_formula_without_row_is_named() -> None:
    with pytest.raises(ValueError, match="'sites'"):
        bound(DEFINITIONS, CATALOGUE.figures.keys() - {"sites"}, FORMULAS)
    with pytest.raises(ValueError, match="'of_nothing'"):
        bound(DEFINITIONS, {*CATALOGUE.figures, "of_nothing"}, FORMULAS)


def test_a_row_names_only_what_is_there() -> None:
    wrong = FigureRow(unit="{nature.weight}", fr="", en="", formula="", each={"nature": "natures"})
    with pytest.raises(AttributeError, match="weight"):
        dict(definitions(replace(CATALOGUE, figures={"{nature}": wrong})))


def test_no_two_rows_make_one_figure() -> None:
    assert len(list(definitions(CATALOGUE))) == len(DEFINITIONS)


def test_the_terms_are_those_of_events_and_facts() -> None:
    terms = CATALOGUE.terms
    assert tuple(terms["group_kinds"]) == GROUP_KINDS
    assert {key: words["unit"] for key, words in terms["natures"].items()} == REPORT_UNIT
    assert set(terms["sharings"]) == set(get_args(SharingKind))
    assert set(terms["directions"]) == set(get_args(SharingDirection))


def test_kinds_and_states_of_the_events_have_words_in_both_languages() -> None:
    """Lost groups are gone: they are counted in no figure."""
    terms = CATALOGUE.terms
    assert [*terms["kinds"]] == sorted(get_args(SynergyKind))
    assert [*terms["states"]] == sorted((*get_args(State), "lost", "pre_existing"))
    assert [*terms["group_states"]] == [one for one in get_args(GroupState) if one != "lost"]
    assert DEFINITIONS["groups_pooling_running"].label_fr == "groupes : mutualisation, en service"
    assert DEFINITIONS["synergies_substitution_detected"].label_fr == (
        "synergies : échange de flux, détectées"
    )
