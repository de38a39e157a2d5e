"""Split French or English text into comparable words: accents, plurals and spellings folded."""

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise
from typing import Final

from boucle.catalogue.text.vocabulary import (
    AGAIN,
    BY,
    DESTINATION,
    ORIGIN,
    PLACES,
    PURPOSE,
    QUALIFIERS,
    SERVED,
    SPELLINGS,
    STOP,
    TAKES,
    USE,
)

MAX_WORDS: Final = 80

_SPLIT: Final = re.compile(r"[^a-z0-9]+")
_WRITTEN: Final = re.compile(r"[^\W_]+")
_ARROW: Final = re.compile(r"\s[-–—=/]+\s|[-=]+>|→|;")
_CELSIUS: Final = re.compile(
    r"(?<![a-z\d])(-?\d+(?:[.,]\d+)?)\s*(?:°\s*c?|degr[eé]e?s?(?:\s+celsius|\s+c)?|c)(?![a-z])",
    re.IGNORECASE,
)
_BY_PIPE: Final = re.compile(
    r"\b(?:by|through|via|par|in) (?:an? |une? |long |short |own |twin |the )*"
    r"(?:pipes?|pipelines?|canalisations?|conduites?|tuyaux)\b"
)
_PRESSURE: Final = re.compile(r"\d\s*(?:m?bars?|bar[ag]|[km]pa)\b")
_FATE: Final = re.compile(
    r"\b(?:discharged|released|vented|dumped|emitted|rejets?|rejete|evacue|deverse|jete|perdu)(?:e?s?)"
    r" (?:into|to|in|au|aux|en|dans|a)(?: the| la| le)?[ ']+(?:l')?[a-z]+"
)
_DENIED: Final = re.compile(
    r"\b(?:(?:sans|without|no(?= )|free of|exempte?s? d[e'])(?: (?:de|d|any|les|la|le))?[ ']*[a-z]+"
    r"|(?:non|not|un)[ -]?(?:pollu|contamin|souill|toxi)[a-z]*|[a-z0-9]+-free)\b"
)
_DONE: Final = re.compile(r"\b(?:us|utilis|achet|br[uû]l|import)ée?s?\b", re.IGNORECASE)
_PACKED: Final = re.compile(
    r"\b(?:in|en|dans)(?: des| les| le| un| une)? (?:\d+ ?l )?"
    r"(?:drums?|futs?|bennes?|skips?|silos?|bacs|bidons?|big[ -]?bags?"
    r"|tanks|citernes?|vrac|bulk|bales|balles|cuves|ibcs?|barrels|seaux?|pots|bocaux|flacons"
    r"|cubitainers?|palettes?|pallets)\b"
)
_VESSEL: Final = (
    r"(?:futs?|bidons?|seaux?|bocaux|pots?|barquettes?|sacs?|big[ -]?bags?|cubitainers?|ibcs?|grv"
    r"|bouteilles?|boites?|flacons?|citernes?|caisses?|sachets?|barils?|drums?|barrels?|bottles?"
    r"|jars?|cans?|bags?|boxes)"
)
# `Na2SO4, big bag 1 t`
_PACKED_BY: Final = re.compile(rf"[,(] ?{_VESSEL}(?: de| of)? \d+(?:[.,]\d+)? ?(?:t|kg|l|m3)\b")
# Full drums or expired jars stand for their content, unless the text says that they are empty.
_FULL: Final = re.compile(
    r"\b(?:plein(?:e?s?)|perime(?:e?s?)|invendu(?:e?s?)|leur contenu|non vides?|full|expired|unsold"
    r"|out of date)\b"
)
_EMPTY: Final = re.compile(
    r"(?<!non )\b(?:vide|souille|usage|rince|lave|consigne|empty|soiled|used)"
)
_HOLDS: Final = re.compile(rf"\b{_VESSEL} (?:pleine?s? )?(?:(?:de|du|des|of) |d')")
# Bags are packaging, unless the thing is made into them.
_BAGGED: Final = re.compile(
    r"\b(?!transform|recycl|upcycl|convert|made|turned|sewn|cous|fait|fabri)"
    r"([a-z0-9]+) (?:in|en) (?:sacs?|sachets|bags)\b"
)
_NO_PURPOSE: Final = STOP | PURPOSE | AGAIN
_FADE: Final = 0.1
_FLOOR: Final = 0.8


CARRIERS: Final = frozenset(
    [
        *("pip", "pipelin", "tuyau", "tuyal", "conduit", "canalisation", "cabl", "wir", "lin"),
        *("lign", "truck"),
    ]
)
"""What water, heat, gas and power go by: folded."""


def words(text: str) -> tuple[str, ...]:
    """Return the meaningful words of a text, folded, in order, at most MAX_WORDS."""
    return tuple(fold(word) for word in _plain(text) if word not in STOP)[:MAX_WORDS]


def weighted_words(text: str) -> dict[str, float]:
    """Return the same words with weights: 1 for what the thing is, less for its origin."""
    weight = 1.0
    found: dict[str, float] = {}
    for word in _plain(text):
        if word in ORIGIN and found:
            weight = max(_FLOOR, weight - _FADE)
        elif word not in STOP and len(found) < MAX_WORDS:
            found.setdefault(fold(word), weight)
    return found


def head_words(text: str) -> frozenset[str]:
    """Return the words that name a thing, without generic ones. They stand before the first word of
    origin or destination; all words if there is none."""
    return frozenset(fold(word) for word in _name(text) if word not in STOP | QUALIFIERS)


