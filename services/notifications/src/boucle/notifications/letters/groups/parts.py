"""Write what letters and pages about a group share, each as a block. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from boucle.catalogue.sharing import line_capital
from boucle.catalogue.wording.figures import unit_price
from boucle.contract.kinds import the_group
from boucle.notifications.letters import words
from boucle.notifications.letters.amounts import euros
from boucle.notifications.letters.group_words.masked import MaskedGroup, other_companies
from boucle.notifications.letters.letter import AboutSynergy, Block, LetterFact
from boucle.notifications.letters.synergy_parts import (
    arguments,
    finder,
    gain_block,
    in_own_words,
    own_words,
)
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def group_of(about: AboutSynergy) -> MaskedGroup:
    return the_group(about.view)


def found(about: AboutSynergy) -> str:
    """Say who found the group, with whom, for what. « Anne Morel, Caux Seine agglo (02 35 …), a
    repéré au moins 3 entreprises proches avec qui faire collecter vos 25 t par an de carton («
    cartons d'emballage », Harfleur). »"""
    _, group = translator(about.language), group_of(about)
    return words.sentence(
        _(
            group.wording.found,
            who=finder(about),
            others=other_companies(group, _),
            matter=in_own_words(about, group.need.whole),
        )
    )


def proposed(about: AboutSynergy) -> Block:
    _, group = translator(about.language), group_of(about)
    return Block(
        heading=_(group.wording.name),
        lines=(_(group.wording.idea),),
        points=tuple(_(one) for one in group.wording.how),
    )


def group_overview(about: AboutSynergy, heading: str = "") -> Block:
    _, group = translator(about.language), group_of(about)
    facts = [
        LetterFact(_("Ce qui est proposé"), _(group.wording.name)),
        LetterFact(_("De votre côté"), words.sentence(group.need.detailed)),
        *own_words(about.own, _),
        LetterFact(_("Avec vous"), words.sentence(_partner(about, group, _))),
    ]
    if about.carrier is not None:
        facts.append(LetterFact(_(group.wording.server), about.carrier.name))
    return Block(heading=heading or _("Le groupe en bref"), facts=tuple(facts))


def _partner(about: AboutSynergy, group: MaskedGroup, _: Translator) -> str:
    if group.named and about.others:
        return joined([one.name for one in about.others], _)
    if group.named and not about.view.others:
        return _("plus personne : les autres ont quitté le groupe")
    companies = other_companies(group, _)
    return _(group.growing.partners, others=companies) if group.growing else companies


def joined(names: Sequence[str], _: Translator) -> str:
    *before, last = names
    return _("{before} et {last}", before=", ".join(before), last=last) if before else last


def body(about: AboutSynergy) -> tuple[Block, ...]:
    """Return all that follows the gain, for letters and pages. Members know what their group
    does."""
    group = group_of(about)
    if group.joining == "member":
        return (*_changes(about), group_overview(about))
    whole = proposed(about), group_overview(about), *arguments(about.view), *limits(about)
    return (*_changes(about), *whole)


def _changes(about: AboutSynergy) -> tuple[Block, ...]:
    _, growing = translator(about.language), group_of(about).growing
    if growing is None:
        return ()
    return (Block(heading=_(growing.heading), points=tuple(map(_, growing.changes))),)


def limits(about: AboutSynergy) -> tuple[Block, ...]:
    """Return its conditions with their sources, once the reader may know them."""
    _, group = translator(about.language), group_of(about)
    heading = _("Les conditions du groupe, et leurs sources")
    return (Block(heading=heading, points=group.limits),) if group.limits else ()


def gain(about: AboutSynergy) -> Block:
    """Return it with the price proposed, and the line to be built."""
    return replace(gain_block(about.view), facts=tuple(_priced(about)))


def _priced(about: AboutSynergy) -> Iterator[LetterFact]:
    _, figures = translator(about.language), group_of(about).figures
    price, eur = figures.get("tariff_proposed"), figures.get("eur")
    if price is not None and price.high is not None:
        proposed = unit_price(price.high, price.unit, about.language)
        yield LetterFact(_("Prix proposé"), proposed)
    if eur is None or eur.fixed_low is None or eur.fixed_high is None or price is None:
        return
    own = about.territory.parameters if about.territory else {}
    capital = [line_capital(abs(Decimal(end)), own) for end in (eur.fixed_high, eur.fixed_low)]
    yield LetterFact(
        _("Ligne à construire"),
        _("{amount}, déjà déduits", amount=euros(sorted(capital), _)),
    )
