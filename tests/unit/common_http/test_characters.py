"""Names and texts in which something is not seen are refused, with its place."""

import unicodedata
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from boucle.platform.characters import first_invisible
from boucle.platform.http import Line, Lines

_line = TypeAdapter(Annotated[str, Line(50)])
_lines = TypeAdapter(Annotated[str, Lines(50)])


@pytest.mark.parametrize(
    "text",
    [
        "Fonderie de la Sienne",
        "Œuvres d'Été, « 100 % » n° 5 \u00a0: 20\u202f€",  # no-break spaces are seen as spaces
        "♻️ Recyclage",
        "e\u0301quipe",  # é as two characters
        "Übergröße, Łódź, Ελλάδα, Київ, مصر, 日本",
    ],
)
def test_names_of_any_script_pass(text: str) -> None:
    assert _line.validate_python(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ab\u202edcba", "holds a mark of writing direction, U+202E, at character 3"),
        ("\u2067x", "holds a mark of writing direction, U+2067, at character 1"),
        ("a\u200bb", "holds an invisible character, U+200B, at character 2"),
        ("so\u00adft", "holds an invisible character, U+00AD, at character 3"),
        ("\ufeffname", "holds an invisible character, U+FEFF, at character 1"),
        ("a\u3164", "holds an invisible character, U+3164, at character 2"),
        ("a\U000e0041", "holds an invisible character, U+E0041, at character 2"),
        ("a\u2065", "holds an invisible character, U+2065, at character 2"),
        ("a\U000e0fff", "holds an invisible character, U+E0FFF, at character 2"),
        ("a\ue000", "holds a private-use character, U+E000, at character 2"),
        ("\U0010fffd", "holds a private-use character, U+10FFFD, at character 1"),
        ("a\uffff", "holds a code that is no character, U+FFFF, at character 2"),
        ("a\ufdd0", "holds a code that is no character, U+FDD0, at character 2"),
        ("a\U0001fffe", "holds a code that is no character, U+1FFFE, at character 2"),
        ("a\x1b[31m", "holds a control character, U+001B, at character 2"),
        ("a\x85b", "holds a control character, U+0085, at character 2"),
    ],
)
@pytest.mark.parametrize("kind", [_line, _lines])
def test_what_nobody_sees_is_named_with_its_place(
    kind: TypeAdapter[str], text: str, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.validate_python(text)
    (error,) = refused.value.errors()
    assert error["msg"] == message
    assert error["ctx"]["expected_hint"] == "the same text without it"


def test_several_lines_have_line_ends_and_tabs() -> None:
    assert _lines.validate_python("a\r\n\tb") == "a\r\n\tb"
    with pytest.raises(ValidationError, match="holds a line end or a tab"):
        _line.validate_python("a\tb")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_place_is_of_the_first_one(text: str) -> None:
    found = first_invisible(text)
    shown = text if found is None else text[: found.place - 1]
    assert first_invisible(shown) is None
    assert not [
        one
        for one in shown
        if unicodedata.category(one) in ("Cc", "Cf", "Co") and one not in "\t\n\r"
    ]
    if found is not None:
        assert text[found.place - 1] == found.character
        assert first_invisible(found.character) == found._replace(place=1)
