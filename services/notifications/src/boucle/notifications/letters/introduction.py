"""Introduce a possible synergy, masked, to one of its companies."""

from typing import Final

from boucle.contract.events.matching import Role
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutSynergy, Action, Block, Letter
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.subjects import of, place, subjects
from boucle.notifications.letters.synergy_parts import (
    after_gain,
    arguments,
    cautions,
    finder,
    gain_block,
    in_own_words,
    overview,
)
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator

_FOUND: Final[dict[Role, str]] = {
    "offer": N_("{who} a repéré un débouché possible pour {matter}."),
    "need": N_("{who} a repéré un fournisseur possible pour {matter}."),
    "member": N_("{who} a repéré une entreprise à rencontrer pour {matter}."),
}
_THEIRS: Final[dict[Role, str]] = {
    "offer": N_("l'autre entreprise en a {amount}"),
    "need": N_("l'autre entreprise en cherche {amount}"),
    "member": N_("l'autre entreprise : {amount}"),
}
_WISHED: Final[dict[Role, str]] = {
    "offer": N_("Vous dites si ce débouché vous intéresse."),
    "need": N_("Vous dites si ce fournisseur vous intéresse."),
    "member": N_("Vous dites si cette rencontre vous intéresse."),
}


def introduction(about: AboutSynergy) -> Letter:
    view, language = about.view, about.language
    _ = translator(language)
    return Letter(
        about=about,
        subjects=subjects(view),
        preheader=preheader(about),
        opening=(finding(about), *cautions(view, language)),
        quote=about.quote,
        blocks=(
            gain_block(view),
            Block(actions=answering(about, _("Voir et répondre"))),
            overview(about),
            *arguments(view),
            Block(heading=_("Et ensuite"), steps=_next_steps(about, _)),
        ),
        closing=(promise(about), safe_link(about)),
    )


def preheader(about: AboutSynergy) -> str:
    _ = translator(about.language)
    return after_gain(about, partner(about.view, _))


def partner(view: MaskedView, _: Translator) -> str:
    """Return « Environ 2 000 t par an, entre 10 et 30 km, secteur : chimie, l'autre entreprise en
    cherche … »."""
    sector = _("secteur : {sector}", sector=view.sector) if view.sector else None
    other = view.others[0] if len(view.others) == 1 else None
    theirs = _(_THEIRS[other.role], amount=other.quantity) if other and other.quantity else None
    parts = (view.quantity, place(view.band, _), sector, theirs, view.climate)
    return f"{words.sentence(', '.join(one for one in parts if one))}."


def finding(about: AboutSynergy) -> str:
    """Say who found which outlet for what. « Anne Morel, Caux Seine agglo (02 35 …), a repéré un
    débouché possible pour vos 9 000 t par an de gravats (« béton de démolition », plateforme de
    Harfleur). »"""
    _ = translator(about.language)
    found = _(_FOUND[about.view.role], who=finder(about), matter=_matter(about, _))
    return words.sentence(found)


def _matter(about: AboutSynergy, _: Translator) -> str:
    """Return the reader's own flow by amount and name, in its own words, with its site."""
    view, amount = about.view, about.view.own_quantity
    flow = (
        _("vos {amount} {of_flow}", amount=amount, of_flow=of(view.family, _))
        if amount
        else _("votre flux « {flow} »", flow=view.family)
    )
    matter = _("une partie de {matter}", matter=flow) if view.part else flow
    return in_own_words(about, matter)


def _next_steps(about: AboutSynergy, _: Translator) -> tuple[str, ...]:
    view = about.view
    sector = view.sector
    agreed = (
        _("Si l'autre entreprise ({sector}) le veut aussi, chacun donne son accord.", sector=sector)
        if sector
        else _("Si l'autre entreprise le veut aussi, chacun donne son accord à l'échange de noms.")
    )
    return (_(_WISHED[view.role]), agreed, talking(about, _))


def talking(about: AboutSynergy, _: Translator) -> str:
    if about.animator is None:
        return _("Vous échangez directement.")
    return _(
        "Vous échangez directement, avec l'appui {of_name}.", of_name=of(about.animator.name, _)
    )


def promise(about: AboutSynergy) -> str:
    _ = translator(about.language)
    return _(
        "Aucune des deux entreprises ne connaît le nom de l'autre, et rien ne sera transmis sans "
        "votre accord."
    )


def safe_link(about: AboutSynergy) -> str:
    _ = translator(about.language)
    return _("Ouvrir la page ne vous engage à rien : seuls ses boutons répondent.")


def answering(about: AboutSynergy, label: str) -> tuple[Action, ...]:
    return (Action(label, about.urls.answer),) if about.urls.answer else ()
