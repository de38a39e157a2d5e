"""Tell what made the euros: each parameter with its source, or that it is assumed. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import (
    ASSUMPTION,
    Parameter,
    euro_parameters,
    euro_parameters_of_pair,
    origin_of,
)
from boucle.catalogue.wording.figures import number, with_unit
from boucle.catalogue.wording.phrases import capital
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters.groups.parts import group_of
from boucle.notifications.letters.letter import AboutSynergy, Block, LetterFact
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def sources_of_group(about: AboutSynergy) -> tuple[Block, ...]:
    """Return a folded block; none where no euros are told."""
    _ = translator(about.language)
    low = about.own.choices.get("low") if isinstance(about.own, OwnSharing) else None
    made = euro_parameters(group_of(about).subject, low) if about.view.gain.computed else ()
    own = about.territory.parameters if about.territory else {}
    return _folded([_valued(one, own.get(one.key), _) for one in made], _)


def sources_of_pair(about: AboutSynergy) -> tuple[Block, ...]:
    """Return the same of a pair: what carries it, and what prepares it."""
    _, gain, catalogue = translator(about.language), about.view.gain, load_catalogue()
    route = catalogue.route_index.get(about.view.route or "")
    if route is None or not gain.computed or gain.whose == "public":
        return ()
    way = catalogue.routes[route]
    family = catalogue.family(way.output_family)
    made = [_valued(one, None, _) for one in euro_parameters_of_pair(family.line)]
    if way.cost_high > 0:
        ends = [number(f"{end:g}", _.language) for end in (way.cost_low, way.cost_high)]
        span = _("{low} à {high} €/{unit}", low=ends[0], high=ends[1], unit=family.unit)
        where = ASSUMPTION.en if _.language == "en" else ASSUMPTION.fr
        made.append(LetterFact(_("Préparation"), f"{span} ({where})"))
    return _folded(made, _)


def _folded(facts: Sequence[LetterFact], _: Translator) -> tuple[Block, ...]:
    if not facts:
        return ()
    return (
        Block(
            heading=_("D'où viennent ces chiffres"),
            facts=tuple(facts),
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
