"""Write why two flows match or not: the one place for these sentences. Pure. A sentence uses a
criterion's value, limit and verdict. A masked criterion has no value, so its sentence gives only
the verdict."""

from functools import lru_cache, partial

from boucle.catalogue.criteria.limits import set_by
from boucle.catalogue.criteria.reason import Reason, Sentence, words_of
from boucle.catalogue.criteria.registry import REGISTRY
from boucle.catalogue.criteria.substance import of_attribute
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.errors import UnknownKeyError
from boucle.catalogue.wording.figures import NBSP, Language
from boucle.catalogue.wording.phrases import Both, capital


def sentence(reason: Reason, catalogue: Catalogue, route: str | None = None) -> Sentence:
    """Write the criterion in words; unknown criteria and keys are written as they are. ``route``,
    the pair's, tells whether it or the need sets a limit."""
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
    """Tell whether the criterion's sentence names who set the limit."""
    name, _, attribute = criterion.partition(".")
    return name == "quality" and bool(attribute)


def _other(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("convient", "suits"),
        partly=("convient en partie", "suits in part"),
        fails=("ne convient pas", "does not suit"),
    )


@lru_cache(maxsize=256)
def subject(name: str, catalogue: Catalogue) -> Both:
    if name in REGISTRY:
        return {"fr": REGISTRY[name].fr, "en": REGISTRY[name].en}
    key = name.partition(".")[2]
    try:
        found = catalogue.attribute(key)
    except UnknownKeyError:
        plain = (key or name).replace("_", " ")
        return {"fr": plain, "en": plain}
    return {"fr": found.label_fr, "en": found.label_en}
