"""Write what a text says and how it was read, with words of the text only."""

from dataclasses import dataclass

from boucle.catalogue.text.words import quoted


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text was read. `written`: its words for the phrase, folded; `spelt`: correctly;
    `whole`: they are the full phrase."""

    phrase: str
    written: frozenset[str]
    spelt: bool
    whole: bool


def read_as(text: str, reading: Reading) -> tuple[str, str]:
    quote, phrase = quoted(text, reading.written), reading.phrase
    if not reading.spelt:
        return f"« {quote} » ressemble à « {phrase} »", f"“{quote}” looks like “{phrase}”"
    if reading.whole:
        return f"le texte dit « {quote} »", f"the text says “{quote}”"
    return (
        f"le texte dit « {quote} », comme dans « {phrase} »",
        f"the text says “{quote}”, as in “{phrase}”",
    )
