"""Whatever an error says in English is said in French by the one catalogue."""

import re
from string import Formatter

import polib

from boucle.platform.translating import LOCALE, both, either, text_from, tr, translated
from tests.contract.house.sentences import literals, sentences

_CATALOGUE = polib.pofile((LOCALE / "fr/LC_MESSAGES/errors.po").read_text("utf-8"))
_FRENCH = {(one.msgctxt, one.msgid): one.msgstr for one in _CATALOGUE}
_WORDS = re.compile(r"[a-z]{3}")  # what has none is a sign or a number
_OF_OTHERS = re.compile(
    r"There was an error|Expecting|Illegal|Extra data|Invalid control|Unterminated|"
    r"at (most|least) 1 |an object|nearest: "
)
"""What the framework and the parser of JSON say, and what is put together of parts."""


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_is_in_the_catalogue() -> None:
    """Add what is missing to libs/common/src/boucle/locale/fr/LC_MESSAGES/errors.po."""
    missing = [
        f"{place}: {one.text!r} ({one.context})"
        for one, place in sentences().items()
        if _WORDS.search(one.text) and (one.context, one.text) not in _FRENCH
    ]
    assert missing == []


def test_the_catalogue_says_nothing_that_nobody_says() -> None:
    used = literals()
    dead = [one.msgid for one in _CATALOGUE if one.msgid not in used]
    assert [text for text in dead if not _OF_OTHERS.search(text)] == []


def test_french_fills_in_what_the_code_gives() -> None:
    wrong = [
        (one.text, french)
        for one in sentences()
        for french in [_FRENCH.get((one.context, one.text))]
        if french and one.names and "**" not in one.names and not _fields(french) <= one.names
    ]
    assert wrong == []


def test_every_sentence_is_there_in_french() -> None:
    assert [one.msgid for one in _CATALOGUE if not one.msgstr or one.fuzzy] == []
    keys = [(one.msgctxt, one.msgid) for one in _CATALOGUE]
    assert len(keys) == len(set(keys))


def test_the_code_says_enough_to_be_looked_at() -> None:
    assert len(sentences()) > 350


def test_what_is_filled_in_is_said_too() -> None:
    cause = tr(
        "not JSON at line {line}, column {column}: {cause}",
        line=3,
        column=1,
        cause="Expecting value",
    )
    assert cause == "not JSON at line 3, column 1: Expecting value"
    assert translated(cause, "fr") == (
        "n'est pas du JSON, ligne 3, colonne 1 : il manque une valeur"
    )
    assert translated(either("abc"), "fr") == "a ou b ou c"
    said = tr("no {what} {id} that you may see", what="flow", id=12)
    assert translated(said, "fr") == "pas de flux 12 que vous puissiez voir"
    assert translated("something nobody says", "fr") == "something nobody says"


def test_a_sentence_may_say_more_in_one_language() -> None:
    assert translated(both("steam", "vapeur"), "fr") == "vapeur"
    assert translated(text_from("no 3", "is not a number", {}), "en") == "no 3"
    assert translated(text_from("no 3", "is not a number", {}), "fr") == "n'est pas un nombre"
    assert translated(tr("true or false", context="cell"), "fr") == "oui ou non"
    assert translated("true or false", "fr") == "true ou false"
