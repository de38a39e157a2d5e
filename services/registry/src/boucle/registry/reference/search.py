"""Search by how words begin: accents, case and punctuation do not count. Pure."""

import re
from typing import Final

from boucle.catalogue.words import without_accents
from boucle.common.errors import invalid_field

_APART: Final = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """`L'Île-d'Yeu` as `l ile d yeu`."""
    return _APART.sub(" ", without_accents(text)).strip()


def folded_query(q: str | None) -> str:
    """What is searched for, folded; empty where nothing is. Raises Invalid on a text of no word."""
    wanted = folded(q or "")
    if q is not None and not wanted:
        raise invalid_field(
            "query.q", q, "holds no letter and no digit", "words, or how they begin"
        )
    return wanted
