"""Identify persons by keyed hashes (HMAC-SHA256) of a mail address, telephone number or name. An
erasure finds in texts what the hashes were made of. Pure."""

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any, Final

ERASED: Final = "[effacé]"
"""What stands where somebody was named."""
_PURPOSE: Final = b"persons\0"
_ADDRESS: Final = re.compile(r"[^\s<>\"(),;:|=/?&\[\]]+@[^\s<>\"'(),;:|=/?&\[\]]+")
_FIRST_DIGIT: Final = re.compile(r"\+\d|(?<![\d+])\d")
_NEXT_DIGIT: Final = re.compile(r"[ .()\-]{0,3}\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _MOST_WORDS = 2, 5  # of a name: one word may be any word
_FEWEST_DIGITS, _MOST_DIGITS = 9, 17  # of a telephone number, its country included


class PersonKey:
    """``key`` is ``BOUCLE_PERSON_KEY``, the same in the services that share these hashes."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.digest(key, _PURPOSE, "sha256")

    def of_address(self, address: str) -> str:
        """Return 64 hexadecimal digits; case and surrounding spaces do not matter."""
        return self._hash("address", _plain_address(address))

    def of_mentions(self, name: str | None, phone: str | None) -> frozenset[str]:
        """Return hashes of what else names somebody in a text: full names in both orders, telephone
        numbers."""
        found: set[str] = set()
        words = _words(name or "")
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            orders = (words, [words[-1], *words[:-1]], [*words[1:], words[0]])
            found.update(self._hash("name", " ".join(order)) for order in orders)
        digits = _digits(phone or "")
        if len(digits) >= _FEWEST_DIGITS:
            found.add(self._hash("phone", digits))
        return frozenset(found)

    def without(
        self, text: str, hashes: Collection[str], names: Collection[str] | None = None
    ) -> str:
        """Replace what matches a hash by ``ERASED``. ``names``: hashes for names, if they are
        others."""
        of_names = hashes if names is None else names
        places = self._places(text, frozenset(hashes), frozenset(of_names))
        parts, last = [], 0
        for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
            if start >= last:
                parts += [text[last:start], ERASED]
                last = end
        return "".join([*parts, text[last:]]) if parts else text

    def within(
        self, value: Any, hashes: Collection[str], names: Collection[str] | None = None
    ) -> Any:
        """Replace matches in each text of a JSON value; return the value itself if nothing
        changes."""
        if isinstance(value, str):
            return self.without(value, hashes, names)
        if isinstance(value, list):
            items = [self.within(one, hashes, names) for one in value]
            return items if items != value else value
        if isinstance(value, dict):
            pairs = {name: self.within(one, hashes, names) for name, one in value.items()}
            return pairs if pairs != value else value
        return value

    def _places(
        self, text: str, hashes: frozenset[str], names: frozenset[str]
    ) -> Iterator[tuple[int, int]]:
        for found in _ADDRESS.finditer(text):
            address = found.group().rstrip(".!-")
            start = len(address) - len(address.lstrip("'"))
            if self.of_address(address[start:]) in hashes:
                yield found.start() + start, found.start() + len(address)
        for start, end in _numbers(text):
            if self._hash("phone", _digits(text[start:end])) in hashes:
                yield start, end
        if names:
            yield from self._names(text, names)

    def _names(self, text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
        words = list(_WORD.finditer(_ADDRESS.sub(_blank, text)))  # whoever's address that is
        plain = [_plain(word.group()) for word in words]
        for first in range(len(words)):
            for last in range(first + _FEWEST_WORDS, min(first + _MOST_WORDS, len(words)) + 1):
                if self._hash("name", " ".join(plain[first:last])) in names:
                    yield words[first].start(), words[last - 1].end()

    def _hash(self, kind: str, text: str) -> str:
        return hmac.digest(self._key, f"{kind}\0{text}".encode(), "sha256").hex()


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a telephone number may be; other digits may follow it."""
    for first in _FIRST_DIGIT.finditer(text):
        end, count = first.end(), 1
        while count < _MOST_DIGITS and (found := _NEXT_DIGIT.match(text, end)):
            end, count = found.end(), count + 1
            if count >= _FEWEST_DIGITS and not text[end : end + 1].isdecimal():
                yield first.start(), end


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _plain_address(address: str) -> str:
    return unicodedata.normalize("NFC", address.strip()).lower()


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def _words(name: str) -> list[str]:
    return [_plain(word.group()) for word in _WORD.finditer(name)]


def _digits(phone: str) -> str:
    """Normalise ``+33 6 12 34 56 78``, ``0033…``, ``+33 (0)6…`` and ``06.12…``. A number without a
    country is French, also if a table dropped its 0."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if phone.lstrip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("0"):
        return f"33{digits[1:]}"
    return f"33{digits}" if len(digits) == _FEWEST_DIGITS else digits
