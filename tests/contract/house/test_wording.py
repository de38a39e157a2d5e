"""Whatever an error says in English can be said in French."""

import re
import tomllib
from pathlib import Path

from boucle.platform.http import wording
from boucle.platform.http.wording import in_english, in_french, is_known
from tests.contract.house.sentences import sentences, sentences_in_french

_WORDS = re.compile(r"[a-z]{3}")  # what has none is a sign or a number


def test_every_sentence_is_in_the_table() -> None:
    """Add what is missing to libs/common/src/boucle/platform/http/wording.toml."""
    said = {sentence: sentence.replace("{}", "7") for sentence in sentences()}
    missing = [
        f"{place}: {sentence!r}"
        for sentence, place in sentences().items()
        if _WORDS.search(said[sentence]) and not is_known(said[sentence])
    ]
    assert missing == []


def test_nothing_is_said_half_in_english() -> None:
    """A template that is too wide takes a sentence that has none of its own."""
    whole = re.compile(r"[a-z]+(?: [a-z]+){2}")
    halves = [
        (sentence, french)
        for sentence in sentences()
        for french in [in_french(sentence.replace("{}", "7"))]
        if french != sentence.replace("{}", "7")
        and any(found[0] in french for found in whole.finditer(sentence))
    ]
    assert halves == []


def test_what_files_are_answered_in_french_is_known_in_english() -> None:
    found = sentences_in_french()
    missing = [one for one in found if not is_known(one.replace("{}", "7"))]
    assert missing == []
    assert len(found) > 50


def test_the_code_says_enough_to_be_looked_at() -> None:
    assert len(sentences()) > 350


def test_both_languages_fill_in_the_same() -> None:
    table = tomllib.loads(Path(wording.__file__).with_name("wording.toml").read_text("utf-8"))
    pairs = [pair for part in table.values() for pair in part.items()]
    for english, french in pairs:
        assert french.count("{") <= english.count("{") or "{0}" in english, (english, french)
    twice: dict[str, str] = {}
    for english, french in pairs:
        assert twice.setdefault(english, french) == french, english


def test_what_is_filled_in_is_said_too() -> None:
    assert in_french("not JSON at line 3, column 1: Expecting value") == (
        "n'est pas du JSON, ligne 3, colonne 1 : il manque une valeur"
    )
    assert in_french("'a', 'b' or 'c'") == "'a', 'b' ou 'c'"
    assert in_french("no flow 12 that you may see") == "pas de flux 12 que vous puissiez voir"
    assert in_french("something nobody says") == "something nobody says"


def test_files_are_said_in_french_first() -> None:
    assert in_english("n'est pas un nombre") == "is not a number"
    assert in_english("au plus 40 caractères") == "at most 40 characters"
    assert in_english("désigne 3 sites à la fois") == "names 3 sites at once"
