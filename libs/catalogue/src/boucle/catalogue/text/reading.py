"""Write what a text says and how it was read, with words of the text only."""

from dataclasses import dataclass

from boucle.catalogue.text.words import quoted


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read. `written`: its words for the phrase, folded; `spelt`: correctly;
    `whole`: they are the full phrase.
    """

    phrase: str
    written: frozenset[str]
    spelt: bool
    whole: bool


def read_as(text: str, reading: Reading) -> tuple[str, str]:
    said, phrase = quoted(text, reading.written), reading.phrase
    if not reading.spelt:
        return f"« {said} » ressemble à « {phrase} »", f"“{said}” looks like “{phrase}”"
    if reading.whole:
        return f"le texte dit « {said} »", f"the text says “{said}”"
    return (
        f"le texte dit « {said} », comme dans « {phrase} »",
        f"the text says “{said}”, as in “{phrase}”",
    )
