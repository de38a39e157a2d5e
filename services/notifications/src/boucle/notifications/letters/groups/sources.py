"""Tell what made a group's euros: each parameter with its source, or that it is assumed. Pure."""

from collections.abc import Iterator, Mapping
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
    assumed = [one for one in made if one.source is None or one.key in own]
    if not made:
        return ()
    return (
        Block(
            heading=_("D'où viennent ces chiffres"),
            lines=(_("Ces chiffres partent de ce que chacun a déclaré, et de ces valeurs."),),
            facts=tuple(_sourced(one, _) for one in made if one not in assumed),
            points=tuple(_assumed(assumed, own, _)),
            folded=True,
        ),
    )


def _sourced(one: Parameter, _: Translator) -> LetterFact:
    origin = origin_of(one)
    url = one.source if one.source and one.source.startswith("http") else ""
    where = origin.en if _.language == "en" else origin.fr
    if url:
        where = where.replace(url, urlsplit(url).netloc.removeprefix("www."))
    figure = _figure(one, f"{one.default}", _)
    return LetterFact(_label(one, _), f"{figure} ({where})", url)


def _assumed(some: list[Parameter], own: Mapping[str, str], _: Translator) -> Iterator[str]:
    who = ASSUMPTION.en if _.language == "en" else ASSUMPTION.fr
    for one in some:
        figure = _figure(one, own.get(one.key, f"{one.default}"), _)
        yield _("{what} : {figure} ({who})", what=_label(one, _), figure=figure, who=who)


def _label(one: Parameter, _: Translator) -> str:
    label = one.label_en if _.language == "en" else one.label_fr
    return capital(label.partition(" (")[0])


def _figure(one: Parameter, value: str, _: Translator) -> str:
    if one.unit == "1" and one.most <= 1:
        return with_unit(number(f"{Decimal(value) * 100}", _.language), "%", _.language)
    return with_unit(number(value, _.language), one.unit, _.language)
