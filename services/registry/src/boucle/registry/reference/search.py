"""Search by how words begin, without accents, case and punctuation. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from boucle.platform.errors import invalid_field

_SIGNS: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Fold `L'Île-d'Yeu` to `l ile d yeu`. Characters without a Latin letter are left out."""
    whole = unicodedata.normalize("NFKC", text).lower().replace("œ", "oe").replace("æ", "ae")
    parted = unicodedata.normalize("NFKD", _SIGNS.sub(" ", whole))
    return " ".join(parted.encode("ascii", "ignore").decode().split())


_WORDS: Final = 8


def searched_words(q: str | None) -> Sequence[str]:
    """Return the words of a search; none without one. Raises Invalid on a text without two letters
    or digits: nearly everything would be found."""
    words = folded_query(q).split()
    if q is not None and max(map(len, words)) < 2:
        raise invalid_field("query.q", q, "is one letter", "two letters or more of a word")
    return list(dict.fromkeys(words))[:_WORDS]


def folded_query(q: str | None) -> str:
    """Fold the query; empty without one. Raises Invalid on a text without a word."""
    wanted = folded(q or "")
    if q is not None and not wanted:
        raise invalid_field(
            "query.q", q, "holds no letter and no digit", "words, or how they begin"
        )
    return wanted
