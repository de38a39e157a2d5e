"""Compare what a text says with other fields: the nature of a thing, and whether it is eaten."""

from collections.abc import Iterator
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Contradiction, FlowAsDeclared
from boucle.catalogue.facts.model import LowEntry
from boucle.catalogue.text.classification import Suggestion, classify
from boucle.catalogue.text.evidence import SURE
from boucle.catalogue.text.words import head_words, words_of_use
from boucle.catalogue.wording.phrases import NATURES_SAID

_FAINT: Final = 0.1  # score of a word that any text may contain (`eau` of `eau de Javel`)
_AT_HAND: Final = 0.3


def of_nature(catalogue: Catalogue, flow: FlowAsDeclared) -> Iterator[Contradiction]:
    """Return a contradiction if the text clearly names a thing of another nature and none of the
    declared one."""
    if flow.family is not None or flow.nature is None or not flow.text:
        return
    named, head = classify(catalogue, flow.text, limit=1), head_words(flow.text)
    if not named or named[0].score < SURE or not head <= named[0].words:
        return  # `générateur de vapeur` is not steam
    own = classify(catalogue, flow.text, low=flow.low, nature=flow.nature, limit=1)
    if own and not _beside(catalogue, own[0], named[0], head):
        return
    family = catalogue.family(named[0].family)
    if family.nature != flow.nature:
        yield Contradiction(
            "nature",
            "text",
            f"nature is {flow.nature!r} but the text tells family {family.key!r}, which is "
            f"{family.nature!r}",
            f"le texte dit « {family.label_fr} », qui est {NATURES_SAID[family.nature]}, "
            f"pas {NATURES_SAID[flow.nature]}",
        )


def of_food(
    catalogue: Catalogue, flow: FlowAsDeclared, entry: LowEntry | None
) -> Iterator[Contradiction]:
    """Return a contradiction if the text feeds something hazardous to people or animals."""
    used = frozenset(words_of_use(flow.text or ""))
    if not any(phrase <= used for phrase in catalogue.feeding):
        return
    if entry is not None and entry.hazardous:
        yield Contradiction(
            "low",
            "text",
            f"code {entry.code} is hazardous, the text gives it people or animals to eat",
            f"le code {entry.code} est dangereux, le texte le donne à manger à des gens "
            "ou à des animaux",
        )
    if flow.hazardous:
        yield Contradiction(
            "hazardous",
            "text",
            "the flow is hazardous, the text gives it people or animals to eat",
            "le flux est dit dangereux, le texte le donne à manger à des gens ou à des animaux",
        )


def _beside(catalogue: Catalogue, own: Suggestion, named: Suggestion, head: frozenset[str]) -> bool:
    """Tell whether the word for the declared nature only belongs to the other name or to an origin.
    Example: `fatale` (hydrogen) in `chaleur fatale`. A fuel is also matter and hot water is also
    water, so those may be meant."""
    if own.score < _FAINT:
        return True
    immaterial = any(fact.what == "waste" for fact in catalogue.impossible.get(named.family, ()))
    matter = catalogue.family(own.family).nature == "material"
    aside = own.words <= named.words or not own.words & head
    return immaterial and matter and own.score < _AT_HAND and aside
