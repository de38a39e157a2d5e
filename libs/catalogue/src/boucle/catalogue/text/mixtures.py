"""Read the parts of a mixture from a text: each sure part is one family, with its share."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import Nature
from boucle.catalogue.text.classification import classify, settled
from boucle.catalogue.text.evidence import LEAD
from boucle.catalogue.text.vocabulary import (
    BY,
    GENERIC_WORDS,
    HOLDING,
    ORIGIN,
    SERVED,
    SITES,
    TAKES,
    USE,
)
from boucle.catalogue.text.words import fold, without_destination, words

WHOLE: Final = Decimal(1)
_IN_A_LIST: Final = 0.3  # least score of a full name to be sure among other parts
_FEW: Final = 4  # most words of a part: a longer one is an explanation
_PARTS: Final = re.compile(r"(?<!\d),|,(?!\d)|;|\+|•|\n|(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])")
_AND: Final = re.compile(r"\s(?:et|and|ou|or|&)\s", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\(([^()%]*)\)")
_BEFORE_SHARE: Final = re.compile(r"(?<=[^\s,;])\s+(?=\d+(?:[.,]\d+)?\s*%)")
_SHARE: Final = re.compile(
    r"\(?(?<![\d,.])(\d+(?:[.,]\d+)?)\s*%\)?\s*(?:de\b|d['’]|of\b)?\s*", re.IGNORECASE
)
_MIXED: Final = re.compile(
    r"^\s*(?:m[ée]langes?|mix(?:ture)?)\s*(?:de\b|d['’]|of\b|:)\s*", re.IGNORECASE
)
_MADE_OF: Final = re.compile(r"\s(?:en|in)\s.*$", re.IGNORECASE)
_GENERIC: Final = frozenset(map(fold, GENERIC_WORDS))
_CONTENT_WORDS: Final = frozenset(
    ["from", "with", "in", "of", "by", "en", "avec", "par", "contenant", "containing"]
)
_NO_PART: Final = ORIGIN | SITES | USE | SERVED | TAKES | BY | HOLDING
_EDGES: Final = " \t\n.:-–—()"


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a mixture. `words`: as written; `share`: 0 to 1, None if not stated."""

    family: str
    words: str
    share: Decimal | None = None


class MixtureError(ValueError):
    """Shares that cannot be right, with what would be, in English and French. `components`: the
    mixture without them."""

    def __init__(
        self, value: str, en: tuple[str, str], fr: str, components: tuple[Component, ...]
    ) -> None:
        super().__init__(f"{value}: {en[0]}: {en[1]}")
        self.value, self.components = value, components
        self.message, self.expected = en
        self.message_fr = fr


def components(
    catalogue: Catalogue, text: str | None, *, nature: Nature | None = None
) -> tuple[Component, ...]:
    """Return the parts that a text lists, in order, one per family; none for one thing or energy. A
    part counts if it is sure by itself and short; its origin, treatment or content does not count.
    A name that spans the parts (`terres et cailloux`) is one thing, and so are parts made alike
    (`palettes, caisses en bois`). Shares are percentages, of every part or of none, and may leave a
    rest. Raises MixtureError."""
    if nature not in (None, "material"):
        return ()
    text = _MIXED.sub("", without_destination(unicodedata.normalize("NFC", text or "")))
    parts = [each for each in map(_part, _split(catalogue, text)) if each is not None]
    read = ((part, _sure_family(catalogue, part.words, nature)) for part in parts)
    sure = [replace(part, family=family) for part, family in read if family is not None]
    found = _by_family(each for each in sure if catalogue.family(each.family).nature == "material")
    if (
        len(found) < 2
        or catalogue.family(sure[0].family).nature != "material"
        or _one_name(catalogue, text, [each.words for each in found])
        or _same_material(catalogue, found)
    ):
        return ()
    _check_shares(found)
    return found


