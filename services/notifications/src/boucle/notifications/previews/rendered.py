"""Define a letter as its reader sees it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a reader sees of a letter: the same words as ``text`` and as ``html``."""

    subject: str
    preheader: str
    text: str
    html: str
