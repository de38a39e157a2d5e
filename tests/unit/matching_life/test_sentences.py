"""What the API's answers say of a pair, as scoring tells it and as the mask leaves it."""

from uuid import UUID

from boucle.common.events.matching import Criterion
from boucle.common.masking import SideView, SynergyView, Viewer, mask_synergy
from boucle.matching.answers import criterion_out
from boucle.matching.scoring import DEFAULT_SETTINGS, explain
from tests.unit.matching_engine.test_scoring import rows
from tests.unit.matching_engine.worlds import rules


def told() -> tuple[Criterion, ...]:
    return explain(*rows(), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS))


def test_every_criterion_of_scoring_has_words_of_its_own() -> None:
    for criterion in told():
        said = criterion_out(criterion).sentence
        assert said.en != f"{criterion.name.capitalize()}: suits."
        assert said.fr != said.en


def test_the_sentence_of_a_masked_criterion_is_made_of_what_is_left() -> None:
    sides = (
        SideView(role="offer", territory="1", organisation_id=UUID(int=1)),
        SideView(role="need", territory="2", organisation_id=UUID(int=2)),
    )
    view = SynergyView(synergy_id=UUID(int=3), kind="substitution", sides=sides, criteria=told())
    seen = mask_synergy(view, viewer=Viewer.company(UUID(int=1)))
    assert seen.masked
    for criterion in seen.criteria:
        out = criterion_out(criterion)
        if out.private:
            assert out.value is None
            assert not any(letter.isdigit() for letter in out.sentence.fr + out.sentence.en)
