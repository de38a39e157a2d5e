"""What the API's answers say of a pair, as scoring tells it and as the mask leaves it."""

from uuid import UUID

from boucle.contract.events.reasons import Criterion
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import SideView, SynergyView
from boucle.matching.queries.responses import criteria_out
from boucle.matching.scoring import DEFAULT_SETTINGS, explain
from tests.unit.matching.scoring.test_scoring import rows
from tests.unit.matching.worlds import rules


def criteria() -> tuple[Criterion, ...]:
    return explain(*rows(), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS))


def test_every_criterion_of_scoring_has_words_of_its_own() -> None:
    for out in criteria_out(criteria()):
        said = out.sentence
        assert said.en != f"{out.name.capitalize()}: suits."
        assert said.fr != said.en


def test_the_sentence_of_a_masked_criterion_is_made_of_what_is_left() -> None:
    sides = (
        SideView(role="offer", territory="1", organisation_id=UUID(int=1)),
        SideView(role="need", territory="2", organisation_id=UUID(int=2)),
    )
    view = SynergyView(
        synergy_id=UUID(int=3), kind="substitution", sides=sides, criteria=criteria()
    )
    seen = mask_synergy(view, viewer=Viewer.company(UUID(int=1)))
    assert seen.masked
    for out in criteria_out(seen.criteria):
        if out.private:
            assert out.value is None
            assert not any(letter.isdigit() for letter in out.sentence.fr + out.sentence.en)


def test_a_limit_of_the_pairs_own_route_is_not_said_to_be_asked_for() -> None:
    too_cold = Criterion(
        name="quality.temperature", verdict="fail", value="30..35", limit="≥ 40", unit="Cel"
    )
    by_route = Criterion(name="route", verdict="pass", value="heat_hot_water>heat_low_grade")
    by_need = Criterion(name="route", verdict="pass", value="heat_low_grade>heat_low_grade")
    assert "pour cet usage" in criteria_out((by_route, too_cold))[1].sentence.fr
    assert "demandés" in criteria_out((by_need, too_cold))[1].sentence.fr
