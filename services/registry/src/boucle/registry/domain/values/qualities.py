"""Read qualities: ``humidité = 15..25 % | pH 6 à 8``, and one alone: ``15..25 %``."""

import re
from typing import Final

from boucle.registry.domain.values.numbers import NUMBER, read_number
from boucle.registry.domain.values.wrong import WrongValue

_MOST: Final = 200  # characters
_QUALITY: Final = re.compile(r"(?P<name>[^=<>≤≥:]+?)\s*(?P<range>[=:<>≤≥].*)", re.DOTALL)
_RANGE: Final = re.compile(
    rf"\s*(?P<sign>=|:|<=|>=|≤|≥|<|>)?\s*(?P<low>{NUMBER})?"
    rf"(?:\s*(?:\.\.|à)\s*(?P<high>{NUMBER})?)?\s*(?P<unit>[^\d\s,.+-]\S*)?\s*"
)


def read_qualities(text: str) -> dict[str, dict[str, str]]:
    """Return the qualities by name, as written. Raises WrongValue."""
    found: dict[str, dict[str, str]] = {}
    for part in text.split("|"):
        one = _QUALITY.fullmatch(part.strip()[:_MOST])
        if one is None or len(part) > _MOST:
            raise _wrong()
        found[one["name"].strip()] = read_range(one["range"])
    return found


def read_range(text: str) -> dict[str, str]:
    """Return ``low``, ``high`` and ``unit``, if present. Raises WrongValue."""
    found = _RANGE.fullmatch(text[:_MOST])
    if found is None or len(text) > _MOST:
        raise _wrong()
    low, high = (read_number(each) if each else "" for each in (found["low"], found["high"]))
    sign = found["sign"]
    if sign in ("<", "<=", "≤"):
        low, high = "", low
    elif sign in (None, "=", ":") and not _has_span(found):
        high = low
    known = {"low": low, "high": high, "unit": found["unit"] or ""}
    return {name: each for name, each in known.items() if each}


def _has_span(found: re.Match[str]) -> bool:
    after = found.string[found.end("low") if found["low"] else 0 :]
    return found["high"] is not None or after.lstrip().startswith(("..", "à"))


def _wrong() -> WrongValue:
    right = "name = low..high unit, parted by |, such as moisture = 15..25 % | ph = 6..8"
    return WrongValue("is not a list of qualities", right)
