"""Spaces as typographers set them, in all that people read: ours and what they wrote. Pure.

Applied once, where a text is rendered (``set_in`` of an environment of templates, ``typeset`` for
a header or a calendar), so that sentences are written with plain spaces. It only makes a space that
is there one that no line breaks at and, in French, adds the one that a high sign lacks. URLs and
addresses stay as they are.
"""

import re
from functools import lru_cache
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from boucle.pages.translating import Language

NBSP: Final = "\u00a0"
_UNIT: Final = (
    r"(?:[kM]?€|%|°C|k?m\b|m[²³]|[mk]?[gL]\b|k?t\b|tCO|[kMGT]Wh?\b|millions? d|h\b|ans?\b|mois\b)"
)
_EVERYWHERE: Final = re.compile(rf"(?<=\d)[ \t]+(?=\d|{_UNIT})|(?<=[«\u2212])[ \t]+|[ \t]+(?=»)")
_FRENCH: Final = re.compile(r"(?<=\S)[ \t]+(?=[?!:;](?![\w/(-]))")
# A sign that closes a word without a space, and the inside of quotation marks.
_GLUED: Final = re.compile(
    r"(?<=[\w)»%€])(?=[?!:;]+(?:[\s»]|$))|(?<=«)(?=[\w(])|(?<=[\w).!?…])(?=»)"
)
_ADDRESS: Final = re.compile(r"(\S*(?:://|@)\S*)")


@lru_cache(maxsize=2048)  # each text is in both parts of a mail, most in every mail
def typeset(text: str, language: Language) -> str:
    """``9 000 t ; «oui» ?`` with no-break spaces. Idempotent."""
    kept = _EVERYWHERE.sub(NBSP, text)
    if language != "fr":
        return kept
    pieces = _ADDRESS.split(_FRENCH.sub(NBSP, kept))
    return "".join(
        piece if place % 2 else _GLUED.sub(NBSP, piece) for place, piece in enumerate(pieces)
    )


@pass_context
def set_in(context: Context, value: object) -> object:
    """``finalize`` of an environment of templates: what a template shows, in its ``language``."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return typeset(value, context["language"])
    return value
