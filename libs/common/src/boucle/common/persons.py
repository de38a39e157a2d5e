"""Who a person is, without saying it: keyed hashes (HMAC-SHA256) of a mail address, a telephone
number or a name. Who erases by them finds in its own texts what they were made of. Pure."""

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any, Final

ERASED: Final = "[effacé]"
"""What stands where somebody was named."""
_PURPOSE: Final = b"persons\0"
_ADDRESS: Final = re.compile(r"[^\s<>\"(),;:|=/?&\[\]]+@[^\s<>\"'(),;:|=/?&\[\]]+")
_PHONE: Final = re.compile(r"(?:\+|(?<![\d+])0)\d(?:[ .()\-]{0,3}\d){7,14}(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _MOST_WORDS = 2, 5  # of a name: one word may be any word
_FEWEST_DIGITS: Final = 9


class PersonKey:
    """``key``: ``BOUCLE_PERSON_KEY``, the same in the services that share these hashes."""

    def __init__(self, key: bytes) -> None:
        self._key = hmac.digest(key, _PURPOSE, "sha256")

    def of_address(self, address: str) -> str:
        """64 hexadecimal digits; the same however the address is written (case, spaces around)."""
        return self._hash("address", _plain_address(address))

    def of_mentions(self, name: str | None, phone: str | None) -> frozenset[str]:
        """What else names somebody in a text: a name of several words, a telephone number."""
        found = set()
        words = _words(name or "")
        if _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            found.add(self._hash("name", " ".join(words)))
        digits = _digits(phone or "")
        if len(digits) >= _FEWEST_DIGITS:
            found.add(self._hash("phone", digits))
        return frozenset(found)

    def without(self, text: str, hashes: Collection[str]) -> str:
        """The text, ``ERASED`` where it says what one of the hashes was made of."""
        places = sorted(self._places(text, frozenset(hashes)), reverse=True)
        last = len(text) + 1
        for start, end in places:
            if end <= last:
                text = f"{text[:start]}{ERASED}{text[end:]}"
                last = start
        return text

    def within(self, value: Any, hashes: Collection[str]) -> Any:
        """A JSON value, each of its texts so; the value itself where nothing changes."""
        if isinstance(value, str):
            return self.without(value, hashes)
        if isinstance(value, list):
            items = [self.within(one, hashes) for one in value]
            return items if items != value else value
        if isinstance(value, dict):
            pairs = {name: self.within(one, hashes) for name, one in value.items()}
            return pairs if pairs != value else value
        return value

    def _places(self, text: str, hashes: frozenset[str]) -> Iterator[tuple[int, int]]:
        for found in _ADDRESS.finditer(text):
            address = found.group().rstrip(".!-")
            start = len(address) - len(address.lstrip("'"))
            if self.of_address(address[start:]) in hashes:
                yield found.start() + start, found.start() + len(address)
        for found in _PHONE.finditer(text):
            if self._hash("phone", _digits(found.group())) in hashes:
                yield found.span()
        words = list(_WORD.finditer(_ADDRESS.sub(_blank, text)))  # whoever's address that is
        plain = [_plain(word.group()) for word in words]
        for first in range(len(words)):
            for last in range(first + _FEWEST_WORDS, min(first + _MOST_WORDS, len(words)) + 1):
                if self._hash("name", " ".join(plain[first:last])) in hashes:
                    yield words[first].start(), words[last - 1].end()

    def _hash(self, kind: str, text: str) -> str:
        return hmac.new(self._key, f"{kind}\0{text}".encode(), "sha256").hexdigest()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _plain_address(address: str) -> str:
    return unicodedata.normalize("NFC", address.strip()).lower()


def _plain(word: str) -> str:
    """Without accents, in lower case."""
    letters = unicodedata.normalize("NFKD", word)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def _words(name: str) -> list[str]:
    return [_plain(word.group()) for word in _WORD.finditer(name)]


def _digits(phone: str) -> str:
    """``+33 6 12 34 56 78``, ``0033…``, ``+33 (0)6…`` and ``06.12…`` alike: a number without a
    country is French."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    if phone.lstrip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return f"33{digits[1:]}" if digits.startswith("0") else digits
