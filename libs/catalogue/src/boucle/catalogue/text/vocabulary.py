"""Load the words that tell how a text is built; ``data/words.toml`` explains each set."""

import tomllib
from importlib.resources import files
from typing import Final

_FILE: Final = tomllib.loads((files("boucle.catalogue") / "data/words.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    return frozenset(_FILE[name].split())


STOP: Final = _words("stop")
ORIGIN: Final = _words("origin")
QUALIFIERS: Final = _words("qualifiers")
GENERIC_WORDS: Final = _words("generic")
NEUTRAL: Final = _words("neutral")
ELEMENTS: Final = _words("elements")
MATTERS: Final = _words("matters")
SITES: Final = _words("sites")
LEFTOVERS: Final = _words("leftovers")
HOLDING: Final = _words("holding")
SOILED: Final = _words("soiled")
DESTINATION: Final = _words("destination")
PURPOSE: Final = _words("purpose")
AGAIN: Final = _words("again")
PLACES: Final = _words("places")
USE: Final = _words("use")
BY: Final = _words("by")
SERVED: Final = _words("served")
TAKES: Final = _words("takes")
SPELLINGS: Final[tuple[tuple[str, str], ...]] = tuple(_FILE["spellings"].items())
