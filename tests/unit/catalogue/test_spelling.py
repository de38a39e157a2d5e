"""A misspelt word means those that are likest to it among all that are known."""

from hypothesis import assume, given
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue
from boucle.catalogue.text.name_index import name_index
from boucle.catalogue.text.spelling import likeness, nearest, trigrams
from boucle.catalogue.text.vocabulary import SERVED, TAKES, USE
from boucle.catalogue.text.words import fold

INDEX = name_index(load_catalogue())
PIECES = {each: trigrams(each) for each in sorted(set().union(*INDEX.by_trigram.values()))}
VERBS = set(map(fold, USE | SERVED | TAKES))


@st.composite
def misspelt(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from(list(PIECES)))
    at = draw(st.integers(0, len(word)))
    return word[:at] + draw(st.text("aeinorst", max_size=3)) + word[at + draw(st.integers(0, 3)) :]


@given(misspelt())
def test_none_that_is_half_like_it_is_left_out(word: str) -> None:
    assume(len(word) >= 4 and word not in VERBS)
    pieces = trigrams(word)
    like = {each for each, its in PIECES.items() if likeness(pieces, its) >= 0.5}
    meant = {each for each, _ in nearest(INDEX.by_trigram, word)}
    assert meant <= like
    assert len(meant) == min(2, len(like))