def _name(text: str) -> tuple[str, ...]:
    plain = _plain(text)
    found = [i for i, word in enumerate(plain) if word not in STOP | QUALIFIERS]
    first = found[0] if found else 0
    ends = ORIGIN | DESTINATION
    end = next((i for i, word in enumerate(plain) if i > first and word in ends), len(plain))
    return plain[:end]


def words_after_place(text: str) -> frozenset[str]:
    """Return the words that name a thing after its place of origin (`paper mill effluent`), if
    any."""
    plain = _name(text)
    place = max((i for i, word in enumerate(plain) if word in PLACES), default=len(plain))
    return frozenset(fold(word) for word in plain[place + 1 :] if word not in STOP | QUALIFIERS)


def without_destination(text: str) -> str:
    letters = without_accents(text)
    if _FATE.search(letters):  # `into the river` is the current outlet
        text = _FATE.sub(" ", letters)
    written = text.split()
    plain = ["".join(_plain(word)) for word in written]
    end = next((i for i, word in enumerate(plain) if i and word in DESTINATION), len(plain))
    return " ".join(written[:end])


def words_of_destination(text: str) -> tuple[str, ...]:
    plain = _plain(text)
    start = next((i for i, word in enumerate(plain) if i and word in DESTINATION), len(plain))
    return tuple(fold(word) for word in plain[start:] if word not in STOP)


def words_of_purpose(text: str) -> frozenset[str]:
    """Return the words that only follow `pour`, `destiné à`...: what a thing is for."""
    plain = _plain(text)
    start = next((i for i, word in enumerate(plain) if i and word in PURPOSE), len(plain))
    after, before = plain[start:], {fold(word) for word in plain[:start]}
    return frozenset(fold(word) for word in after if word not in _NO_PURPOSE) - before


def words_of_use(text: str) -> tuple[str, ...]:
    """Return the words that may tell a use. They follow `for`, `pour`, `in`..., the first comma or
    arrow, or precede a passive (`pool heated by...`)."""
    named, _, rest = _ARROW.sub(",", unicodedata.normalize("NFC", text)).partition(",")
    plain = _plain(named)
    start = next((i for i, word in enumerate(plain) if i and word in USE), len(plain))
    found = _served(_plain(_DONE.sub(" ", named))) + plain[start:] + _plain(rest)
    return tuple(fold(word) for word in found if word not in STOP)


def _served(plain: tuple[str, ...]) -> tuple[str, ...]:
    """Return what precedes `by`, `with`, `from`... in a passive, or `takes`, `buys`... Example:
    `une brasserie utilise`; `usés` and `utilisés` do not count."""
    takes = next((i for i, word in enumerate(plain) if i and word in TAKES), 0)
    end = next((i for i, word in enumerate(plain) if i and word in BY), 0)
    return plain[:end] if SERVED & frozenset(plain[:end]) else plain[:takes]


def stated_temperatures(text: str) -> tuple[float, ...]:
    return tuple(float(figure.replace(",", ".")) for figure in _CELSIUS.findall(text))


def stated_temperature(text: str) -> float | None:
    return max(stated_temperatures(text), default=None)


def words_made_of(text: str) -> frozenset[str]:
    """Return the words right after `en`, which may name a material or a destination."""
    plain = _plain(text)
    return frozenset(fold(word) for before, word in pairwise(plain) if before == "en")


def denies(text: str) -> bool:
    """Tell whether the text says what a thing is not, or is without."""
    return _DENIED.search(without_accents(text)) is not None


@lru_cache(maxsize=4096)
def _plain(text: str) -> tuple[str, ...]:
    """Split into lower-case words without accents, with one spelling. Temperatures, pressures,
    packaging, pipes, rivers of discharge and denials are left out."""
    letters = without_accents(_CELSIUS.sub(" ", text))
    for found in (_BY_PIPE, _PACKED, _PACKED_BY, _PRESSURE, _FATE, _DENIED):
        letters = found.sub(" ", letters)
    if _FULL.search(letters) and not _EMPTY.search(letters):
        letters = _HOLDS.sub(" ", letters)
    letters = _BAGGED.sub(r"\1 ", letters)
    for written, spelling in SPELLINGS:
        letters = letters.replace(written, spelling)
    return tuple(word for word in _SPLIT.split(letters) if word)


class _Letters(dict[int, str]):
    """Characters without their accents, computed once for each."""

    def __missing__(self, character: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(character))
        self[character] = "".join(c for c in plain if not unicodedata.combining(c))
        return self[character]


_LETTERS: Final = _Letters({ord("œ"): "oe", ord("æ"): "ae"})


def without_accents(text: str) -> str:
    return text.lower().translate(_LETTERS)


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """Return a word without plural or silent ending: the same for `boues`, `boue`, `ashes`."""
    if len(word) <= 3 or word.isdigit():
        return word
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux"):
        word = word[:-3] + "al"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith(("ie", "ier")) and len(word) > 4:
        return word[:-2].removesuffix("i") + "y"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def quoted(text: str, wanted: Set[str]) -> str:
    """Quote these folded words as the text writes them. From the first to the last, with other
    meaningful words left out (`…`); empty if none is written."""
    plain = unicodedata.normalize("NFC", text)
    written = [(each, words(each.group())) for each in _WRITTEN.finditer(plain)]
    written = [(each, folded) for each, folded in written if folded]
    parts: list[tuple[int, int]] = []
    follows = False
    for each, folded in written:
        if wanted.isdisjoint(folded):
            follows = False
            continue
        start = parts.pop()[0] if follows else each.start()
        parts.append((start, each.end()))
        follows = True
    return " … ".join(plain[start:end] for start, end in parts)
