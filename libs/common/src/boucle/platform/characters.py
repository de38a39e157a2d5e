"""Find invisible characters that change what is read: controls, direction marks and others. Pure.
They are Unicode's general categories Cc and Cf and, of letters, marks and unassigned codes, those
with the property Default_Ignorable_Code_Point. So are private-use characters (Co), which each font
shows otherwise, and noncharacters. Variation selectors (U+FE0E, U+FE0F) follow many a pasted ♻️
and are harmless."""

import unicodedata
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from boucle.platform.translating import tr

Kind = Literal["control", "direction", "invisible", "private", "noncharacter"]

MAIL_ADDRESS: Final = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}$"
"""The pattern of an address that mail can be sent to."""

WITHOUT_IT: Final = "the same text without it"
"""What would be right."""

_DIRECTION: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BLANK: Final = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE0E),
            *range(0xFFF0, 0xFFF9),
            *range(0xE0000, 0xE1000),
        ),
    )
)
_IN_SEVERAL_LINES: Final = frozenset("\t\n\r")

_BY_CATEGORY: Final[Mapping[str, Kind]] = {"Cc": "control", "Cf": "invisible", "Co": "private"}

_HOLDS: Final[Mapping[Kind, str]] = {
    "control": "holds a control character, {code}, at character {place}",
    "direction": "holds a mark of writing direction, {code}, at character {place}",
    "invisible": "holds an invisible character, {code}, at character {place}",
    "private": "holds a private-use character, {code}, at character {place}",
    "noncharacter": "holds a code that is no character, {code}, at character {place}",
}


class Invisible(NamedTuple):
    """``place`` is the position of the character, from 1."""

    kind: Kind
    character: str
    place: int

    @property
    def code(self) -> str:
        """Return, for example, ``U+200B``."""
        return f"U+{ord(self.character):04X}"

    @property
    def message(self) -> str:
        """Return the message of an error."""
        return tr(_HOLDS[self.kind], code=self.code, place=self.place)


def first_invisible(text: str) -> Invisible | None:
    """Return the first one of a text; line ends and tabs are allowed."""
    if text.isascii() and text.isprintable():
        return None
    for place, character in enumerate(text, 1):
        kind = _kind(character)
        if kind is not None:
            return Invisible(kind, character, place)
    return None


def _kind(character: str) -> Kind | None:
    if character in _IN_SEVERAL_LINES:
        return None
    if character in _DIRECTION:
        return "direction"
    category = unicodedata.category(character)
    if category == "Cn" and _is_noncharacter(ord(character)):
        return "noncharacter"
    return "invisible" if character in _BLANK else _BY_CATEGORY.get(category)


def _is_noncharacter(code: int) -> bool:
    """Tell whether Unicode will never give it a meaning (the standard, section 23.7)."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
