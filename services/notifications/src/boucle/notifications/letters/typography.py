"""Spaces as typographers set them, in all that people read: ours and what they wrote. Pure.

Applied once, where a text is rendered (``set_in`` of an environment of templates, ``typeset`` for
a header or a calendar), so that sentences are written with plain spaces. It only makes a space that
is there one that no line breaks at: a URL has none, and stays as it is.
"""

import re
from typing import Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from boucle.catalogue.figures import NBSP, Language

_UNIT: Final = (
    r"(?:[kM]?€|%|°C|k?m\b|m[²³]|[mk]?[gL]\b|k?t\b|tCO|[kMGT]Wh?\b|millions? d|h\b|ans?\b|mois\b)"
)
_EVERYWHERE: Final = re.compile(rf"(?<=\d)[ \t]+(?=\d|{_UNIT})|(?<=[«\u2212])[ \t]+|[ \t]+(?=»)")
_FRENCH: Final = re.compile(r"(?<=\S)[ \t]+(?=[?!:;](?![\w/(-]))")


def typeset(text: str, language: Language) -> str:
    """``9 000 t ; «oui» ?`` with no-break spaces. Idempotent; as many characters as before, but for
    spaces that were doubled."""
    kept = _EVERYWHERE.sub(NBSP, text)
    return _FRENCH.sub(NBSP, kept) if language == "fr" else kept


@pass_context
def set_in(context: Context, value: object) -> object:
    """``finalize`` of an environment of templates: what a template shows, in its ``language``."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return typeset(value, context["language"])
    return value