def _split(catalogue: Catalogue, text: str) -> list[str]:
    """Split the text into parts. Brackets only explain, unless the rest is unclear (`emballages
    (cartons, films)`)."""
    inside = _BRACKETS.findall(text)
    outside = _BRACKETS.sub(" ", text)
    if inside and _sure_family(catalogue, outside, None) is None:
        outside = ", ".join(inside)
    if _SHARE.match(outside):
        outside = _BEFORE_SHARE.sub(", ", outside)
    found = []
    for part in _PARTS.split(outside):
        pieces = _AND.split(part)
        whole = len(pieces) > 1 and _names_content(pieces[0])
        found += [part] if whole else pieces
    return found


def _names_content(text: str) -> bool:
    return bool(_CONTENT_WORDS.intersection(text.lower().split()))


def _part(written: str) -> Component | None:
    """Read one part; None if it is a place, an origin, a use, too long or empty."""
    shares = _SHARE.findall(written)
    text = _SHARE.sub(" ", written).strip(_EDGES) if len(shares) == 1 else written.strip(_EDGES)
    plain = text.lower().replace("’", "'").replace("'", " ").split()
    if not plain or plain[0] in _NO_PART or not 0 < len(words(text)) <= _FEW:
        return None
    share = Decimal(shares[0].replace(",", ".")) / 100 if len(shares) == 1 else None
    return Component("", " ".join(text.split()), share)


def _one_name(catalogue: Catalogue, text: str, parts: list[str]) -> bool:
    each = [frozenset(words(part)) for part in parts]
    whole = [found.words for found in classify(catalogue, text, limit=2) if found.whole]
    return any(
        all(name & part for part in each) and not any(name <= part for part in each)
        for name in whole
    )


def _sure_family(catalogue: Catalogue, text: str, nature: Nature | None) -> str | None:
    """Return the sure family of a part. A word that names it in full settles it among other parts
    (`bois` in `bois et cartons`), though not alone."""
    found = classify(catalogue, text, nature=nature)
    if not found or _GENERIC & found[0].words:
        return settled(found)
    behind = found[1].score if len(found) > 1 else 0.0
    named = found[0].whole and found[0].score >= _IN_A_LIST and found[0].score - behind >= LEAD
    return found[0].family if named else settled(found)


def _same_material(catalogue: Catalogue, found: tuple[Component, ...]) -> bool:
    """Tell whether the material of the last part makes all of them one thing (`caisses en
    bois`)."""
    *others, last = found
    made_of = _MADE_OF.search(last.words)
    if made_of is None or any(_MADE_OF.search(each.words) for each in others):
        return False
    text = (f"{each.words}{made_of.group()}" for each in others)
    alike = (classify(catalogue, each) for each in text)
    return all(any(near.family == last.family for near in family) for family in alike)


def _by_family(parts: Iterable[Component]) -> tuple[Component, ...]:
    found: dict[str, Component] = {}
    for part in parts:
        before = found.get(part.family)
        found[part.family] = part if before is None else _joined(before, part)
    return tuple(found.values())


def _joined(one: Component, other: Component) -> Component:
    stated = [each.share for each in (one, other) if each.share is not None]
    return Component(
        one.family, f"{one.words}, {other.words}", sum(stated, Decimal()) if stated else None
    )


def _check_shares(found: tuple[Component, ...]) -> None:
    stated = [each.share for each in found if each.share is not None]
    if not stated:
        return
    bare = tuple(replace(each, share=None) for each in found)
    value = ", ".join(_written_shares(found))
    if len(stated) < len(found):
        raise MixtureError(
            value,
            ("some shares are stated, others are not", "the share of every part, or none"),
            "des parts sont dites, d'autres non : dites-les toutes, ou aucune",
            bare,
        )
    total = sum(stated, Decimal())
    if total > WHOLE:
        raise MixtureError(
            value,
            (f"the shares make {_percent(total)} together", "100 % at most"),
            f"les parts font {_percent(total)} ensemble : 100 % au plus",
            bare,
        )


def _written_shares(found: tuple[Component, ...]) -> Iterator[str]:
    for each in found:
        yield each.words if each.share is None else f"{_percent(each.share)} {each.words}"


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
