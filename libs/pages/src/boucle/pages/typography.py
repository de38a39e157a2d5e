"""Set spaces as typographers do, in all that people read. Pure. Applied once, at rendering
(``set_in`` of a template environment, ``typeset`` for a header or a calendar), so that sentences
are written with plain spaces. It turns existing spaces into no-break spaces and, in French, adds
the missing one at a high sign. URLs and addresses stay as they are."""

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
    """Write ``9 000 t ; «oui» ?`` with no-break spaces. Idempotent."""
    spaced = _EVERYWHERE.sub(NBSP, text)
    if language != "fr":
        return spaced
    pieces = _ADDRESS.split(_FRENCH.sub(NBSP, spaced))
    return "".join(
        piece if place % 2 else _GLUED.sub(NBSP, piece) for place, piece in enumerate(pieces)
    )


@pass_context
def set_in(context: Context, value: object) -> object:
    """Typeset what a template shows, in its ``language`` (``finalize`` of an environment)."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return typeset(value, context["language"])
    return value
