"""Say which conditions a group is held to, and where each limit is from. Pure."""

from collections.abc import Iterable, Iterator

from boucle.catalogue import Catalogue
from boucle.catalogue.criteria import sentence
from boucle.catalogue.sharing import limit_origin
from boucle.contract.events.reasons import Criterion
from boucle.pages.translating import Translator


def limits_of(
    criteria: Iterable[Criterion], subject: str, catalogue: Catalogue, _: Translator
) -> Iterator[str]:
    """Yield the sentence of each criterion that has a limit from a parameter, with its source or
    that it is the territory's assumption."""
    for each in criteria:
        origin = limit_origin(each.name, subject, each.limit)
        if origin is not None:
            where = origin.en if _.language == "en" else origin.fr
            source = _("Source du seuil : {where}.", where=where)
            yield f"{sentence(each, catalogue).in_(_.language)} {source}"
