"""What a text says and what it was read as, in words: never a word that the text does not have."""

from dataclasses import dataclass

from boucle.catalogue.text.words import quoted


@dataclass(frozen=True, slots=True)
class Reading:
    """The phrase that a text was read as; `written`: the words that say it, folded, as the text
    writes them; `spelt` right; `whole`: they say the phrase in full."""

    phrase: str
    written: frozenset[str]
    spelt: bool
    whole: bool


def read_as(text: str, reading: Reading) -> tuple[str, str]:
    """In French and in English."""
    said, phrase = quoted(text, reading.written), reading.phrase
    if not reading.spelt:
        return f"« {said} » ressemble à « {phrase} »", f"“{said}” looks like “{phrase}”"
    if reading.whole:
        return f"le texte dit « {said} »", f"the text says “{said}”"
    return (
        f"le texte dit « {said} », comme dans « {phrase} »",
        f"the text says “{said}”, as in “{phrase}”",
    )
