"""Search by how words begin, without accents, case and punctuation. Pure."""

import re
import unicodedata
from typing import Final

from boucle.platform.errors import invalid_field

_SIGNS: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Fold `L'Île-d'Yeu` to `l ile d yeu`. Characters without a Latin letter are left out."""
    whole = unicodedata.normalize("NFKC", text).lower().replace("œ", "oe").replace("æ", "ae")
    parted = unicodedata.normalize("NFKD", _SIGNS.sub(" ", whole))
    return " ".join(parted.encode("ascii", "ignore").decode().split())


def folded_query(q: str | None) -> str:
    """Fold the query; empty without one. Raises Invalid on a text without a word."""
    wanted = folded(q or "")
    if q is not None and not wanted:
        raise invalid_field(
            "query.q", q, "holds no letter and no digit", "words, or how they begin"
        )
    return wanted
