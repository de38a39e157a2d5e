"""Read words that stand for one of a few things, in French or English, and codes."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from boucle.platform.translating import both, tr
from boucle.registry.domain.values.wrong import WrongValue


def folded(text: str) -> str:
    """Fold ``Quantité `` and ``quantite`` alike: no case, accent or punctuation; words joined by
    _."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "_".join(kept.split())


class WordChoice:
    """One of several words; ``code`` = other words for it, separated by ``|``, French first."""

    def __init__(self, **words: str) -> None:
        self.codes: Final = tuple(words)
        self._right: Final = " ou ".join(text.partition("|")[0] for text in words.values())
        self._known: Final = {
            folded(word): code for code, text in words.items() for word in (code, *text.split("|"))
        }

    def __call__(self, text: str) -> str:
        code = self._known.get(text) or self._known.get(folded(text))
        if code is None:
            raise WrongValue(
                "is not a word that is known here",
                both(" or ".join(map(repr, self.codes)), self._right),
            )
        return code


DIRECTION: Final = WordChoice(
    output="sortie|sortant|sortants|sorties|s|offre|out",
    input="entrée|entrant|entrants|entrées|e|besoin|in",
)
SHARING_DIRECTION: Final = WordChoice(need="besoin|demande", offer="offre")
SHARING_KIND: Final = WordChoice(
    service="services",
    equipment="équipement|équipements",
    workforce="poste|postes|emploi|main d'œuvre",
)
NATURE: Final = WordChoice(material="matière|matériau|matières", water="eau", energy="énergie")
FORM: Final = WordChoice(
    solid="solide|solides",
    bales="balles",
    chips="copeaux|plaquettes|broyat",
    granules="granulés",
    powder="poudre",
    paste="pâte|pâteux",
    sludge="boue|boues",
    liquid="liquide|liquides",
    gas="gaz|gazeux",
    steam="vapeur",
    hot_water="eau chaude",
    current="courant|électricité",
)
STATUS: Final = WordChoice(
    waste="déchet|déchets",
    by_product="sous-produit|sous-produits",
    end_of_waste="sortie du statut de déchet|fin du statut de déchet|SSD",
    product="produit|produits",
)
CERTAINTY: Final = WordChoice(
    measured="mesuré|mesurée|mesure", estimated="estimé|estimée|estimation", typical="typique"
)
_YES_NO: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("oui", "o", "true", "1", "x", "yes", "y", "vrai"), True),
    **dict.fromkeys(("non", "n", "false", "0", "no", "faux"), False),
}


def yes_or_no(text: str) -> bool:
    known = _YES_NO.get(folded(text))
    if known is None:
        raise WrongValue("is neither yes nor no", tr("true or false", context="cell"))
    return known
