"""What people of a trade say: their names lead to families, by activity where trades differ."""

from boucle.catalogue import classify, load_catalogue, settled
from boucle.catalogue.text.lexicon import names_of, names_of_one_and_of_many_things
from boucle.catalogue.text.words import words

CATALOGUE = load_catalogue()


def first(text: str, naf: str | None = None) -> str | None:
    found = classify(CATALOGUE, text, naf=naf)
    return found[0].family if found else None


def test_the_same_words_are_another_thing_to_another_trade() -> None:
    assert first("fond de cuve", "11.02") == "grape_marc"
    assert first("fond de cuve", "46.71") == "oily_water"


def test_the_answer_says_that_the_trade_means_it() -> None:
    (best, *_) = classify(CATALOGUE, "fond de cuve", naf="11.02")
    assert any("fond de cuve" in reason.fr and "11.02" in reason.fr for reason in best.reasons)


def test_a_class_has_the_names_of_its_division_and_no_other_class() -> None:
    wine = {name.tokens for name in names_of(CATALOGUE, "11.02", "output")}
    beer = {name.tokens for name in names_of(CATALOGUE, "11.05", "output")}
    division = {name.tokens for name in names_of(CATALOGUE, "11", "output")}
    assert wine - beer
    assert beer - wine
    assert wine | beer <= division


def test_what_trades_mean_differently_is_no_name_of_one_thing() -> None:
    meant: dict[frozenset[str], set[str]] = {}
    for line in CATALOGUE.lexicon:
        for name in line.names:
            meant.setdefault(frozenset(words(name)), set()).add(line.family)
    ambiguous = {tokens for tokens, families in meant.items() if len(families) > 1}
    assert frozenset(words("fond de cuve")) in ambiguous
    of_one_thing, _ = names_of_one_and_of_many_things(CATALOGUE)
    assert ambiguous.isdisjoint(name.tokens for name in of_one_thing)


def test_what_most_trades_mean_differently_settles_nothing_alone() -> None:
    for said in ("fond de cuve", "crasses", "écumes"):
        assert settled(classify(CATALOGUE, said)) is None, said


def test_a_part_of_a_trades_name_an_origin_and_a_longer_name_say_nothing_of_it() -> None:
    assert first("lames de scie à ruban", None) == "steel_scrap"
    assert first("sciure de la scie à ruban") == "sawdust"
    assert first("blast furnace slag") == "bf_slag"
    assert first("bidules de tirage") == "hdpe"
    assert first("tirage") != "hdpe"
