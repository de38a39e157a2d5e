"""Each criterion of pairs and groups is registered here: name, default weight and sentence.
matching computes with these names, registry checks a territory's settings against them,
notifications writes their sentences."""

from boucle.catalogue.criteria.changes import change_sentence
from boucle.catalogue.criteria.reason import Reason, Sentence, Verdict
from boucle.catalogue.criteria.registry import CRITERIA, DEFAULT_WEIGHTS
from boucle.catalogue.criteria.sentences import depends_on_route, sentence, subject
from boucle.catalogue.criteria.territory import LIMITS, TerritoryLimit

__all__ = [
    "CRITERIA",
    "DEFAULT_WEIGHTS",
    "LIMITS",
    "Reason",
    "Sentence",
    "TerritoryLimit",
    "Verdict",
    "change_sentence",
    "depends_on_route",
    "sentence",
    "subject",
]
