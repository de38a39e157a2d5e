"""Why two flows go together, or do not, in words: the one place for these sentences. Pure.

A sentence is written from what a criterion shows: value, limit and verdict. A masked one has no
value, and the sentence says no more than the verdict.
"""

from functools import lru_cache, partial

from boucle.catalogue.criteria.limits import set_by
from boucle.catalogue.criteria.reason import Reason, Sentence, say
from boucle.catalogue.criteria.registry import REGISTRY
from boucle.catalogue.criteria.substance import of_attribute
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.errors import UnknownKeyError
from boucle.catalogue.wording.figures import NBSP, Language
from boucle.catalogue.wording.phrases import Both, capital


def sentence(reason: Reason, catalogue: Catalogue, route: str | None = None) -> Sentence:
    """The criterion in words. A criterion or a key of a newer release reads as itself. ``route``,
    that of the pair, tells whether it or the need sets a limit."""
    name, _, attribute = reason.name.partition(".")
    write = REGISTRY[name].write if name in REGISTRY else _other
    if depends_on_route(reason.name):
        setter = set_by(attribute, reason.limit, route, catalogue)
        write = partial(of_attribute, setter="territory" if reason.tightened else setter)
    about = subject(reason.name, catalogue)
    return Sentence(
        fr=f"{capital(about['fr'])}{NBSP}: {write(reason, catalogue, 'fr')}.",
        en=f"{capital(about['en'])}: {write(reason, catalogue, 'en')}.",
    )


def depends_on_route(criterion: str) -> bool:
    """Whether its sentence tells who set the limit: the route, or the need."""
    name, _, attribute = criterion.partition(".")
    return name == "quality" and bool(attribute)


def _other(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return say(
        reason.verdict,
        language,
        passes=("convient", "suits"),
        partly=("convient en partie", "suits in part"),
        fails=("ne convient pas", "does not suit"),
    )


@lru_cache(maxsize=256)
def subject(name: str, catalogue: Catalogue) -> Both:
    """What a criterion is about, in words."""
    if name in REGISTRY:
        return {"fr": REGISTRY[name].fr, "en": REGISTRY[name].en}
    key = name.partition(".")[2]
    try:
        found = catalogue.attribute(key)
    except UnknownKeyError:
        plain = (key or name).replace("_", " ")
        return {"fr": plain, "en": plain}
    return {"fr": found.label_fr, "en": found.label_en}
