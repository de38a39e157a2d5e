"""What a header says beside the column's name: ``Quantité (t/an)``, ``Coût en €/t``."""

import re

_NOTED = re.compile(
    r"(?P<name>.+?)\s*(?:[(\[](?P<inside>[^()\[\]]*)[)\]]|\s(?:en|in)\s+(?P<after>.+)|\s(?P<euro>€.*))"
)
_YEARLY = re.compile(
    r"\s*(/|par|per)\s*(an|année|yr|year|a)\.?\s*$|^(annuel(le)?|par an|yearly|per year|an|year)$",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?:€|eur|euros?)(?:\s*ht)?\s*(?:(?:/|par|per)\s*(?P<unit>.+))?", re.IGNORECASE
)
_ANY_UNIT = {"unité", "unite", "unit"}


def without_note(header: str) -> tuple[str, str]:
    """The name, and what stands beside it in brackets or after *en*; spaces and lines as one."""
    text = " ".join(header.split())
    found = _NOTED.fullmatch(text)
    if found is None:
        return text, ""
    return found["name"], (found["inside"] or found["after"] or found["euro"] or "").strip()


def unit_noted(note: str) -> str:
    """``t/an`` is ``t``: quantities are per year; empty where the note tells no unit."""
    return _YEARLY.sub("", note).strip()


def price_unit_noted(note: str) -> str | None:
    """The unit of ``€/t``; empty when it is the row's own; None for no price (``k€/an``)."""
    found = _PRICE.fullmatch(note)
    if found is None:
        return None if note else ""
    unit = (found["unit"] or "").strip()
    if not unit or unit.casefold() in _ANY_UNIT:
        return ""
    return unit if unit_noted(f"€/{unit}") == f"€/{unit}" else None
