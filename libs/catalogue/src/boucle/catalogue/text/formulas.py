"""Find chemical formulas that name a family, and those that no family has. Pure."""

import re
import unicodedata
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.text.text_evidence import vocabulary_words
from boucle.catalogue.text.vocabulary import ELEMENTS
from boucle.catalogue.text.words import words

_TOKEN: Final = re.compile(r"[A-Za-z0-9()₀-₉]+")
_GROUP: Final = re.compile(r"([A-Z][a-z]?)(\d*)")
_SHAPE: Final = re.compile(r"(?:[A-Z][a-z]?\d*){2,}")
_LEAST_GROUPS: Final = 2
_CODE: Final = re.compile(r"[A-Z]+\d+")
_LONG_CODE: Final = re.compile(r"[A-Z]+\d{2,}")
_TELLING: Final = frozenset(["H", "O", "Cl", "Na", "N", "S", "F", "K", "Ca"])


def formulas_unknown(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Return formula-like words (``H2SO9``, ``Na2XO4``) that the catalogue does not have, each
    once."""
    plain = unicodedata.normalize("NFC", text)
    written = (found.group().strip("()") for found in _TOKEN.finditer(plain))
    return tuple(dict.fromkeys(each for each in written if _unknown(catalogue, each)))


def _unknown(catalogue: Catalogue, written: str) -> bool:
    plain = unicodedata.normalize("NFKC", written).replace("(", "").replace(")", "")
    if not _SHAPE.fullmatch(plain) or not _alike(plain):
        return False
    return vocabulary_words(catalogue).isdisjoint(words(written))


def _alike(plain: str) -> bool:
    """Tell whether a word looks like a formula. Most symbols are elements, one is common, and it
    has a number. Capitals before a number (`HP14`, `CSR2`) are mostly codes."""
    symbols = [symbol for symbol, _ in _GROUP.findall(plain)]
    elements = [symbol for symbol in symbols if symbol in ELEMENTS]
    code = _CODE.fullmatch(plain) is not None and len(elements) < len(symbols)
    few = len(elements) < _LEAST_GROUPS or 2 * len(elements) <= len(symbols)
    clear = any(each.isdigit() for each in plain) and bool(_TELLING.intersection(elements))
    return clear and not (few or code or _LONG_CODE.fullmatch(plain))
