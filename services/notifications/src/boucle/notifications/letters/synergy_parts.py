"""Write what letters and pages about a synergy share, each as a block. Pure."""

import textwrap
from typing import Final

from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Role
from boucle.contract.kinds import of_group
from boucle.notifications.directory.answer import Company, Own
from boucle.notifications.letters import words
from boucle.notifications.letters.gain import Gain, Whose
from boucle.notifications.letters.letter import AboutSynergy, Block, LetterFact
from boucle.notifications.letters.masked import MaskedView, OtherSide
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator

_LONGEST_TEXT: Final = 200  # characters
_LONGEST_WORDS: Final = 60  # characters
_OWN: Final[dict[Role, str]] = {
    "offer": N_("Vous proposez"),
    "need": N_("Vous cherchez"),
    "member": N_("Vous"),
}
_OTHER: Final[dict[Role, str]] = {
    "offer": N_("L'autre entreprise propose"),
    "need": N_("L'autre entreprise cherche"),
    "member": N_("L'autre entreprise"),
}
_HEADINGS: Final[dict[Whose, str]] = {
    "reader": N_("Ce que vous y gagneriez"),
    "all": N_("Ce que vous y gagneriez ensemble"),
    "public": N_("Ce que cela vaut"),
    "loss": N_("Ce que cela coûterait"),
}
_GAINED: Final[dict[Whose, str]] = {
    "reader": N_("Ce que vous y gagnez"),
    "all": N_("Ce que vous y gagnez ensemble"),
    "public": N_("Ce que cela vaut"),
    "loss": N_("Ce que cela coûte"),
}
"""The headings of what runs."""


def gain_block(view: MaskedView) -> Block:
    _ = translator(view.language)
    gain, sentence = view.gain, f"{words.sentence(view.gain.amount)}."
    return Block(
        heading=gain_heading(gain, _, runs=view.state == "running"),
        headline=sentence if gain.computed else "",
        lines=gain.explained if gain.computed else (sentence, *gain.explained),
        key=True,
    )


def gain_heading(gain: Gain, _: Translator, *, runs: bool = False) -> str:
    return _((_GAINED if runs else _HEADINGS)[gain.whose])


def running_blocks(view: MaskedView) -> tuple[Block, ...]:
    """Return how it goes, with the gain while it runs well."""
    _, running = translator(view.language), view.running
    if running is None:
        return ()
    facts = [LetterFact(_("En place depuis le"), running.since)]
    if running.until:
        facts.append(LetterFact(_("Arrêté le"), running.until))
    if running.agreed:
        facts.append(LetterFact(_("Quantité convenue"), running.agreed))
    facts += [LetterFact(period, brought) for period, brought in running.results]
    well = view.state == "running" and not of_group(view, lambda group: group.lost)
    return (
        *((gain_block(view),) if well else ()),
        Block(
            heading=_("Où en est-on"),
            facts=tuple(facts),
        ),
    )


def overview(about: AboutSynergy, heading: str = "") -> Block:
    _ = translator(about.language)
    facts = masked_facts(about.view, about.language, about.own)
    return Block(heading=heading or _("La synergie en bref"), facts=facts)


def recall(about: AboutSynergy) -> Block:
    _ = translator(about.language)
    return overview(about, _("Rappel de la synergie"))


def arguments(view: MaskedView) -> tuple[Block, ...]:
    _ = translator(view.language)
    blocks = (
        Block(heading=reasons_heading(view, view.language), points=view.reasons),
        Block(heading=_("À vérifier ensemble"), points=view.checks),
        Block(
            heading=_("Déjà fait ailleurs"),
            lines=(words.sentence(view.case),) if view.case else (),
        ),
    )
    return tuple(block for block in blocks if block.points or block.lines)


def reasons_heading(view: MaskedView, language: Language) -> str:
    _ = translator(language)
    return _("Ce que l'on en sait") if view.emits_more else _("Points favorables")


def cautions(view: MaskedView, language: Language) -> tuple[str, ...]:
    _ = translator(language)
    caution = _(
        "Selon notre estimation, cet échange émettrait plus de CO₂ qu'il n'en éviterait. Son "
        "intérêt est ailleurs (des dépenses ou des déchets en moins, par exemple) : "
        "à vous d'en juger."
    )
    return (caution,) if view.emits_more else ()


