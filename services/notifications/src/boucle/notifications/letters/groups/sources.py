"""Tell what made a group's euros: each parameter with its source, or that it is assumed. Pure."""

from decimal import Decimal
from urllib.parse import urlsplit

from boucle.catalogue.sharing import ASSUMPTION, Parameter, euro_parameters, origin_of
from boucle.catalogue.wording.figures import number, with_unit
from boucle.catalogue.wording.phrases import capital
from boucle.notifications.letters.groups.parts import group_of
from boucle.notifications.letters.letter import AboutSynergy, Block, LetterFact
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def sources(about: AboutSynergy) -> tuple[Block, ...]:
    """Return a folded block; none where no euros are told."""
    _ = translator(about.language)
    made = euro_parameters(group_of(about).subject) if about.view.gain.computed else ()
    own = about.territory.parameters if about.territory else {}
    if not made:
        return ()
    return (
        Block(
            heading=_("D'où viennent ces chiffres"),
            facts=tuple(_valued(one, own.get(one.key), _) for one in made),
            lines=(_("Le reste est ce que chacun a déclaré."),),
            folded=True,
        ),
    )


def _valued(one: Parameter, own: str | None, _: Translator) -> LetterFact:
    """``own``: what the territory set."""
    origin = origin_of(one) if own is None else ASSUMPTION
    where = origin.en if _.language == "en" else origin.fr
    source = one.source or ""
    url = source if own is None and source.startswith("http") else ""
    if url:
        where = where.replace(url, urlsplit(url).netloc.removeprefix("www."))
    figure = _figure(one, own or f"{one.default}", _)
    return LetterFact(_label(one, _), f"{figure} ({where})", url)


def _label(one: Parameter, _: Translator) -> str:
    label = one.label_en if _.language == "en" else one.label_fr
    return capital(label.partition(" (")[0])


def _figure(one: Parameter, value: str, _: Translator) -> str:
    if one.source is not None and Decimal(value) == 0:
        return _("selon la puissance")
    if one.unit == "1" and one.most <= 1:
        return with_unit(number(f"{Decimal(value) * 100}", _.language), "%", _.language)
    return with_unit(number(value, _.language), one.unit, _.language)
