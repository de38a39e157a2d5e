"""Search by how words begin: accents, case and punctuation do not count. Pure."""

import re
import unicodedata
from typing import Final

from boucle.platform.errors import invalid_field

_SIGNS: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """`L'Île-d'Yeu` as `l ile d yeu`. What has no Latin letter for it is left out."""
    whole = unicodedata.normalize("NFKC", text).lower().replace("œ", "oe").replace("æ", "ae")
    parted = unicodedata.normalize("NFKD", _SIGNS.sub(" ", whole))
    return " ".join(parted.encode("ascii", "ignore").decode().split())


def folded_query(q: str | None) -> str:
    """What is searched for, folded; empty where nothing is. Raises Invalid on a text of no word."""
    wanted = folded(q or "")
    if q is not None and not wanted:
        raise invalid_field(
            "query.q", q, "holds no letter and no digit", "words, or how they begin"
        )
    return wanted