def masked_facts(
    view: MaskedView, language: Language, own: Own | None = None
) -> tuple[LetterFact, ...]:
    _ = translator(language)
    several = len(view.others) > 1
    facts = _own_facts(view, _, own)
    for rank, other in enumerate(view.others, 1):
        facts += _other_facts(other, f" {rank}" if several else "", _)
    if view.crowd:
        facts.append(LetterFact(_("Qui"), words.sentence(view.crowd)))
    facts.append(LetterFact(_("Distance"), words.sentence(view.distance)))
    if view.quantity:
        label = _("Ce qui circule") if view.running else _("Ce qui pourrait circuler")
        facts.append(LetterFact(label, words.sentence(view.quantity)))
    if view.begins:
        facts.append(LetterFact(_("Possible à partir du"), view.begins))
    if view.climate:
        facts.append(LetterFact(_("Effet sur le climat"), words.sentence(view.climate)))
    return tuple(facts)


def _own_facts(view: MaskedView, _: Translator, own: Own | None) -> list[LetterFact]:
    flow = words.sentence(view.family) + (f", {view.own_quantity}" if view.own_quantity else "")
    return [LetterFact(_(_OWN[view.role]), flow), *own_words(own, _)]


def own_words(own: Own | None, _: Translator) -> list[LetterFact]:
    """Return the reader's own text, if any, and site; nothing while registry does not say them."""
    if own is None:
        return []
    text = [LetterFact(_("Dans vos mots"), shortened(own.text))] if own.text else []
    return [*text, LetterFact(_("Votre site"), site_of(own))]


def finder(about: AboutSynergy) -> str:
    """Return who found it, as the subject of a sentence."""
    _ = translator(about.language)
    if about.animator and about.animator.phone:
        return _("{sender} ({phone}),", sender=about.sender, phone=about.animator.phone)
    return about.as_subject


def in_own_words(about: AboutSynergy, matter: str) -> str:
    """Return what it is about with the reader's own words and site behind it."""
    _, own = translator(about.language), about.own
    if own is None:
        return matter
    quoted = _("« {words} »", words=shortened(own.text, _LONGEST_WORDS)) if own.text else ""
    return f"{matter} ({', '.join(one for one in (quoted, site_of(own)) if one)})"


def after_gain(about: AboutSynergy, text: str) -> str:
    """Return a preheader: the gain, or what it lacks, then ``text``."""
    _, gain = translator(about.language), about.view.gain
    if gain.computed and gain.whose == "reader":
        opening = _("Gain possible : {amount}.", amount=gain.amount)
    elif gain.computed and gain.whose == "all":
        opening = _("Gain possible ensemble : {amount}.", amount=gain.amount)
    else:
        opening = f"{words.sentence(gain.amount)}."
    return f"{opening} {text}"


def site_of(own: Own) -> str:
    """Return the site's name, and its commune where the name does not contain it."""
    named = own.commune is None or own.commune.casefold() in own.site.casefold()
    return own.site if named else f"{own.site}, {own.commune}"


def shortened(text: str, longest: int = _LONGEST_TEXT) -> str:
    return textwrap.shorten(text, longest, placeholder=" …")


def contact_line(company: Company) -> str:
    """Return what the others receive once all agreed. « Offre SA, Claire Dupré, 02 35 …, claire@…
    »."""
    person = company.contacts[0] if company.contacts else None
    named = words.person(person.name if person else None, company.name)
    reach = (person.phone, person.email) if person else ()
    return ", ".join(one for one in (*reversed(named), *reach) if one)


def _other_facts(other: OtherSide, rank: str, _: Translator) -> list[LetterFact]:
    amount = f" ({other.quantity})" if other.quantity else ""
    facts = [LetterFact(_(_OTHER[other.role]) + rank, words.sentence(other.family) + amount)]
    if other.sector:
        facts.append(LetterFact(_("Son secteur") + rank, words.sentence(other.sector)))
    return facts
