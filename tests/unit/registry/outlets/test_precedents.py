"""What an answer of outlets or sources tells of known exchanges: those of its own division only."""

import pytest

from boucle.catalogue import load_catalogue, outlets, sources
from boucle.registry.api.outlets.precedents import OutletSide, outlets_out

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(("as_", "text"), [("receiver", "vapeur"), ("donor", "vapeur")])
def test_cases_are_those_of_the_division_given(as_: OutletSide, text: str) -> None:
    ask = outlets if as_ == "receiver" else sources
    answer = outlets_out(ask(CATALOGUE, text=text), None, {}, CATALOGUE, as_, None, None, ())
    parties = [(item.division, getattr(case, as_)) for item in answer.items for case in item.cases]
    assert parties
    assert all(division == party for division, party in parties)
